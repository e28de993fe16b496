import type { Value } from '../value.ts';

type Class = Value & { readonly kind: 'namespace' };

/** What a class or module has under a name, with its bases. */
export function attributeOf({ scope, bases }: Class, name: string): Value | null {
  const own = scope.names.get(name);
  if (own !== undefined) return own;
  for (const base of bases) {
    const found = base.kind === 'namespace' ? attributeOf(base, name) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Whether a class takes its attributes from the environment, as pydantic’s settings do. */
export const isSettingsClass = ({ bases }: Class): boolean =>
  bases.some((base) =>
    base.kind === 'namespace' ? isSettingsClass(base) : isNamed(base, /(?:^|\.)BaseSettings$/),
  );

/** Whether it is something imported whose path ends like this, or an object made of it. */
export const isNamed = (value: Value, pattern: RegExp): boolean =>
  (value.kind === 'name' || value.kind === 'object') && pattern.test(value.path);
