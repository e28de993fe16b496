import type { Value } from '../value.ts';

type Class = Value & { readonly kind: 'namespace' };

/** Classes that people write do not build on more. */
const MOST_BASES = 50;

/** What a class or module has under a name, with its bases. */
export function attributeOf({ scope, bases }: Class, name: string, depth = 0): Value | null {
  const own = scope.names.get(name);
  if (own !== undefined || depth > MOST_BASES) return own ?? null;
  for (const base of bases) {
    const found = base.kind === 'namespace' ? attributeOf(base, name, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Whether a class takes its attributes from the environment, as pydantic’s settings do. */
export const isSettingsClass = ({ bases }: Class, depth = 0): boolean =>
  depth <= MOST_BASES &&
  bases.some((base) =>
    base.kind === 'namespace'
      ? isSettingsClass(base, depth + 1)
      : isNamed(base, /(?:^|\.)BaseSettings$/),
  );

/** Whether it is something imported whose path ends like this, or an object made of it. */
export const isNamed = (value: Value, pattern: RegExp): boolean =>
  (value.kind === 'name' || value.kind === 'object') && pattern.test(value.path);
