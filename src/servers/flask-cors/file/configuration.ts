import type { Call } from '../../../settings/call.ts';
import type { Span } from '../../../settings/file.ts';
import { attributeOf } from '../../../settings/python/namespace.ts';
import type { PythonReading } from '../../../settings/python/read-python.ts';
import type { Assignment } from '../../../settings/python/run.ts';
import { type Argument, depending, type Value } from '../../../settings/value.ts';

/** The options that the extension also takes from the application’s configuration, by their names there. */
export const CONFIGURED: Readonly<Record<string, string>> = {
  CORS_ORIGINS: 'origins',
  CORS_METHODS: 'methods',
  CORS_ALLOW_HEADERS: 'allow_headers',
  CORS_EXPOSE_HEADERS: 'expose_headers',
  CORS_SUPPORTS_CREDENTIALS: 'supports_credentials',
  CORS_SEND_WILDCARD: 'send_wildcard',
  CORS_ALWAYS_SEND: 'always_send',
  CORS_RESOURCES: 'resources',
};

/** The methods of `app.config` that take many values at once. */
export const CONFIGURE: ReadonlySet<string> = new Set([
  'from_object',
  'from_pyfile',
  'from_mapping',
  'update',
]);

type Namespace = Value & { readonly kind: 'namespace' };
type Configured = { readonly at: Span; readonly given: readonly Argument[] };

/** What the configuration gives the extension when it gets its application, by option. */
export function configuredOptions(
  { calls, log, modules }: PythonReading,
  { at: { file, from }, path }: Call,
): ReadonlyMap<string, Argument> {
  const steps = [
    ...calls.flatMap((call): Configured[] =>
      call.ran && isConfigure(call) ? [{ at: call.at, given: valuesOf(call) }] : [],
    ),
    ...log.flatMap((one): Configured[] =>
      one.ran && one.how === 'item' ? [{ at: one.at, given: [argumentOf(one)] }] : [],
    ),
  ];
  // A decorator asks when its route runs.
  const isLater = ({ at }: Configured): boolean =>
    at.file === file && at.from > from && !/(?:^|\.)cross_origin$/.test(path);
  const inOrder = steps
    .filter((one) => !isLater(one))
    .toSorted((one, other) => (one.at.file === other.at.file ? one.at.from - other.at.from : 0));
  const options = inOrder.flatMap(({ given }) =>
    given.flatMap((one): [string, Argument][] => {
      const option = CONFIGURED[one.name ?? ''];
      return option === undefined || one.value.kind === 'none' ? [] : [[option, one]];
    }),
  );
  return new Map(options);

  function valuesOf(call: Call): readonly Argument[] {
    const named = call.given.filter(({ name }) => name !== null);
    const [first] = call.given.filter(({ name }) => name === null);
    if (first?.value.kind === 'dict') {
      return [...(first.value.written?.properties ?? []), ...named];
    }
    if (!/\.from_(?:object|pyfile)$/.test(call.path)) return named;
    const source = namespaceOf(call, first?.value);
    // Which of its classes a program takes, only running it tells.
    if (source === null && /\.from_object$/.test(call.path)) {
      const because = first?.value.because ?? [];
      return log
        .filter(({ ran, how }) => ran && how !== 'item')
        .map((one) => ({ ...argumentOf(one), value: depending(one.value, because) }));
    }
    return source === null
      ? []
      : Object.keys(CONFIGURED).flatMap((name) => valueIn(source, name) ?? []);
  }

  /** A class or module, or the name of one. */
  function namespaceOf({ value, at }: Call, source: Value | undefined): Namespace | null {
    if (source?.kind === 'namespace') return source;
    if (source?.kind === 'name' && source.path === '__name__') return modules.get(at.file) ?? null;
    return value.kind === 'namespace' ? value : null;
  }

  function valueIn(source: Namespace, name: string): Argument | null {
    const value = attributeOf(source, name);
    if (value === null) return null;
    const written = log.findLast((one) => one.ran && one.name === name && one.value === value);
    return written === undefined
      ? { name, at: value.at, valueAt: value.at, value }
      : argumentOf(written);
  }
}

const isConfigure = ({ path }: Call): boolean => {
  const [owner, method = ''] = path.split('.').slice(-2);
  return CONFIGURE.has(method) && (owner === 'config' || (owner === '?' && method !== 'update'));
};

const argumentOf = ({ name, at, valueAt, value }: Assignment): Argument => ({
  name,
  at,
  valueAt,
  value,
});
