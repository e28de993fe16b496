/** Builds HARs for tests with the values that each browser writes by default. */

type Lines = readonly (readonly [name: string, value: string])[];

/** What a test may set in an entry. */
export type EntryInput = {
  readonly url?: string;
  readonly method?: string;
  /** Milliseconds after the start of the file. */
  readonly at?: number;
  readonly took?: number;
  readonly requestHeaders?: Lines;
  readonly status?: number;
  readonly headers?: Lines;
  readonly redirectUrl?: string;
  readonly pageref?: string;
  /** Custom fields of the entry and of its answer, by browser. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly answer?: Readonly<Record<string, unknown>>;
};

export const START = Date.UTC(2026, 0, 1);
export const PAGE = 'http://localhost:3000';
export const API = 'https://api.example.com';

const named = (lines: Lines) => lines.map(([name, value]) => ({ name, value }));

/** What browsers send to another https site without credentials. */
export const BROWSER_HEADERS: Lines = [
  ['Host', 'api.example.com'],
  ['Origin', PAGE],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Site', 'cross-site'],
];

/** An entry. The headers of a browser's request are sent unless `requestHeaders` says otherwise. */
export function entry(input: EntryInput = {}) {
  const { url = `${API}/items`, method = 'GET', at = 0, took = 10, status = 200 } = input;
  return {
    startedDateTime: new Date(START + at).toISOString(),
    time: took,
    pageref: input.pageref ?? 'page_1',
    request: {
      method,
      url,
      headers: named(input.requestHeaders ?? BROWSER_HEADERS),
    },
    response: {
      status,
      headers: named(input.headers ?? []),
      redirectURL: input.redirectUrl ?? '',
      ...input.answer,
    },
    ...input.more,
  };
}

type PreflightInput = EntryInput & { readonly asks?: string; readonly asksHeaders?: string };

/** A preflight's entry; 204 by default. */
export function preflight({ asks = 'PUT', asksHeaders, ...input }: PreflightInput = {}) {
  const asked: Lines =
    asksHeaders === undefined ? [] : [['Access-Control-Request-Headers', asksHeaders]];
  return entry({
    method: 'OPTIONS',
    status: 204,
    requestHeaders: [['Origin', PAGE], ['Access-Control-Request-Method', asks], ...asked],
    ...input,
  });
}

type Recorder = 'chromium' | 'firefox' | 'safari' | 'proxy';

const CREATORS: { readonly [Name in Recorder]: string } = {
  chromium: 'WebInspector',
  firefox: 'Firefox',
  safari: 'WebKit Web Inspector',
  proxy: 'mitmproxy',
};

/** A HAR as the recorder saves it. */
export const har = (recorder: Recorder, ...entries: readonly unknown[]) => ({
  log: {
    version: '1.2',
    creator: { name: CREATORS[recorder], version: '1' },
    pages: [{ id: 'page_1', title: `${PAGE}/app`, startedDateTime: new Date(START).toISOString() }],
    entries,
  },
});
