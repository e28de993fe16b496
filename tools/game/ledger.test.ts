import { expect, test } from 'vitest';
import {
  type Entry,
  type Got,
  liesOf,
  type Shown,
  type ShownCounts,
  type ShownRequest,
  type ShownRow,
} from './ledger.ts';
import type { Ask } from './life.ts';

const PAGE = 'http://localhost:1';

const ASK: Ask = {
  from: 'page',
  by: 'fetch',
  mode: 'cors',
  method: 'GET',
  path: '/api/data',
  headers: {},
  credentials: 'same-origin',
};

const entry = (got: Got, ask: Partial<Ask> = {}, page = 0): Entry => ({
  ask: { ...ASK, ...ask },
  origin: PAGE,
  got,
  page,
});

type Claim = { readonly state: string; readonly got: readonly Got[]; readonly ask?: Partial<Ask> };

/** What the extension shows if each row is as claimed, and its requests were as told. */
function shown(claims: readonly Claim[]): Shown & { readonly entries: readonly Entry[] } {
  const entries = claims.flatMap(({ got, ask }) => got.map((one) => entry(one, ask)));
  const requests = claims.flatMap(({ state, got, ask }, index) =>
    got.map((one, at): ShownRequest => {
      const { method, path } = { ...ASK, ...ask };
      const status = one.startsWith('status') ? { status: Number(one.slice(7)) } : {};
      const verdict = one === 'refused' ? 'blocked' : one === 'failed' ? 'failed' : 'allowed';
      const occurrence = { row: index + 1, state, number: at + 1, of: got.length };
      return { url: `${PAGE}${path}`, method, origin: PAGE, verdict, ...status, occurrence };
    }),
  );
  const rows = claims.map(({ state, got, ask }): ShownRow => {
    const newest = got.at(-1) ?? '';
    const status = newest.startsWith('status') ? Number(newest.slice(7)) : null;
    const { method, path } = { ...ASK, ...ask };
    const mark = status !== null && status >= 400 ? 'refused' : state;
    const words = newest === 'opaque' ? 'the page cannot read it' : `${state} ${status}`;
    return { method, path, state, mark, words, status, times: got.length };
  });
  const blocked = rows.filter(({ state }) => state === 'blocked').length;
  const counts: ShownCounts = {
    badge: blocked === 0 ? '' : String(blocked),
    tooltip: blocked === 0 ? 'Crosscheck' : `CORS blocks ${blocked} requests`,
    panel: `${blocked} blocked`,
    onPage: null,
    popup: `${blocked} blocked`,
    report: { requests: rows.length, blocked },
  };
  return { rows, requests, counts, entries };
}

const PUT = { ask: { method: 'PUT' } } as const;

test.each<[string, readonly Claim[], RegExp | null]>([
  ['a row that is blocked', [{ state: 'blocked', got: ['refused'] }], null],
  ['Fixed, and it passes now', [{ state: 'fixed', got: ['refused', 'status 200'] }], null],
  ['CORS fixed; now 403', [{ state: 'fixed', got: ['refused', 'status 403'] }], null],
  ['a server that was down since', [{ state: 'failed', got: ['status 200', 'failed'] }], null],
  ['a response that nobody reads', [{ state: 'allowed', got: ['opaque'] }], null],
  [
    'Fixed, but it is blocked again',
    [{ state: 'fixed', got: ['status 200', 'refused'] }],
    /false Fixed/,
  ],
  ['Fixed, but nothing was blocked', [{ state: 'fixed', got: ['status 200'] }], /false Fixed/],
  [
    'Fixed, but only before the block',
    [{ state: 'fixed', got: ['status 200', 'refused', 'failed'] }],
    /false Fixed/,
  ],
  [
    'Blocked, but it passes now',
    [{ state: 'blocked', got: ['refused', 'status 200'] }],
    /false Blocked/,
  ],
  ['Allowed, but it is blocked', [{ state: 'allowed', got: ['refused'] }], /false Allowed/],
  [
    'Allowed, but it was fixed',
    [{ state: 'allowed', got: ['refused', 'status 200'] }],
    /not called Fixed/,
  ],
  ['Failed, but it was blocked', [{ state: 'failed', got: ['refused'] }], /false Failed/],
  [
    'two rows',
    [
      { state: 'blocked', got: ['refused'] },
      { state: 'allowed', got: ['status 200'], ...PUT },
    ],
    null,
  ],
])('%s', (_, claims, lie) => {
  const { entries, ...rest } = shown(claims);
  const lies = liesOf(rest, { entries, page: 0 });
  if (lie === null) expect(lies).toEqual([]);
  else expect(lies.join()).toMatch(lie);
});

test('Fixed does not hide that an equal URL with cookies is still blocked', () => {
  const claim = shown([{ state: 'fixed', got: ['refused', 'refused', 'status 200'] }]);
  const withCookies = claim.entries.map((one, index) =>
    index === 0 ? entry('refused', { credentials: 'include' }) : one,
  );
  expect(liesOf(claim, { entries: withCookies, page: 0 }).join()).toMatch(/false Fixed/);
});

const BLOCKED = shown([{ state: 'blocked', got: ['refused', 'refused'] }]);
const REFUSED = shown([{ state: 'allowed', got: ['status 403'] }]);

const withRow = (claim: typeof BLOCKED, change: Partial<ShownRow>): Shown => ({
  ...claim,
  rows: claim.rows.map((row) => ({ ...row, ...change })),
});
const withCounts = (change: Partial<ShownCounts>): Shown => ({
  ...BLOCKED,
  counts: { ...BLOCKED.counts, ...change },
});

test.each<[string, Shown, readonly Entry[], RegExp]>([
  [
    'a 403 that looks like a 200',
    withRow(REFUSED, { mark: 'allowed' }),
    REFUSED.entries,
    /the row says/,
  ],
  ['a row without its status', withRow(REFUSED, { status: null }), REFUSED.entries, /the row says/],
  [
    'a row that counts its requests wrongly',
    withRow(BLOCKED, { times: 1 }),
    BLOCKED.entries,
    /the panel/,
  ],
  ['a badge that says nothing', withCounts({ badge: '' }), BLOCKED.entries, /counts disagree/],
  [
    'a tooltip that says another number',
    withCounts({ tooltip: '52 requests' }),
    BLOCKED.entries,
    /counts disagree/,
  ],
  [
    'a popup that says nothing',
    withCounts({ popup: 'No requests' }),
    BLOCKED.entries,
    /counts disagree/,
  ],
  [
    'a panel that counts requests',
    withCounts({ panel: '2 blocked' }),
    BLOCKED.entries,
    /counts disagree/,
  ],
  [
    'a report that counts requests',
    withCounts({ report: { requests: 1, blocked: 2 } }),
    BLOCKED.entries,
    /counts disagree/,
  ],
  [
    'a request that is missing',
    { ...BLOCKED, requests: BLOCKED.requests.slice(1) },
    BLOCKED.entries,
    /1 requests are listed/,
  ],
  [
    'requests in another order',
    { ...BLOCKED, requests: BLOCKED.requests.toReversed() },
    BLOCKED.entries,
    /order of time/,
  ],
  [
    'another request in its place',
    BLOCKED,
    [entry('refused'), entry('refused', { method: 'PUT' })],
    /is listed instead/,
  ],
  [
    'a request that passed and is called blocked',
    BLOCKED,
    [entry('status 200'), entry('refused')],
    /false blocked/,
  ],
  [
    'a row of two pages that counts for the last one',
    BLOCKED,
    [entry('refused'), entry('refused', {}, 1)],
    /^$/,
  ],
])('%s', (_, claim, entries, lie) => {
  const page = entries.at(-1)?.page ?? 0;
  expect(liesOf(claim, { entries, page }).join()).toMatch(lie);
});

test('a row of an earlier page does not count on the badge', () => {
  const lies = liesOf(BLOCKED, { entries: BLOCKED.entries, page: 1 });
  expect(lies.join()).toMatch(/counts disagree.*there are 0 of 1/);
});
