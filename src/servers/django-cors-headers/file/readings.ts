import { code, type Prose, prose } from '../../../model/prose.ts';
import { redactText } from '../../../model/redact.ts';
import { lineOf } from '../../../settings/file.ts';
import { allReasons, type Reason, type Value } from '../../../settings/value.ts';
import { ownText } from '../../kit/own-text.ts';
import type { PlainValue, SettingReading, Sureness } from '../../kit/settings-reader.ts';
import { countingName } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { lastOf } from './origin-faults.ts';

/** What each setting is that has to do with CORS, as far as the files tell. */
export function readingsOf(file: DjangoFile): readonly SettingReading[] {
  const set = new Set(file.log.map(({ name }) => name).filter((name) => SHOWN.test(name)));
  const defaults = [
    ...(countingName(file, 'origins') === null ? ['CORS_ALLOWED_ORIGINS'] : []),
    'CORS_ALLOW_CREDENTIALS',
    'MIDDLEWARE',
  ];
  return [...new Set([...set, ...defaults])].map((name) => readingOf(file, name));
}

const SHOWN = /^(?:DEBUG|MIDDLEWARE|CORS_[A-Z_]+)$/;

const DEFAULT_VALUES: Readonly<Record<string, PlainValue>> = {
  CORS_ALLOWED_ORIGINS: [],
  CORS_ALLOW_CREDENTIALS: false,
  DEBUG: false,
};

function readingOf(file: DjangoFile, name: string): SettingReading {
  const value = file.value(name);
  const because = file.reasons(name);
  const sureness = surenessOf(value, because);
  const at = value === null ? null : (lastOf(file, name)?.at ?? value.at);
  return {
    name,
    at: at && { file: at.file, line: lineOf(file.files, at) },
    sureness,
    value: value === null ? DEFAULT_VALUES[name] : plainValue(value),
    dependsOn: because.length === 0 ? null : dependsOn(because),
  };
}

function surenessOf(value: Value | null, because: readonly Reason[]): Sureness {
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
function dependsOn(because: readonly Reason[]): Prose {
  return because.flatMap(
    (one, index): Prose => [...(index === 0 ? [] : [', ']), ...reasonWords(one)],
  );
}

function reasonWords(reason: Reason): Prose {
  switch (reason.kind) {
    case 'variable':
      return prose`the environment variable ${code(reason.variable)}`;
    case 'condition':
      return prose`the condition ${ownText(reason.text)}`;
    case 'module':
      return prose`the module ${ownText(reason.module)}, which was not handed over`;
    case 'code':
      return prose`${ownText(reason.text)}`;
  }
}

/** Everything that these settings depend on. */
export const openReasons = (file: DjangoFile, names: readonly string[]): readonly Reason[] =>
  names.flatMap((name) => {
    const value = file.value(name);
    return value === null ? file.reasons(name) : allReasons(value);
  });
