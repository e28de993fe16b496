import { code, type Prose, prose } from '../../../model/prose.ts';
import { redactText } from '../../../model/redact.ts';
import { say } from '../../../model/say.ts';
import type { Reason, Value } from '../../../settings/value.ts';
import type { PlainValue, Sureness } from '../settings-reader.ts';
import { ownText } from './own-text.ts';

/** How surely the files tell a value. `because`: what it depends on. */
export function surenessOf(value: Value | null, because: readonly Reason[]): Sureness {
  const has = (kind: Reason['kind']): boolean => because.some((one) => one.kind === kind);
  if (has('condition')) return 'conditional';
  if (value?.kind === 'list' && value.items.some(({ kind }) => kind === 'unknown')) return 'partly';
  if (has('variable')) return 'environment';
  if (value === null) return because.length === 0 ? 'default' : 'unknown';
  return value.kind === 'unknown' || because.length > 0 ? 'unknown' : 'known';
}

/** Longer lists are cut. */
const MOST_ITEMS = 200;

/** The value without secrets; undefined if it is unknown. */
export function plainValue(value: Value): PlainValue | undefined {
  switch (value.kind) {
    case 'string':
      return redactText(value.text);
    case 'number':
    case 'boolean':
      return value.value;
    case 'none':
      return null;
    case 'list':
      return plainList(value.items.slice(0, MOST_ITEMS));
    case 'pattern':
      return redactText(`/${value.source}/${value.flags}`);
    default:
      return undefined;
  }
}

function plainList(items: readonly Value[]): PlainValue {
  const [first, ...rest] = items;
  const plain = (some: readonly Value[]): readonly PlainValue[] =>
    some.flatMap((item) => {
      const one = item.kind === 'library' ? item.name : plainValue(item);
      return one === undefined ? [] : [one];
    });
  return first?.kind === 'library' ? { defaults: first.name, plus: plain(rest) } : plain(items);
}

/** What a value depends on, in words. */
export function dependsOn(because: readonly Reason[]): Prose {
  return because.flatMap(
    (one, index): Prose => [...(index === 0 ? [] : [', ']), ...reasonWords(one)],
  );
}

function reasonWords(reason: Reason): Prose {
  switch (reason.kind) {
    case 'variable':
      return say`the environment variable ${code(reason.variable)}`.fr`la variable d’environnement
        ${code(reason.variable)}`;
    case 'condition':
      return say`the condition ${ownText(reason.text)}`.fr`la condition ${ownText(reason.text)}`;
    case 'module':
      return say`the module ${ownText(reason.module)}, which was not handed over`.fr`le module
        ${ownText(reason.module)}, qui n’a pas été fourni`;
    case 'code':
      return prose`${ownText(reason.text)}`;
  }
}
