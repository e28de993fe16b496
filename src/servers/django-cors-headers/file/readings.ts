import { lineOf } from '../../../settings/file.ts';
import { allReasons, type Reason } from '../../../settings/value.ts';
import { dependsOn, plainValue, surenessOf } from '../../kit/own-file/readings.ts';
import type { PlainValue, SettingReading } from '../../kit/settings-reader.ts';
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

/** Everything that these settings depend on. */
export const openReasons = (file: DjangoFile, names: readonly string[]): readonly Reason[] =>
  names.flatMap((name) => {
    const value = file.value(name);
    return value === null ? file.reasons(name) : allReasons(value);
  });
