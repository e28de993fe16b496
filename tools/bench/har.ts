import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHar } from '../../src/har/parse-har.ts';
import { table } from '../table.ts';
import { median, ratio } from './statistics.ts';

/** The time to read one file, in milliseconds, one number a round. */
type HarTimings = {
  readonly name: string;
  readonly entries: number;
  readonly exchanges: number;
  /** For comparison: its text parsed as JSON, without using it. */
  readonly json: readonly number[];
  /** The same text read completely: parsed, paired, joined, redacted. */
  readonly har: readonly number[];
};

type Entry = {
  readonly startedDateTime: string;
  readonly request: { readonly url: string };
  readonly response: { readonly redirectURL: string };
};

const BYTES = 100_000_000;
const FIXTURES = 'src/har/testing/recorded/devtools';
/** Recorded CORS traffic is one entry in so many; the page loads the others itself. */
const ONE_IN = 6;
const BODY = 'export const label = (item) => "no. " + item.id + item.name;\n'.repeat(500);

/** Times the reading of 100 MB, as browsers save them and with headers only. */
export function showHar(rounds: number): void {
  const timings = [
    measure('as saved, bodies included', rounds, harText(BODY, ONE_IN)),
    measure('headers only, all of it CORS', rounds, harText('', 1)),
    measure('30,000 requests to one URL', rounds, crowdText(10_000)),
  ];
  console.log(`\nA HAR of 100 MB, and a crowded one (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'file', width: 30 },
        { title: 'entries', width: 8 },
        { title: 'requests', width: 9 },
        { title: 'JSON.parse', width: 11 },
        { title: 'read', width: 9 },
        { title: 'ratio', width: 7 },
      ],
      timings.map(({ name, entries, exchanges, json, har }) => [
        name,
        String(entries),
        String(exchanges),
        `${Math.round(median(json))} ms`,
        `${Math.round(median(har))} ms`,
        ratio(har, json),
      ]),
    ),
  );
}

function measure(name: string, rounds: number, text: string): HarTimings {
  const file = Buffer.from(text);
  const json: number[] = [];
  const har: number[] = [];
  let reading = parseHar(text);
  for (let round = 0; round < rounds; round += 1) {
    // Each from bytes: a string that was parsed before takes less time.
    timed(json, () => JSON.parse(file.toString()));
    reading = timed(har, () => parseHar(file.toString()));
  }
  const { entries, exchanges } = reading;
  return { name, entries, exchanges: exchanges.length, json, har };
}

function timed<T>(times: number[], work: () => T): T {
  const start = performance.now();
  const result = work();
  times.push(performance.now() - start);
  return result;
}

/** Repeats recorded entries with new URLs and times, among a page's own files. */
function harText(body: string, oneIn: number): string {
  const recorded = recordedEntries();
  const lines: string[] = [];
  let length = 0;
  for (let index = 0; length < BYTES; index += 1) {
    const cors = index % oneIn === 0;
    const round = Math.floor(index / oneIn);
    const line = cors
      ? again(recorded[round % recorded.length] ?? '', round, recorded.length)
      : asset(index, body);
    lines.push(line);
    length += line.length + 1;
  }
  return `{"log":{"version":"1.2","creator":{"name":"WebInspector"},"pages":[],"entries":[${lines.join()}]}}`;
}

function recordedEntries(): readonly string[] {
  return readdirSync(FIXTURES).flatMap((file) => {
    const { log }: { readonly log: { readonly entries: readonly Entry[] } } = JSON.parse(
      readFileSync(join(FIXTURES, file), 'utf8'),
    );
    return log.entries.map((entry) => JSON.stringify(entry));
  });
}

/** The entry in another minute and under another path. */
function again(entry: string, index: number, many: number): string {
  const time = new Date(Date.UTC(2026, 0, 1) + index * 5).toISOString();
  return entry
    .replace(/"startedDateTime":"[^"]*"/, `"startedDateTime":"${time}"`)
    .replaceAll('/s/', `/s/${Math.floor(index / many)}/`);
}

function asset(index: number, body: string): string {
  const time = new Date(Date.UTC(2026, 0, 1) + index * 5).toISOString();
  const header = (name: string, value: string) => ({ name, value });
  const headers = [
    header('Host', 'localhost:3000'),
    header('Referer', 'http://localhost:3000/'),
    header('Sec-Fetch-Mode', 'no-cors'),
    header('Sec-Fetch-Site', 'same-origin'),
    header('Accept', '*/*'),
  ];
  const entry = {
    startedDateTime: time,
    time: 12.5,
    _resourceType: 'script',
    request: { method: 'GET', url: `http://localhost:3000/static/${index}.js`, headers },
    response: {
      status: 200,
      headers: [header('Content-Type', 'text/javascript'), header('ETag', `"${index}"`)],
      redirectURL: '',
      content: { size: body.length, mimeType: 'text/javascript', text: `${body}${index}` },
    },
  };
  return JSON.stringify(entry);
}

/** Requests, preflights and redirects, all to one URL and within moments: the worst for pairing. */
function crowdText(count: number): string {
  const url = 'http://127.0.0.1:8000/items';
  const origin = { name: 'Origin', value: 'http://localhost:3000' };
  const entryAt = (index: number, request: object, response: object): string =>
    JSON.stringify({
      startedDateTime: new Date(Date.UTC(2026, 0, 1) + (index % 50)).toISOString(),
      _resourceType: 'fetch',
      request: { url, ...request },
      response: { redirectURL: '', headers: [], ...response },
    });
  const entries = Array.from({ length: count }, (_, index) => {
    const own = { name: `X-${index}`, value: '1' };
    const asking = [
      origin,
      { name: 'Access-Control-Request-Method', value: 'PUT' },
      { name: 'Access-Control-Request-Headers', value: `x-${count - 1 - index}` },
    ];
    const refused = { status: 0, _error: 'net::ERR_FAILED' };
    return [
      entryAt(index, { method: 'PUT', headers: [origin, own] }, refused),
      entryAt(index, { method: 'OPTIONS', headers: asking }, { status: 204 }),
      entryAt(index, { method: 'GET', headers: [origin] }, { status: 302, redirectURL: url }),
    ];
  });
  return `{"log":{"creator":{"name":"WebInspector"},"entries":[${entries.flat().join()}]}}`;
}
