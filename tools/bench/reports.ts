import { readFileSync } from 'node:fs';
import { type FormatOptions, formatted } from '../../src/cli/formats.ts';
import { itemsOf } from '../../src/cli/items.ts';
import { type HarReading, parseHar } from '../../src/har/parse-har.ts';
import { table } from '../table.ts';
import { median, worked } from './statistics.ts';

/** A blocked PUT with its preflight, as DevTools of Chrome saves them. */
const RECORDED = 'src/har/testing/recorded/devtools/preflight-method.har';
const LENGTH = 100_000;
const LONGER = 4;

type Change = (entry: string, at: number) => string;

/** What differs from request to request. */
const KINDS: Readonly<Record<string, Change>> = {
  nothing: (entry) => entry,
  'ports of pages': (entry, at) => entry.replaceAll('localhost:3000', `localhost:${3000 + at}`),
  'ports of servers': (entry, at) => entry.replaceAll('127.0.0.1:8000', `127.0.0.1:${8000 + at}`),
  paths: (entry, at) => entry.replaceAll('/x"', `/x${at.toString(36)}"`),
  methods: (entry, at) => entry.replaceAll('PUT', `M${at.toString(36).toUpperCase()}`),
  'page and path': (entry, at) =>
    entry
      .replaceAll('localhost:3000', `localhost:${3000 + at}`)
      .replaceAll('/x"', `/x${at.toString(36)}"`),
};

const FORMATS = ['text', 'markdown', 'team', 'json', 'ndjson'] as const;

/** Times whole reports about many blocked requests, for 100 kB of the file, and the growth. */
export function showReports(rounds: number): void {
  console.log(`\nReports on HARs of blocked requests, for 100 kB (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'each has other', width: 18 },
        { title: 'requests', width: 9 },
        { title: 'report', width: 9 },
        { title: '100 kB', width: 7 },
        { title: '400 kB', width: 7 },
      ],
      Object.entries(KINDS).flatMap(([kind, change]) =>
        [...FORMATS, 'items' as const].map((format) => {
          const [little, much] = [LENGTH, LENGTH * LONGER].map((length) => {
            const text = harText(change, length);
            return { text, ms: (median(times(text, format, rounds)) * LENGTH) / length };
          });
          const { exchanges } = parseHar(little?.text ?? '');
          return [kind, `${exchanges.length}`, format, shown(little?.ms), shown(much?.ms)];
        }),
      ),
    ),
  );
}

const shown = (ms = Number.NaN): string => `${Math.round(ms)} ms`;

/** Read anew each time: what is concluded of an exchange is remembered. */
function times(
  text: string,
  format: (typeof FORMATS)[number] | 'items',
  rounds: number,
): readonly number[] {
  const readings = Array.from({ length: rounds }, () => parseHar(text));
  return readings.map((reading) => worked(() => report(reading, format)));
}

function report(reading: HarReading, format: (typeof FORMATS)[number] | 'items'): unknown {
  if (format !== 'items') return [...formatted(reading, { ...OPTIONS, format })];
  return itemsOf(reading.exchanges, reading, { stack: null, failOn: ['blocked', 'risk'] });
}

const OPTIONS: Omit<FormatOptions, 'format'> = {
  stack: null,
  name: 'blocked.har',
  terminal: { width: 80, colours: false },
  version: '',
  capturedAt: '',
};

/** The recorded request again and again, changed and later each time. */
function harText(change: Change, length: number): string {
  const { log }: { readonly log: { readonly entries: readonly object[] } } = JSON.parse(
    readFileSync(RECORDED, 'utf8'),
  );
  const [page, ...request] = log.entries.map((entry) => JSON.stringify(entry));
  const entries = [page];
  let size = 0;
  for (let at = 0; size < length; at += 1) {
    const time = new Date(Date.UTC(2026, 0, 1) + at * 50).toISOString();
    for (const entry of request) {
      const later = entry.replace(/"startedDateTime":"[^"]*"/, `"startedDateTime":"${time}"`);
      const changed = change(later, at);
      entries.push(changed);
      size += changed.length + 1;
    }
  }
  return `{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[${entries.join()}]}}`;
}
