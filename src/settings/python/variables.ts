import type { Span } from '../file.ts';
import {
  depending,
  type Reason,
  reasons,
  type StringValue,
  type Value,
  type VariableRead,
} from '../value.ts';
import { type Arguments, type Frame, type Run, unreadable } from './run.ts';
import { fromJson, splitText, stripped } from './texts.ts';

const NO_NAMES: ReadonlyMap<string, Value> = new Map();

type Cast = 'text' | 'list' | 'flag' | 'number' | 'json' | Value;

/** How a library reads an environment variable. */
type Reader = {
  readonly cast: Cast;
  /** The position of the default among the arguments; 0 if only by name. */
  readonly fallback: 0 | 1 | 2;
  /** Whether a missing variable gives None instead of an error. */
  readonly lenient: boolean;
  /** Whether the default is converted too. */
  readonly castsDefault: boolean;
};

const PLAIN: Reader = { cast: 'text', fallback: 1, lenient: false, castsDefault: false };
const LENIENT: Reader = { ...PLAIN, lenient: true };
/** django-environ takes `cast` in second place, environs the default. */
const ENV = '(?:environ\\.(?:FileAware)?Env\\(\\)|environs\\.(?:Env\\(\\)|env))';

export const READS: readonly (readonly [RegExp, Reader])[] = [
  [/^os\.(?:environ\.get|getenv)$/, LENIENT],
  [/^os\.environ(?:\.pop)?(?:\[\])?$/, PLAIN],
  [
    /^(?:decouple\.config|decouple\.(?:Auto)?Config\(\)|starlette\.config\.Config\(\))$/,
    { ...PLAIN, fallback: 0, castsDefault: true },
  ],
  [/^environ\.(?:FileAware)?Env\(\)(?:\.__call__)?$/, { ...PLAIN, fallback: 2 }],
  [new RegExp(`^${ENV}(?:\\.str|\\.url|\\.unicode)?$`), PLAIN],
  [/^environs\.(?:Env\(\)|env)\.(?:list)$/, { ...PLAIN, cast: 'list', castsDefault: false }],
  [/^environ\.(?:FileAware)?Env\(\)\.(?:list|tuple)$/, { ...PLAIN, cast: 'list', fallback: 2 }],
  [new RegExp(`^${ENV}\\.bool$`), { ...PLAIN, cast: 'flag' }],
  [new RegExp(`^${ENV}\\.(?:int|float)$`), { ...PLAIN, cast: 'number' }],
  [new RegExp(`^${ENV}\\.json$`), { ...PLAIN, cast: 'json' }],
];

/** django-configurations: `values.ListValue([…], environ_name='X')`. */
export function configuredValue(
  run: Run,
  frame: Frame,
  at: Span,
  kind: string,
  given: Arguments,
): Value {
  const named = (name: string): string | undefined => {
    const value = given.named.get(name);
    return value?.kind === 'string' ? value.text : value?.kind === 'none' ? '' : undefined;
  };
  const prefix = named('environ_prefix') ?? 'DJANGO';
  const name = [prefix, named('environ_name') ?? frame.target ?? '']
    .filter((part) => part !== '')
    .join('_');
  const variable: StringValue = {
    kind: 'string',
    text: name,
    at,
    because: [],
    pieces: [],
    read: null,
  };
  const fallback = given.named.get('default') ?? given.values[0];
  const own: Arguments = {
    values: [variable, ...(fallback === undefined ? [] : [fallback])],
    named: NO_NAMES,
  };
  const cast = CONFIGURED[kind] ?? 'text';
  const reading: Reading = { ...LENIENT, cast, given: own, scheme: NO_NAMES };
  return readVariable(run, frame, at, reading) ?? unreadable(frame, at);
}

const CONFIGURED: Readonly<Record<string, Cast>> = {
  List: 'list',
  Tuple: 'list',
  Set: 'list',
  Boolean: 'flag',
  Integer: 'number',
  PositiveInteger: 'number',
};

type Reading = Reader & { readonly given: Arguments; readonly scheme: ReadonlyMap<string, Value> };

export function readVariable(run: Run, frame: Frame, at: Span, reading: Reading): Value | null {
  const { given, scheme, lenient } = reading;
  const name = given.values[0] ?? given.named.get('var') ?? given.named.get('var_name');
  if (name?.kind !== 'string') return null;
  const planned = scheme.get(name.text);
  const [kind, plannedDefault] = planned?.kind === 'list' ? planned.items : [planned];
  const fallback =
    given.named.get('default') ?? positional(reading, given) ?? plannedDefault ?? null;
  const cast = castOf(given.named.get('cast')) ?? castOf(kind) ?? reading.cast;
  const variable = run.environment.get(name.text) ?? null;
  const read: VariableRead = { variable: name.text, at, fallback, given: variable };
  const reason: Reason = {
    kind: 'variable',
    variable: name.text,
    given: variable?.at.file ?? null,
  };
  const because = reasons([reason], name.because);
  if (variable !== null) {
    const text: StringValue = { kind: 'string', ...variable, because: [], pieces: [], read };
    return depending(converted(run, frame, text, cast, read), because);
  }
  if (fallback === null) {
    return { kind: lenient ? 'none' : 'unknown', at, because };
  }
  if (fallback.kind === 'string') {
    const text: StringValue = { ...fallback, read };
    const isCast = reading.castsDefault || cast === 'text';
    return depending(isCast ? converted(run, frame, text, cast, read) : text, because);
  }
  return depending(fallback.kind === 'list' ? { ...fallback, read } : fallback, because);
}

/** environ's second argument may be the cast: then it is no default. */
function positional({ fallback }: Reader, { values }: Arguments): Value | undefined {
  if (fallback === 0) return undefined;
  const value = values[fallback] ?? (fallback === 2 ? values[1] : undefined);
  return value !== undefined && castOf(value) !== null && fallback === 2 ? undefined : value;
}

/** What `cast=` asks for; null if it is no known cast. */
function castOf(value: Value | undefined): Cast | null {
  if (value === undefined) return null;
  if (value.kind === 'function') return value;
  if (value.kind === 'name') return CASTS[value.path] ?? null;
  if (value.kind === 'object' && /\bCsv$/.test(value.path)) return value;
  return value.kind === 'list' ? 'list' : null;
}

const CASTS: Readonly<Record<string, Cast>> = {
  list: 'list',
  tuple: 'list',
  bool: 'flag',
  int: 'number',
  float: 'number',
  str: 'text',
  dict: 'json',
  'json.loads': 'json',
  'starlette.datastructures.CommaSeparatedStrings': 'list',
};

function converted(
  run: Run,
  frame: Frame,
  text: StringValue,
  cast: Cast,
  read: VariableRead,
): Value {
  switch (cast) {
    case 'text':
      return text;
    case 'list':
      return { ...splitText(text, ','), read };
    case 'flag':
      return { ...text, kind: 'boolean', value: /^(?:true|on|ok|y|yes|1|t)$/i.test(text.text) };
    case 'number':
      return { ...text, kind: 'number', value: Number(text.text) };
    case 'json':
      return fromJson(text, frame) ?? unreadable(frame, text.at);
    default: {
      if (cast.kind === 'object') return stripped({ ...splitText(text, ','), read });
      const given: Arguments = { values: [text], named: NO_NAMES };
      return run.call(cast, given, frame, text.at);
    }
  }
}
