import { exchangesOfTab, initialCapture, reduceCapture } from '../../src/capture/index.ts';
import { type FormatOptions, formatted } from '../../src/cli/formats.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { toHar } from '../../src/export/har.ts';
import { type HarReading, parseHar } from '../../src/har/parse-har.ts';
import { CHROMIUM_BLOCKED, exchange } from '../../src/model/testing/sample-exchange.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { table } from '../table.ts';
import { median, worked } from './statistics.ts';
import { traffic } from './traffic.ts';

const COUNT = 1000;
/** Pages that poll ask for so few URLs again and again. */
const POLLED = 40;
const MANY = 10_000;
const FORMATS = ['text', 'markdown', 'team', 'json', 'ndjson'] as const;
/** A file with one page for each port has less than 100 kB or more. */
const FEW_PORTS = 250;
const MANY_PORTS = 1000;
const NAMES = [2000, 9000] as const;

/** Times whole diagnoses of files, as `crosscheck diagnose` makes them for very many requests. */
export function showFleet(rounds: number): void {
  showSpeed(rounds);
  showHostile(rounds);
}

function showSpeed(rounds: number): void {
  const files = [
    { name: 'every URL is another one', text: trafficText(COUNT) },
    { name: `${POLLED} URLs, asked again and again`, text: polled(trafficText(COUNT)) },
  ];
  const rows = files.flatMap(({ name, text }) => {
    const { exchanges, browser } = parseHar(text);
    const verdicts = () => parseHar(text).exchanges.map((one) => evaluate(one, browser));
    return [
      [`verdict and cause: ${name}`, exchanges.length, verdicts] as const,
      [`ndjson: ${name}`, exchanges.length, () => written(parseHar(text), 'ndjson')] as const,
    ];
  });
  console.log(
    `\nA file with many requests, by the processor's time (median of ${rounds} rounds)\n`,
  );
  const measured = rows.map(([name, count, work]) => {
    const times = Array.from({ length: rounds }, () => worked(work));
    return [name, `${Math.round((count / median(times)) * 1000)} requests/s`];
  });
  const text = trafficText(MANY);
  const whole = worked(() => written(parseHar(text), 'json'));
  console.log(
    table(
      [
        { title: 'what', width: 56 },
        { title: 'speed', width: 18 },
      ],
      [...measured, [`a whole report of ${MANY} requests`, `${(whole / 1000).toFixed(1)} s`]],
    ),
  );
}

/** What hostile servers and pages make large: how long each 100 kB take, and how that grows. */
function showHostile(rounds: number): void {
  const formats = FORMATS.map((format) => {
    const [few, many] = [FEW_PORTS, MANY_PORTS].map((count) =>
      perText(portsText(count), rounds, (text) => () => written(parseHar(text), format)),
    );
    return [`a page for each of ${MANY_PORTS} ports: ${format}`, few, many] as const;
  });
  const lists = ['amazon-s3', 'flask-cors', 'rack-cors'].map((id) => {
    const [few, many] = NAMES.map((count) =>
      perText(namesText(count), rounds, () => () => remedyFor(id, count)),
    );
    return [`${NAMES[1]} names against as many: ${id}`, few, many] as const;
  });
  console.log(`\nHostile files: milliseconds for each 100 kB (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'what', width: 44 },
        { title: 'a quarter', width: 10 },
        { title: 'all', width: 10 },
        { title: 'growth', width: 8 },
      ],
      [...formats, ...lists].map(([name, few = 0, many = 0]) => [
        name,
        `${Math.round(few)} ms`,
        `${Math.round(many)} ms`,
        `×${(many / few).toFixed(2)}`,
      ]),
    ),
  );
}

function perText(text: string, rounds: number, workOn: (text: string) => () => unknown): number {
  const times = Array.from({ length: rounds }, () => worked(workOn(text)));
  return (median(times) / text.length) * 100_000;
}

function written(reading: HarReading, format: FormatOptions['format']): number {
  let length = 0;
  for (const piece of formatted(reading, {
    format,
    stack: null,
    name: 'bench.har',
    terminal: { width: 80, colours: false },
    version: '',
    capturedAt: '',
  })) {
    length += piece.length;
  }
  return length;
}

/** The usual traffic as a browser saves it, again with later times and other URLs until it is enough. */
function trafficText(count: number): string {
  const state = traffic(COUNT).reduce(reduceCapture, initialCapture('chromium', 0));
  const { log } = toHar(exchangesOfTab(state, 1), 'chromium', { version: '' });
  const texts = log.entries.map((entry) => JSON.stringify(entry));
  const entries = Array.from({ length: count / COUNT }, (_, round) =>
    texts.map((text) =>
      text
        .replaceAll(
          /\/items\/(\d+)\//g,
          (__, id: string) => `/items/${Number(id) + round * COUNT}/`,
        )
        .replace(/"startedDateTime":"([^"]*)"/, (__, at: string) => {
          const later = new Date(Date.parse(at) + round * 60_000).toISOString();
          return `"startedDateTime":"${later}"`;
        }),
    ),
  ).flat();
  return JSON.stringify({ log: { ...log, entries: [] } }).replace(
    '"entries":[]',
    () => `"entries":[${entries.join()}]`,
  );
}

/** The same for few URLs. */
const polled = (text: string): string =>
  text.replaceAll(/\/api\/items\/(\d+)\/\?page=\d/g, (_, id: string) => {
    const one = Number(id) % POLLED;
    return `/api/items/${one}/?page=${one % 7}`;
  });

function portsText(count: number): string {
  const entries = Array.from({ length: count }, (_, index) => {
    const origin = `http://localhost:${1000 + index}`;
    return {
      startedDateTime: new Date(1.7e12 + index).toISOString(),
      time: 5,
      _resourceType: 'fetch',
      request: {
        method: 'PUT',
        url: 'http://127.0.0.1:8000/x',
        headers: [{ name: 'Origin', value: origin }],
      },
      response: {
        status: 204,
        headers: [{ name: 'Access-Control-Allow-Origin', value: origin }],
        _error: 'net::ERR_FAILED',
        content: {},
      },
    };
  });
  const creator = { name: 'WebInspector', version: '1' };
  return JSON.stringify({ log: { version: '1.2', creator, entries } });
}

const names = (letter: string, count: number): string =>
  Array.from({ length: count }, (_, index) => letter + index.toString(36)).join();

const namesText = (count: number): string => names('x', count) + names('y', count);

/** The preflight asks for as many headers as the server lists, and for none of these. */
function remedyFor(stack: string, count: number): unknown {
  const one = exchange({
    method: 'PUT',
    error: CHROMIUM_BLOCKED,
    unsent: true,
    preflight: {
      asksHeaders: names('x', count),
      status: 200,
      headers: {
        Server: 'AmazonS3',
        'Access-Control-Allow-Origin': 'http://localhost:3000',
        'Access-Control-Allow-Headers': names('y', count),
      },
    },
  });
  return diagnose(one, { browser: 'chromium', exchanges: [one] }).remedyFor(stack);
}
