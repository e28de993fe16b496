import { checkNamed, needsPreflightFirst } from '../checks/named.ts';
import { isSafe } from '../checks/next-question.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import type { AskedFor } from './named-request.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { ProxyFor } from './proxy.ts';
import { runCheck } from './run-check.ts';
import { type Met, met, strangersTo } from './strangers.ts';

/** A request to ask for, and how. */
export type Asking = AskedFor & {
  /** Whose rules count. At least one. */
  readonly browsers: readonly BrowserName[];
  /** Whether other origins ask, too. */
  readonly strangers: boolean;
  readonly timeoutMs: number;
  readonly proxyFor: ProxyFor;
};

/** What the server made of it. */
export type AskedNamed = {
  readonly exchange: Exchange;
  readonly outcomes: readonly (readonly [BrowserName, Outcome])[];
  /** Each stranger, and what was asked for it; null if nothing may be asked. */
  readonly others: readonly (readonly [Met, Exchange | null])[];
};

/** Why a request is not asked for without leave. */
export const unsentWords = (method: string): string =>
  phrase`a browser sends this ${method} without a preflight: add --send to send it`
    .fr`un navigateur envoie cette requête ${method} sans requête préliminaire : ajoutez --send pour
    l’envoyer`;

/** Asks a server as browsers would. Null if nothing may be asked. Never rejects. */
export async function askNamed(asking: Asking): Promise<AskedNamed | null> {
  const exchange = await ask(asking, asking.request.origin);
  if (exchange === null) return null;
  const outcomes = asking.browsers.map(
    (browser) => [browser, outcomeOf(exchange, browser)] as const,
  );
  return { exchange, outcomes, others: asking.strangers ? await askAsStrangers(asking) : [] };
}

let made = 0;

/** Asks as a page of that origin. Null if nothing may be asked. */
function ask(asking: Asking, origin: SerializedOrigin): Promise<Exchange | null> {
  const { request, headers, browsers } = asking;
  made += 1;
  const [browser = 'chromium'] = browsers;
  const check = checkNamed(
    { ...request, origin },
    { id: `check-${made}`, browser, at: Date.now() },
  );
  const mayAsk = isSafe(request.method) || request.sendsAll || needsPreflightFirst(check);
  if (!mayAsk) return Promise.resolve(null);
  return runCheck(check, { url: request.url, headers }, asking);
}

/** One after the other, so that the server is not loaded. */
async function askAsStrangers(
  asking: Asking,
): Promise<readonly (readonly [Met, Exchange | null])[]> {
  const all: [Met, Exchange | null][] = [];
  for (const stranger of strangersTo(asking.request.origin)) {
    const exchange = await ask(asking, stranger.origin);
    all.push([met(stranger, exchange), exchange]);
  }
  return all;
}
