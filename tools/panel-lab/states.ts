import { parseNotes } from '../../src/model/notes.ts';
import { parseSettings } from '../../src/model/settings.ts';
import { LONGEST_TRIAL } from '../../src/model/trial.ts';
import { plan } from '../../src/trial/testing/sample-trial.ts';
import type { LabOptions } from './environment.ts';
import * as traffic from './exchanges.ts';

const PAGE = 'http://localhost:3000/app';
const AT = Date.UTC(2026, 2, 4, 9, 30);
const only = (...exchanges: LabOptions['exchanges'][number][]): Partial<LabOptions> => ({
  exchanges,
});

const TRIAL = { id: '1', tabId: 1, startedAt: AT, endsAt: AT + LONGEST_TRIAL };

/** Every state that the views can be in, by name: `?state=…` of the lab's page. */
export const states = {
  morning: { exchanges: traffic.morning },
  'blocked-method': only(traffic.blockedMethod),
  private: { isPrivate: true, exchanges: [traffic.blockedMethod] },
  trying: {
    status: { trial: { ...TRIAL, ...plan } },
    exchanges: [traffic.blockedMethod, traffic.triedMethod],
  },
  tried: only(traffic.triedMethod),
  observed: { exchanges: [traffic.observed], entries: traffic.recorded },
  'observed-late': { exchanges: [traffic.unobserved], late: traffic.recorded },
  'blocked-mismatch': only(traffic.blockedMismatch),
  'blocked-missing': only(traffic.blockedMissing),
  'blocked-star': only(traffic.blockedStar),
  'blocked-redirect': only(traffic.blockedRedirect),
  'mixed-in-safari': only(traffic.mixedInSafari),
  'server-error': only(traffic.blockedServerError),
  unavailable: only(traffic.blockedUnavailable),
  'preflight-status': only(traffic.blockedPreflightStatus),
  'origin-slash': only(traffic.blockedSlash),
  'two-layers': only(traffic.blockedTwoLayers),
  'static-font': only(traffic.blockedFont),
  'blocked-header': only(traffic.blockedHeader),
  csrf: only(traffic.blockedCsrf),
  redirected: only(traffic.redirected),
  fixed: only(traffic.blockedMissing, traffic.nowAllowed),
  'fixed-now-403': only(traffic.blockedMissing, traffic.stillBlockedOrder, traffic.nowRefused),
  statuses: only(
    traffic.blockedMissing,
    traffic.nowAllowed,
    traffic.stillBlockedOrder,
    traffic.nowRefused,
    traffic.serverFails,
    traffic.noCors,
    traffic.allowed,
  ),
  refused: only(traffic.serverFails, traffic.nowRefused),
  graphql: only(traffic.graphqlRefused, traffic.graphqlPasses),
  'no-cors': only(traffic.noCors),
  undetermined: only(traffic.undetermined),
  failed: only(traffic.failed),
  pending: only(traffic.pending),
  allowed: only(traffic.allowed),
  hostile: only(traffic.hostile),
  unquotable: only(traffic.blockedMethod, traffic.percentEncoded),
  // Created on demand, so that the other states need not wait for thousands of requests.
  many: {
    get exchanges() {
      return [traffic.blockedMethod, ...traffic.many(2_000)];
    },
  },
  large: {
    get exchanges() {
      return [traffic.blockedMethod, ...traffic.large(10_000)];
    },
  },
  'long-lists': {
    get exchanges() {
      return traffic.longLists();
    },
  },
  navigated: {
    status: { navigatedAt: Date.UTC(2026, 2, 4, 9, 30, 55) },
    exchanges: traffic.morning,
  },
  left: {
    status: { navigatedAt: Date.UTC(2026, 2, 4, 9, 40) },
    exchanges: [traffic.blockedMissing],
  },
  secrets: only(traffic.secretive),
  fifty: { exchanges: traffic.fifty },
  'many-servers': { exchanges: traffic.manyServers },
  'one-cause': { exchanges: traffic.oneCause },
  'not-watched': { status: { watching: false } },
  empty: {},
  unwatchable: { pageUrl: 'chrome://newtab/' },
  'unknown-page': { pageUrl: null },
  connecting: { answers: false },
  'no-permission': {
    pageUrl: 'https://app.example.com/',
    granted: [],
    calls: ['https://app.example.com/', 'https://api.example.com/v1/session'],
  },
  'devtools-only': {
    pageUrl: 'https://app.example.com/',
    granted: [],
    calls: ['https://app.example.com/', 'https://api.example.com/v1/session'],
    har: traffic.devtoolsOnly,
  },
  'no-api-permission': {
    pageUrl: PAGE,
    granted: ['localhost', '127.0.0.1'],
    calls: ['https://api.example.com/v1/session', 'https://cdn.example.net/a.js'],
    exchanges: traffic.morning,
  },
  'many-hosts': {
    pageUrl: 'https://app.example.com/',
    granted: ['app.example.com'],
    calls: Array.from({ length: 9 }, (_, index) => `https://host${index}.example.net/x`).concat(
      'https://api.example.com/v1',
    ),
  },
  troubled: {
    status: {
      storageProblem: { lost: true, reason: 'Error: IO error' },
      dropped: 1_204,
      restarts: 2,
      interruptedAt: Date.UTC(2026, 2, 4, 9, 41, 7),
    },
    exchanges: traffic.morning,
  },
} satisfies Readonly<Record<string, Partial<LabOptions>>>;

export type StateName = keyof typeof states;

/** Those without thousands of rows, which have the same few kinds of elements. */
export const SMALL_STATES = (Object.keys(states) as StateName[]).filter(
  (state) => state !== 'many' && state !== 'large' && state !== 'long-lists',
);

/** The options of a state, by the lab page's query. Unknown names show the empty state. */
export function optionsFrom(query: URLSearchParams): LabOptions {
  const name = query.get('state') ?? 'morning';
  const state: Partial<LabOptions> = name in states ? states[name as StateName] : {};
  return {
    kind: query.get('view') === 'popup' ? 'popup' : 'devtools',
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    pageUrl: PAGE,
    isPrivate: false,
    granted: null,
    calls: [],
    answers: true,
    status: {},
    settings: parseSettings(JSON.parse(query.get('settings') ?? '{}')),
    notes: parseNotes(JSON.parse(query.get('notes') ?? '{}')),
    exchanges: [],
    entries: [],
    late: [],
    har: [],
    ...state,
  };
}
