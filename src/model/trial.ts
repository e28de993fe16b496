import type { CredentialsMode } from './exchange.ts';
import { isFields, list } from './fields.ts';
import { type Header, type HeaderList, listElements } from './header-list.ts';
import { nameableOrigin, type SerializedOrigin } from './origin.ts';

/** What “Try it” applies to a tab: the CORS headers that a fix would make the server send. */
export type TrialPlan = {
  readonly server: SerializedOrigin;
  /** The page that is let in: no other one is. */
  readonly origin: SerializedOrigin;
  /** The label of the stack whose settings are tried. */
  readonly stack: string;
  /** The id of the exchange whose fix it is. */
  readonly exchange: string;
  /** On preflights. Null if the request needs none: then no preflight is changed. */
  readonly preflight: HeaderList | null;
  /** On every other response of the server. */
  readonly actual: HeaderList;
};

/** A plan that is in force in a tab. Times are milliseconds since the epoch. */
export type Trial = TrialPlan & {
  /** It marks each response that the trial has changed. */
  readonly id: string;
  readonly tabId: number;
  readonly startedAt: number;
  readonly endsAt: number;
};

/** A request that changes nothing on the server, as a page can send it again. */
export type RepeatedRequest = {
  readonly origin: SerializedOrigin;
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly credentials: CredentialsMode;
};

/** A trial ends after this time at the latest, whatever else happens. */
export const LONGEST_TRIAL = 30 * 60_000;

/** The headers that a trial sets, or removes where the fix would not send them. */
export const TRIED_HEADERS = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
] as const;

const TRIED: ReadonlySet<string> = new Set(TRIED_HEADERS);
const LONGEST_LIST = 8 * 1024;
const LONGEST_NAME = 200;

/** The plan, or null if it is none, or would let in anybody but its own origin. Never throws. */
export function parsePlan(value: unknown): TrialPlan | null {
  if (!isFields(value)) return null;
  const { stack, exchange } = value;
  const [server, origin] = [originIn(value['server']), originIn(value['origin'])];
  if (server === null || origin === null || server === origin) return null;
  if (!isName(stack) || !isName(exchange)) return null;
  const actual = headersFor(origin, value['actual']);
  const isAlone = value['preflight'] === null;
  const preflight = isAlone ? null : headersFor(origin, value['preflight']);
  if (actual === null || (preflight === null && !isAlone)) return null;
  return { server, origin, stack, exchange, preflight, actual };
}

/** A trial, or null when it is none. Never throws. */
export function parseTrial(value: unknown): Trial | null {
  const plan = parsePlan(value);
  if (plan === null || !isFields(value)) return null;
  const { id, tabId, startedAt, endsAt } = value;
  if (typeof id !== 'string' || !isWhole(tabId) || !isWhole(startedAt) || !isWhole(endsAt)) {
    return null;
  }
  return { ...plan, id, tabId, startedAt, endsAt };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_NAME;

/** Only pages and servers of the web: the rules know no other scheme. */
function originIn(value: unknown): SerializedOrigin | null {
  const origin = typeof value === 'string' ? nameableOrigin(value) : null;
  return origin !== null && /^https?:/.test(origin) ? origin : null;
}

/** The headers if each is one of CORS, comes once, and lets in this origin alone. */
function headersFor(origin: SerializedOrigin, value: unknown): HeaderList | null {
  if (!Array.isArray(value)) return null;
  const headers = list(value).flatMap((one): readonly Header[] => {
    const [name, text]: readonly unknown[] = list(one);
    return isTriedName(name) && typeof text === 'string' && isSafe(name, text, origin)
      ? [[name, text]]
      : [];
  });
  const names = new Set(headers.map(([name]) => name));
  return names.size === value.length ? headers : null;
}

const isTriedName = (name: unknown): name is string => typeof name === 'string' && TRIED.has(name);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function isSafe(name: string, value: string, origin: SerializedOrigin): boolean {
  if (name === 'access-control-allow-origin') return value === origin;
  if (name === 'access-control-allow-credentials') return value === 'true';
  return value.length <= LONGEST_LIST && listElements(value).every((one) => TOKEN.test(one));
}
