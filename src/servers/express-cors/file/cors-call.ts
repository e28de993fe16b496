import type { Call } from '../../../settings/call.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, type SettingsFile, type Span } from '../../../settings/file.ts';
import type { JavascriptReading } from '../../../settings/javascript/read-javascript.ts';
import { stringAt, undefinedAt } from '../../../settings/javascript/run.ts';
import { truthOf } from '../../../settings/javascript/truth.ts';
import { type Quote, usualQuote, withElements } from '../../../settings/style.ts';
import { type Argument, allReasons, type ListValue, type Value } from '../../../settings/value.ts';
import { NPM_CORS_METHODS, type NpmCorsOptions } from '../../kit/npm-cors/model.ts';
import type { OptionsCall, Policy } from '../../kit/own-file/options-file.ts';
import { isCostly } from '../../kit/own-file/pattern.ts';
import { textsOf } from '../../kit/own-file/values.ts';

/** A call that gives options to the npm package cors, or to Nest, which hands them on. */
export type CorsCall = {
  /** What the program passes on: it is known by its place. */
  readonly value: Value;
  readonly at: Span;
  /** Where options can be written if there are none: the brackets, or a value such as `true`. */
  readonly place: Span;
  /** The options; null if there are none. */
  readonly given: Argument | null;
  readonly because: Call['because'];
};

/** The options by name. */
export function optionsIn({ given }: CorsCall): ReadonlyMap<string, Argument> {
  const value = given?.value;
  if (value?.kind !== 'dict') return new Map();
  const written = value.written?.properties ?? [];
  return new Map(
    written.flatMap((one): [string, Argument][] => (one.name === null ? [] : [[one.name, one]])),
  );
}

/** The options that a function gives for one request, and where it looked. */
export function resolved(
  cors: CorsCall,
  origin: string | null,
  invoke: JavascriptReading['invoke'],
): { readonly cors: CorsCall; readonly searched: readonly ListValue[] } {
  const { given } = cors;
  if (given?.value.kind !== 'function') return { cors, searched: [] };
  const { at } = given.value;
  const asking = origin === null ? undefinedAt(at) : stringAt(at, origin);
  const said: { options: Value | null } = { options: null };
  const name = (path: string): Value => ({ kind: 'name', path, at, because: [] });
  const { searched } = invoke(given.value, [name('@req'), name('@callback')], {
    get: (path) => (path === '@req.headers.origin' ? asking : null),
    call: (path, values, at) => {
      const [first, second] = values;
      if (path === '@callback') {
        said.options ??= second ?? null;
        return undefinedAt(at);
      }
      const isOrigin = first?.kind === 'string' && first.text.toLowerCase() === 'origin';
      return isOrigin && /^@req\.(?:header|get)$/.test(path) ? asking : null;
    },
  });
  const { options } = said;
  return options === null
    ? { cors, searched }
    : { cors: { ...cors, given: { ...given, value: options } }, searched };
}

/** The same with a place for more. */
export function optionsCall(files: readonly SettingsFile[], cors: CorsCall): OptionsCall {
  return {
    at: cors.at,
    options: optionsIn(cors),
    because: [...cors.because, ...(cors.given === null ? [] : cors.given.value.because)],
    withOptions: (writes) => moreOptions(files, cors, writes),
  };
}

function moreOptions(
  files: readonly SettingsFile[],
  { place, given }: CorsCall,
  writes: readonly ((quote: Quote) => string)[],
): readonly TextEdit[] {
  const written = given?.value.kind === 'dict' ? given.value.written : null;
  const own = fileNamed(files, written?.at.file ?? place.file);
  if (own === null) return [];
  const elements = (written?.properties ?? [])
    .map(({ at }) => at)
    .filter(
      (at) =>
        written !== null &&
        at.file === own.name &&
        at.from > written.at.from &&
        at.to < written.at.to,
    );
  if (written !== null && elements.length > 0)
    return withElements(own, { at: written.at, open: '{', elements }, 'last', writes);
  if (given !== null && written === null && given.value.kind !== 'boolean') return [];
  const text = `{ ${writes.map((write) => write(usualQuote(own.text))).join(', ')} }`;
  const inBrackets = own.text[place.from] === '(';
  const at = written?.at ?? place;
  return [{ at, text: written === null && inBrackets ? `(${text})` : text }];
}

type Matcher = string | RegExp | boolean;

/** The options as the package has them for a request; `error` if its function refuses with one. */
export function optionsAt(
  cors: CorsCall,
  origin: string | null,
  invoke: JavascriptReading['invoke'],
): NpmCorsOptions | 'error' {
  const options = optionsIn(resolved(cors, origin, invoke).cors);
  const value = (name: string): Value | undefined => options.get(name)?.value;
  const found = originAt(value('origin'), options.has('origin'), origin, invoke);
  if (found === 'error') return 'error';
  const names = (name: string): string | readonly string[] | undefined => {
    const one = value(name);
    return one?.kind === 'string' ? one.text : textsOf(one)?.texts;
  };
  const [methods, allowed, exposed] = [
    names('methods'),
    names('allowedHeaders') ?? names('headers'),
    names('exposedHeaders'),
  ];
  const [credentials, maxAge, goesOn] = [
    value('credentials'),
    value('maxAge'),
    value('preflightContinue'),
  ];
  return {
    ...(found !== undefined && { origin: found }),
    ...(methods !== undefined && { methods }),
    ...(allowed !== undefined && { allowedHeaders: allowed }),
    ...(exposed !== undefined && { exposedHeaders: exposed }),
    ...(credentials?.kind === 'boolean' && { credentials: credentials.value }),
    ...(maxAge?.kind === 'number' && { maxAge: maxAge.value }),
    ...(goesOn?.kind === 'boolean' && { preflightContinue: goesOn.value }),
  };
}

function originAt(
  value: Value | undefined,
  isSet: boolean,
  origin: string | null,
  invoke: JavascriptReading['invoke'],
): Matcher | readonly Matcher[] | undefined | 'error' {
  if (!isSet || value === undefined) return undefined;
  if (value.kind !== 'function') return matcherOf(value);
  const answer = asked(value, origin, invoke).answer;
  if (answer === 'error' || answer === null) return answer === null ? false : 'error';
  return matcherOf(answer);
}

/** With a value that nobody knows, or `undefined`, the package sends nothing. */
function matcherOf(value: Value): Matcher | readonly Matcher[] {
  const one = (item: Value): Matcher | null => {
    if (item.kind === 'string') return item.text;
    if (item.kind === 'boolean') return item.value;
    return item.kind === 'pattern' ? patternOf(item) : null;
  };
  if (value.kind === 'list') return value.items.flatMap((item) => one(item) ?? []);
  return one(value) ?? false;
}

function patternOf({ source, flags }: Value & { readonly kind: 'pattern' }): RegExp | null {
  if (isCostly(source)) return null;
  try {
    return new RegExp(source, flags.replace(/[gy]/g, ''));
  } catch {
    return null;
  }
}

/** What an `origin` function says about an origin, and where it looked. */
export function asked(
  code: Value,
  origin: string | null,
  invoke: JavascriptReading['invoke'],
): { readonly answer: Value | 'error' | null; readonly searched: readonly Value[] } {
  const said: { answer: Value | 'error' | null } = { answer: null };
  const { at } = code;
  const given = origin === null ? undefinedAt(at) : stringAt(at, origin);
  const { value, searched } = invoke(
    code,
    [given, { kind: 'name', path: '@callback', at, because: [] }],
    {
      get: () => null,
      call: (path, [error, allow], at) => {
        if (path !== '@callback') return null;
        const isError = error !== undefined && truthOf(error) !== false;
        said.answer ??= isError ? 'error' : (allow ?? undefinedAt(at));
        return undefinedAt(at);
      },
    },
  );
  const isThrown = value.kind === 'object' && value.path === '@throw';
  return { answer: isThrown ? 'error' : said.answer, searched };
}

/** What the options let through. */
export function policyOf(
  cors: CorsCall,
  required: string,
  invoke: JavascriptReading['invoke'],
): Policy {
  const { given } = resolved(cors, required, invoke).cors;
  const options = optionsIn({ ...cors, given });
  const origin = options.get('origin')?.value;
  const isUnread = given !== null && !/^(?:dict|boolean|none)$/.test(given.value.kind);
  const at = (asking: string): NpmCorsOptions | 'error' => optionsAt(cors, asking, invoke);
  const allows = (asking: string): boolean | null => {
    if (isUnread) return null;
    const found = at(asking);
    if (found === 'error') return false;
    const { origin: matcher = '*' } = found;
    if (matcher === '*' || matches(matcher, asking)) return true;
    return origin !== undefined && isOpen(origin) ? null : false;
  };
  const listed = (name: string): readonly string[] | null => {
    const value = options.get(name)?.value;
    if (value?.kind === 'string') return value.text.split(',').map((one) => one.trim());
    return textsOf(value)?.texts ?? null;
  };
  const headers = listed('allowedHeaders') ?? listed('headers');
  const credentials = options.get('credentials')?.value;
  return {
    allows,
    isAll: STRANGERS.every((stranger) => allows(stranger) === true),
    credentials: credentials?.kind === 'boolean' && credentials.value,
    methods: listed('methods') ?? NPM_CORS_METHODS,
    headers: headers === null || headers.length === 0 ? 'any' : headers,
    expose: listed('exposedHeaders') ?? [],
  };
}

/** Origins that no program names. */
const STRANGERS = ['https://stranger.invalid', 'http://another.invalid:8123'];

function matches(matcher: NonNullable<NpmCorsOptions['origin']>, origin: string): boolean {
  if (typeof matcher === 'string') return matcher === origin;
  if (typeof matcher === 'boolean') return matcher;
  if (matcher instanceof RegExp) return matcher.test(origin);
  return matcher.some((one) => matches(one, origin));
}

const isOpen = (value: Value): boolean =>
  value.kind === 'unknown' ||
  (value.kind === 'none' && value.because.length > 0) ||
  (value.kind === 'list' && value.items.some(({ kind }) => kind === 'unknown'));

/** Where the origins stand: the option itself, or the list that its function searched. */
export function originsIn(
  cors: CorsCall,
  origin: string,
  invoke: JavascriptReading['invoke'],
): Value | null {
  const own = resolved(cors, origin, invoke);
  const value = optionsIn(own.cors).get('origin')?.value;
  if (value?.kind !== 'function') return own.searched[0] ?? value ?? null;
  const { searched } = asked(value, origin, invoke);
  return searched.find((one) => allReasons(one).length === 0) ?? searched[0] ?? null;
}
