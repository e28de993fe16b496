import { parseCapture } from '../../src/capture/parse-state.ts';
import type { RawEvent } from '../../src/capture/raw-event.ts';
import { reduceCapture } from '../../src/capture/reduce.ts';
import { initialCapture } from '../../src/capture/state.ts';
import { toEntries } from '../../src/capture/store-state.ts';
import { exchangesOfTab } from '../../src/capture/view.ts';
import { formatted } from '../../src/cli/formats.ts';
import { itemsOf } from '../../src/cli/items.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnoseRow } from '../../src/diagnosis/row.ts';
import { createEndpointIndex } from '../../src/endpoints/endpoint-index.ts';
import { summarizeBlocked } from '../../src/endpoints/one-fix.ts';
import { toCurl } from '../../src/export/curl.ts';
import { toHar } from '../../src/export/har.ts';
import { plainTextInTurn } from '../../src/export/plain-text.ts';
import { redactExchange } from '../../src/export/redact.ts';
import { toFetch, toPlaywright } from '../../src/export/repeat-code.ts';
import { parseHar } from '../../src/har/parse-har.ts';
import { parseBackgroundMessage } from '../../src/messaging/parse.ts';
import { snapshotOf } from '../../src/messaging/snapshot.ts';
import { parseNetworkEntry } from '../../src/model/network-entry.ts';
import { originOf } from '../../src/model/origin.ts';
import { allAtOnce } from '../../src/model/work.ts';
import { arrange } from '../../src/panel/arrange.ts';
import { listItems } from '../../src/panel/list-items.ts';
import { handedOver } from '../../src/witnesses/handed-over.ts';
import { recordedOnly } from '../../src/witnesses/recorded-only.ts';
import { sourcesOf } from '../../src/witnesses/sources.ts';
import type { GrowthCase } from './growth-case.ts';

type Pair = readonly [name: string, value: string];
type Entry = {
  readonly method?: string;
  readonly url: string;
  readonly asks?: readonly Pair[];
  readonly status?: number;
  readonly answers?: readonly Pair[];
  readonly redirect?: string;
  readonly error?: string;
};

const PAGE = 'http://localhost:3000';
const API = 'http://127.0.0.1:8000';
const ORIGIN: Pair = ['Origin', PAGE];
const blocked = { error: 'net::ERR_FAILED', asks: [ORIGIN] } as const;
const named = (n: number): string => n.toString(36);

/** What a server or page may make many of. */
const KINDS: readonly (readonly [string, (n: number) => readonly Entry[]])[] = [
  ['equal requests', () => [{ ...blocked, url: `${API}/x` }]],
  [
    'page ports',
    (n) => [
      {
        method: 'PUT',
        url: `${API}/x`,
        asks: [['Origin', `http://localhost:${1000 + n}`]],
        answers: [['Access-Control-Allow-Origin', `http://localhost:${1000 + n}`]],
        error: 'net::ERR_FAILED',
      },
    ],
  ],
  ['paths', (n) => [{ ...blocked, url: `${API}/x${named(n)}` }]],
  ['ids in paths', (n) => [{ ...blocked, url: `${API}/x/${n}` }]],
  ['servers', (n) => [{ ...blocked, url: `http://127.0.0.1:${1000 + n}/x` }]],
  ['methods', (n) => [{ ...blocked, method: `M${named(n)}`, url: `${API}/x` }]],
  [
    'header names',
    (n) => [{ ...blocked, method: 'PUT', url: `${API}/x`, asks: [ORIGIN, [`x-${named(n)}`, '1']] }],
  ],
  ['queries', (n) => [{ ...blocked, url: `${API}/x?q=${n}` }]],
  [
    'named origins',
    (n) => [
      {
        ...blocked,
        url: `${API}/x`,
        answers: [['Access-Control-Allow-Origin', `https://a${named(n)}.example`]],
      },
    ],
  ],
  [
    'allowed and blocked in turn',
    (n) => [
      {
        ...blocked,
        url: `${API}/x`,
        ...(n % 2 === 0
          ? { answers: [['Access-Control-Allow-Origin', PAGE] as Pair], error: '' }
          : {}),
      },
    ],
  ],
  [
    'preflights with names',
    (n) => [
      {
        method: 'PUT',
        url: `${API}/x`,
        asks: [ORIGIN, [`x-${named(n)}`, '1']],
        error: 'net::ERR_FAILED',
        status: 0,
      },
      {
        method: 'OPTIONS',
        url: `${API}/x`,
        asks: [
          ORIGIN,
          ['Access-Control-Request-Method', 'PUT'],
          ['Access-Control-Request-Headers', `x-${named(n)}`],
        ],
        answers: [['Access-Control-Allow-Origin', PAGE]],
      },
    ],
  ],
  [
    'preflights without requests',
    () => [
      {
        method: 'OPTIONS',
        url: `${API}/x`,
        asks: [ORIGIN, ['Access-Control-Request-Method', 'PUT']],
        answers: [],
      },
    ],
  ],
  [
    'redirects to the next',
    (n) => [
      {
        ...blocked,
        error: '',
        url: `${API}/x${n}`,
        status: 302,
        redirect: `${API}/x${n + 1}`,
        answers: [
          ['Location', `/x${n + 1}`],
          ['Access-Control-Allow-Origin', PAGE],
        ],
      },
    ],
  ],
  [
    'redirects to itself',
    () => [
      {
        ...blocked,
        error: '',
        url: `${API}/x`,
        status: 302,
        redirect: `${API}/x`,
        answers: [
          ['Location', '/x'],
          ['Access-Control-Allow-Origin', PAGE],
        ],
      },
    ],
  ],
  [
    'response headers',
    (n) => [
      {
        ...blocked,
        url: `${API}/x`,
        answers: [
          [`X-${named(n)}`, named(n)],
          ['Server', `a${n}`],
        ],
      },
    ],
  ],
  [
    'cookies in turn',
    (n) => [
      {
        ...blocked,
        url: `${API}/x`,
        asks: [ORIGIN, ...(n % 2 === 0 ? [['Cookie', 'a=b'] as Pair] : [])],
        answers: [['Access-Control-Allow-Origin', PAGE]],
      },
    ],
  ],
  [
    'GraphQL operations',
    (n) => [
      {
        ...blocked,
        method: 'POST',
        url: `${API}/graphql`,
        asks: [ORIGIN, ['x-operation-name', `Op${n}`]],
      },
    ],
  ],
];

const pairs = (all: readonly Pair[] = []) => all.map(([name, value]) => ({ name, value }));

function harEntry(
  { method = 'GET', url, asks, status = 200, answers, redirect = '', error = '' }: Entry,
  n: number,
) {
  return {
    startedDateTime: new Date(1.7e12 + n * 3).toISOString(),
    time: 5,
    _resourceType: 'fetch',
    request: { method, url, headers: pairs(asks) },
    response: {
      status,
      headers: pairs(answers),
      redirectURL: redirect,
      content: {},
      ...(error === '' ? {} : { _error: error }),
    },
  };
}

/** As many requests as fit into a file of this size. */
function harOf(of: (n: number) => readonly Entry[], size: number) {
  const entries: ReturnType<typeof harEntry>[] = [];
  let length = 0;
  for (let n = 0; length < size; n += 1) {
    for (const one of of(n)) {
      const entry = harEntry(one, entries.length);
      length += JSON.stringify(entry).length;
      entries.push(entry);
    }
  }
  return { log: { version: '1.2', creator: { name: 'WebInspector', version: '1' }, entries } };
}

type Reading = ReturnType<typeof parseHar>;
const FORMATS = ['text', 'markdown', 'team', 'json', 'ndjson'] as const;

const contextOf = ({ exchanges, browser }: Reading) => ({ exchanges, browser });
const rowsOf = ({ exchanges, browser }: Reading) =>
  createEndpointIndex(browser, diagnoseRow)(exchanges);

const STEPS: readonly (readonly [
  string,
  (reading: Reading, har: ReturnType<typeof harOf>) => () => unknown,
])[] = [
  ['read the file', (_, har) => () => parseHar(har)],
  ...FORMATS.map(
    (format) =>
      [
        `write ${format}`,
        (reading: Reading) => () => [
          ...formatted(reading, {
            format,
            stack: null,
            name: 'x',
            terminal: { width: 80, colours: false },
            version: '',
            capturedAt: '',
          }),
        ],
      ] as const,
  ),
  [
    'items',
    (reading) => () =>
      itemsOf(reading.exchanges, contextOf(reading), { stack: null, failOn: ['blocked', 'risk'] }),
  ],
  ['list rows', (reading) => () => rowsOf(reading)],
  [
    'list rows as they come',
    (reading) => () => {
      const index = createEndpointIndex(reading.browser, diagnoseRow);
      for (const part of [0.25, 0.5, 0.75, 1])
        index(reading.exchanges.slice(0, part * reading.exchanges.length));
    },
  ],
  [
    'count blocked',
    (reading) => {
      const rows = rowsOf(reading);
      return () => summarizeBlocked(rows, 0);
    },
  ],
  [
    'arrange',
    (reading) => {
      const rows = rowsOf(reading);
      return () =>
        (['server', 'cause', 'none'] as const).map((groupBy) =>
          listItems(arrange(rows, { groupBy, sort: 'trouble' })),
        );
    },
  ],
  [
    'open the last row',
    (reading) => () => {
      const last = reading.exchanges.at(-1);
      const d = last && diagnose(last, contextOf(reading));
      return [d?.remedies, d?.hints, d?.comparison, d?.requirement, d?.otherBrowsers];
    },
  ],
  ['hide', (reading) => () => reading.exchanges.map(redactExchange)],
  ['curl', (reading) => () => toCurl(reading.exchanges, 'bash')],
  [
    'fetch code',
    (reading) => {
      const judged = reading.exchanges.map((exchange) => ({
        exchange,
        evaluation: diagnose(exchange, contextOf(reading)).evaluation,
      }));
      return () => [toFetch(judged), toPlaywright(judged)];
    },
  ],
  [
    'HAR',
    (reading) => () =>
      JSON.stringify(
        toHar(reading.exchanges, reading.browser, { version: '', capturedAt: '' } as never),
      ),
  ],
  [
    'plain text',
    (reading) => () => allAtOnce(plainTextInTurn(reading.exchanges, contextOf(reading))),
  ],
  [
    'handed over',
    (reading) => {
      const all = reading.exchanges.map((one) => ({ ...one, documentId: 'D', frameId: 0 }));
      const timings = all.map(({ hops: [{ url, at }] }) => ({ url, at, status: 0 }));
      return () => handedOver(all, timings, all);
    },
  ],
  [
    'recorded only',
    (reading) => {
      const hosts = new Set(['127.0.0.1']);
      return () =>
        recordedOnly(
          reading.exchanges,
          reading.exchanges.map(
            (one) => ({ ...one, hops: [{ ...one.hops[0], at: one.hops[0].at + 9e5 }] }) as never,
          ),
          hosts,
        );
    },
  ],
  [
    'sources',
    (reading, har) => {
      const entries = har.log.entries.flatMap((entry) => parseNetworkEntry(entry) ?? []);
      const last = reading.exchanges.at(-1);
      return () => last && sourcesOf(last, reading.exchanges, entries);
    },
  ],
  [
    'messages',
    (reading) => () =>
      snapshotOf(reading.browser, { tabId: 1 } as never, reading.exchanges).map((message) =>
        parseBackgroundMessage(structuredClone(message)),
      ),
  ],
];

/** The same traffic as the browser tells it while it happens. */
function eventsOf(of: (n: number) => readonly Entry[], size: number): readonly RawEvent[] {
  const events: RawEvent[] = [];
  let [length, id] = [0, 0];
  for (let n = 0; length < size; n += 1) {
    for (const {
      method = 'GET',
      url,
      asks = [],
      status = 200,
      answers = [],
      redirect = '',
      error = '',
    } of of(n)) {
      id += 1;
      const common = {
        requestId: String(id),
        url,
        method,
        tabId: 7,
        frameId: 0,
        documentId: 'D',
        initiator: originOf(PAGE),
        resourceType: 'xmlhttprequest',
      };
      const at = 1.7e12 + id * 3;
      events.push({ ...common, type: 'before-request', timeStamp: at });
      events.push({ ...common, type: 'send-headers', requestHeaders: asks, timeStamp: at + 1 });
      if (status > 0)
        events.push({
          ...common,
          type: 'headers-received',
          status,
          responseHeaders: answers,
          timeStamp: at + 2,
        });
      if (redirect !== '')
        events.push({
          ...common,
          type: 'before-redirect',
          status,
          redirectUrl: redirect,
          timeStamp: at + 2,
        });
      else if (error === '')
        events.push({
          ...common,
          type: 'completed',
          status,
          fromCache: false,
          responseHeaders: answers,
          timeStamp: at + 3,
        });
      else events.push({ ...common, type: 'error', error, timeStamp: at + 3 });
      length += 400;
    }
  }
  return events;
}

export const trafficCases: readonly GrowthCase[] = KINDS.flatMap(([kind, of]) => [
  ...STEPS.map(
    ([step, prepare]): GrowthCase => ({
      name: `${step}: many ${kind}`,
      isText: false,
      prepare: (size) => {
        const har = harOf(of, size);
        return prepare(parseHar(har), har);
      },
    }),
  ),
  {
    name: `watch: many ${kind}`,
    isText: false,
    prepare: (size) => {
      const events = eventsOf(of, size);
      return () => events.reduce(reduceCapture, initialCapture('chromium', 1.7e12));
    },
  },
  {
    name: `store and restore: many ${kind}`,
    isText: false,
    prepare: (size) => {
      const empty = initialCapture('chromium', 1.7e12);
      const state = eventsOf(of, size).reduce(reduceCapture, empty);
      return () => {
        const { set } = toEntries(empty, state);
        return exchangesOfTab(
          parseCapture(JSON.parse(JSON.stringify(set)), 'chromium', 1.7e12).state,
          7,
        );
      };
    },
  },
]);
