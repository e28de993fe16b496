import type { Checked } from '../model/checked.ts';
import type { BrowserName, Ending, Exchange, Hop, PreflightFacts } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import type { HeaderList } from '../model/header-list.ts';
import { redirectTarget } from '../model/redirect-target.ts';

/** A check of one exchange: what the user asked for. */
export type Check = {
  /** The id of the exchange that the check becomes. */
  readonly id: string;
  /** What the page asked. */
  readonly of: Exchange;
  readonly browser: BrowserName;
  readonly checked: Checked;
  /**
   * Present when the user has named the request, so no page decides what is asked: it follows
   * redirects to any server. `sendsAll`: requests that may change data are sent, too.
   */
  readonly named?: { readonly sendsAll: boolean };
};

/** A request that Crosscheck sends. */
export type Question = {
  readonly phase: 'preflight' | 'actual';
  /** Index of the redirect step. */
  readonly hop: number;
  readonly url: string;
  /** On the wire: `OPTIONS`, `GET` or `HEAD`. */
  readonly method: string;
  /** Headers that the request must carry exactly so. The browser adds its usual ones. */
  readonly headers: HeaderList;
  /** Whether the browser's cookies are sent. */
  readonly cookies: boolean;
};

/** What came back. Secrets are already redacted (model/redact.ts). `at`: milliseconds since the epoch. */
export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: HeaderList;
      readonly at: number;
    }
  /** `error`: the browser's own name of the network error. */
  | { readonly kind: 'error'; readonly error: string; readonly at: number };

/** A question with its answer. `at`: when it was asked, in milliseconds since the epoch. */
export type Asked = { readonly question: Question; readonly at: number; readonly answer: Answer };

/** Stands where a browser names the error of a request that it did not send. */
export const NOT_SENT = 'crosscheck:not-sent';

/** What was asked at one redirect step. */
export type AskedHop = { readonly preflight: Asked | null; readonly actual: Asked | null };

/** The questions by redirect step. */
export const askedHops = (asked: readonly Asked[]): readonly AskedHop[] =>
  [...groupBy(asked, ({ question }) => question.hop).values()].map((own) => ({
    preflight: own.find(({ question }) => question.phase === 'preflight') ?? null,
    actual: own.find(({ question }) => question.phase === 'actual') ?? null,
  }));

/** The check as an exchange. Null before anything was asked. */
export function exchangeOfCheck(check: Check, asked: readonly Asked[]): Exchange | null {
  const { id, of, checked } = check;
  const steps = askedHops(asked);
  const hops = steps.map((step, index) => hopOf(check, step, index, steps.length - 1));
  const [first, ...rest] = hops;
  if (first === undefined) return null;
  const { tabId, frameId, initiator, resourceType } = of;
  const context = { id, tabId, frameId, documentId: id, initiator, resourceType };
  return { ...context, hops: [first, ...rest], ending: endingOf(steps.at(-1)), checked };
}

/** The page's own method: a preflight asks for it. */
export const methodOf = ({ of }: Check): string => of.hops[0].method;

function hopOf(check: Check, { preflight, actual }: AskedHop, index: number, last: number): Hop {
  const { question, at } = preflight ?? actual ?? NOTHING;
  const hop: Hop = {
    url: question.url,
    method: methodOf(check),
    at,
    preflight: preflight && preflightOf(check, preflight),
    request: actual && requestOf(actual),
    response: actual && responseOf(actual),
    started: false,
    redirectedTo: null,
  };
  return index < last ? { ...hop, redirectedTo: redirectTarget(hop) } : hop;
}

const NOTHING: Asked = {
  question: { phase: 'actual', hop: 0, url: '', method: '', headers: [], cookies: false },
  at: 0,
  answer: { kind: 'error', error: NOT_SENT, at: 0 },
};

const preflightOf = ({ id }: Check, asked: Asked): PreflightFacts => ({
  requestId: preflightId(id, asked.question.hop),
  request: requestOf(asked),
  response: responseOf(asked),
  ending: endOf(asked),
});

/** The id under which a check's preflight is kept. */
export const preflightId = (id: string, hop: number): string => `${id}-preflight-${hop}`;

const requestOf = ({ question: { method, headers }, at }: Asked) => ({ method, headers, at });

const responseOf = ({ answer }: Asked) =>
  answer.kind === 'error'
    ? null
    : { status: answer.status, headers: answer.headers, at: answer.at, fromCache: false };

const endOf = ({ answer }: Asked): Ending =>
  answer.kind === 'error'
    ? { kind: 'error', error: answer.error, at: answer.at }
    : { kind: 'completed', at: answer.at };

function endingOf(step: AskedHop | undefined): Ending {
  if (step?.actual) return endOf(step.actual);
  return { kind: 'error', error: NOT_SENT, at: step?.preflight?.answer.at ?? 0 };
}
