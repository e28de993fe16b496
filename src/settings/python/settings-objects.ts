import type { Span } from '../file.ts';
import { depending, type Reason, type StringValue, scopeIn, type Value } from '../value.ts';
import { attributeOf, isNamed, isSettingsClass } from './namespace.ts';
import { type Frame, type Run, unreadable } from './run.ts';
import { fromJson, splitText, stripped } from './texts.ts';

type Class = Value & { readonly kind: 'namespace' };

/**
 * An object of a class. That of a settings class has the values of the environment, else its
 * defaults. @see https://docs.pydantic.dev/latest/concepts/pydantic_settings/
 */
export function objectOf(run: Run, frame: Frame, made: Class, at: Span): Value {
  if (!isSettingsClass(made)) return { ...made, at };
  const prefix = prefixOf(made);
  const scope = scopeIn(null);
  const names = [...namesOf(made)];
  for (const [name, value] of names) {
    if (value.property === undefined)
      scope.names.set(name, fieldValue(run, frame, name, value, prefix));
  }
  const own: Class = { ...made, scope, at };
  for (const [name, { property }] of names) {
    if (property === undefined) continue;
    scope.names.set(name, run.call(property, { values: [own], named: new Map() }, frame, at));
  }
  return own;
}

function namesOf({ scope, bases }: Class): ReadonlyMap<string, Value> {
  const own = bases.flatMap((base) => (base.kind === 'namespace' ? [...namesOf(base)] : []));
  return new Map([...own, ...scope.names]);
}

function prefixOf(made: Class): string {
  const config = attributeOf(made, 'model_config') ?? attributeOf(made, 'Config');
  const prefix =
    config?.kind === 'object'
      ? config.named.get('env_prefix')
      : config?.kind === 'namespace'
        ? attributeOf(config, 'env_prefix')
        : null;
  return prefix?.kind === 'string' ? prefix.text : '';
}

function fieldValue(run: Run, frame: Frame, name: string, value: Value, prefix: string): Value {
  if (value.kind === 'function' || value.kind === 'namespace' || name === 'model_config')
    return value;
  const isField = value.kind === 'object' && isNamed(value, /(?:^|\.)Field$/);
  const named = isField ? value.named : null;
  const alias = ['validation_alias', 'alias', 'env'].flatMap((one) => named?.get(one) ?? [])[0];
  const fallback = isField
    ? (value.named.get('default') ?? value.values[0] ?? null)
    : value.kind === 'unset'
      ? null
      : value;
  const isList =
    fallback?.kind === 'list' ||
    (value.kind === 'unset' && /\b(?:list|set|tuple|sequence)\b/i.test(value.type ?? ''));
  const variable = alias?.kind === 'string' ? alias.text : `${prefix}${name}`.toUpperCase();
  const given = run.environment.get(variable) ?? null;
  const at = fallback?.at ?? value.at;
  const read = { variable, at, fallback, given };
  const because: readonly Reason[] = [
    { kind: 'variable', variable, given: given?.at.file ?? null },
  ];
  if (given === null) {
    if (fallback === null) return { kind: 'unknown', at: value.at, because };
    const known = fallback.kind === 'list' ? { ...fallback, read } : fallback;
    return depending(known, because);
  }
  const text: StringValue = { kind: 'string', ...given, because: [], pieces: [], read };
  return depending(converted(text, fallback, isList, frame), because);
}

/** A list is read as JSON; a project may also split what does not begin like it. */
function converted(
  text: StringValue,
  fallback: Value | null,
  isList: boolean,
  frame: Frame,
): Value {
  if (fallback?.kind === 'boolean')
    return { ...fallback, at: text.at, value: /^(?:1|true|t|yes|y|on)$/i.test(text.text.trim()) };
  if (/^\s*\[/.test(text.text)) return fromJson(text, frame) ?? unreadable(frame, text.at);
  return isList ? stripped(splitText(text, ',')) : text;
}
