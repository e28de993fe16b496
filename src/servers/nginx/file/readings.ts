import { listElements } from '../../../model/header-list.ts';
import { redactText } from '../../../model/redact.ts';
import { lineOf } from '../../../settings/file.ts';
import { dependsOn } from '../../kit/own-file/readings.ts';
import type { PlainValue, SettingReading } from '../../kit/settings-reader.ts';
import type { Configuration } from './configuration.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  EXPOSE_HEADERS,
  headOf,
  isNamed,
  placeOf,
} from './problem.ts';
import { entriesOf } from './run.ts';
import { locationOf, type Trace } from './trace.ts';

const LISTS: readonly string[] = [ALLOW_METHODS, ALLOW_HEADERS, EXPOSE_HEADERS];

/** What the files set for a request: the block that handles it, its CORS headers, and the maps. */
export function readingsOf(
  configuration: Configuration,
  traces: readonly Trace[],
): readonly SettingReading[] {
  const { files, maps } = configuration;
  const actual = traces.at(-1);
  if (actual === undefined) return [];
  const location = locationOf(actual.level);
  return [
    {
      name: 'location',
      at: {
        file: placeOf(configuration, location).file,
        line: lineOf(files, placeOf(configuration, location)),
      },
      sureness: actual.isGuess ? 'conditional' : 'known',
      value: headOf(location),
      dependsOn: null,
    },
    ...[ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS].map((name) =>
      headerReading(configuration, actual, name),
    ),
    ...(traces.length > 1
      ? [ALLOW_METHODS, ALLOW_HEADERS].map((name) =>
          headerReading(configuration, traces[0] ?? actual, name),
        )
      : []),
    ...[...maps.values()]
      .filter(({ words }) => /^\$\{?http_origin\}?$/i.test(words[0]?.text ?? ''))
      .map(
        (map): SettingReading => ({
          name: map.words[1]?.text ?? '',
          at: { file: map.at.file, line: lineOf(files, map.at) },
          sureness: 'known',
          value: entriesOf(map.block?.directives ?? [])
            .slice(0, MOST_ENTRIES)
            .map(({ name }) => redactText(name.text)),
          dependsOn: null,
        }),
      ),
  ];
}

const MOST_ENTRIES = 200;

/** A header as the configuration writes it; null if it does not add it. */
function headerReading(
  { files }: Configuration,
  { headers, because }: Trace,
  name: string,
): SettingReading {
  const own = headers.find((one) => isNamed(one.name, name));
  if (own === undefined) {
    return { name, at: null, sureness: 'default', value: null, dependsOn: null };
  }
  const written = own.replaces ? (own.value.text ?? '') : (own.line.words[1]?.text ?? '');
  const value: PlainValue = LISTS.includes(name) ? listElements(written) : redactText(written);
  const isOpen = own.state === 'unknown';
  return {
    name,
    at: { file: own.line.at.file, line: lineOf(files, own.line.at) },
    sureness: isOpen ? 'environment' : 'known',
    value,
    dependsOn: isOpen && because.length > 0 ? dependsOn(because) : null,
  };
}
