import { checkNamed, needsPreflightFirst } from '../checks/named.ts';
import { isSafe } from '../checks/next-question.ts';
import type { Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { stacks } from '../servers/index.ts';
import { CHECK_USAGE, type CheckOptions, parseCheckArguments } from './check-options.ts';
import { checkText, strangersText } from './check-text.ts';
import { type FormatOptions, formatted } from './formats.ts';
import { outcomeOf } from './outcome.ts';
import { runCheck } from './run-check.ts';
import { isRisk, type Met, met, risksIn, strangersTo } from './strangers.ts';

const [AS_EXPECTED, OTHERWISE] = [0, 1] as const;

/** What to print and the exit code, or one line that says what is wrong with the arguments. */
export type CheckResult =
  | { readonly pieces: Iterable<string>; readonly code: number }
  | { readonly problem: string };

/** The whole command: asks the server that the arguments name. Never rejects. */
export async function checkServer(
  args: readonly string[],
  around: Pick<FormatOptions, 'terminal' | 'version' | 'capturedAt'>,
): Promise<CheckResult> {
  const options = parseCheckArguments(
    args,
    stacks.map(({ id }) => id),
  );
  if (options === 'help') return { pieces: [`${CHECK_USAGE}\n`], code: AS_EXPECTED };
  if ('problem' in options) return options;
  const { request, expect, browsers, strangers, format, stack } = options;
  const exchange = await ask(options, request.origin);
  if (exchange === null) {
    const { method } = request;
    return {
      problem: `a browser sends this ${method} without a preflight: add --send to send it`,
    };
  }
  const outcomes = browsers.map((browser) => [browser, outcomeOf(exchange, browser)] as const);
  const isExpected = outcomes.every(([, outcome]) => outcome === expect);
  const others = strangers ? await askAsStrangers(options) : [];
  const exchanges = [exchange, ...others.flatMap(([, made]) => made ?? [])];
  const all = others.map(([one]) => one);
  const code = isExpected && !all.some(isRisk) ? AS_EXPECTED : OTHERWISE;
  const [browser = 'chromium'] = browsers;
  if (format !== 'text') {
    const reading = { readable: true, browser, entries: exchanges.length, exchanges, problems: [] };
    return { pieces: formatted(reading, { format, stack, name: request.url, ...around }), code };
  }
  const { terminal } = around;
  const own = checkText(exchange, outcomes, { ...request, browser, stack, terminal });
  const risks = risksIn(exchanges, request.url, all);
  const theirs = strangers ? strangersText(all, risks, terminal) : [];
  const end = isExpected ? '' : `Expected: ${expect}.\n`;
  return { pieces: [...own, ...theirs, end], code };
}

let made = 0;

/** Asks as a page of that origin. Null if nothing may be asked. */
function ask(options: CheckOptions, origin: SerializedOrigin): Promise<Exchange | null> {
  const { request, headers, browsers, timeoutMs } = options;
  made += 1;
  const [browser = 'chromium'] = browsers;
  const check = checkNamed(
    { ...request, origin },
    { id: `check-${made}`, browser, at: Date.now() },
  );
  const mayAsk = isSafe(request.method) || request.sendsAll || needsPreflightFirst(check);
  if (!mayAsk) return Promise.resolve(null);
  return runCheck(check, { url: request.url, headers }, { timeoutMs });
}

/** One after the other, so that the server is not loaded. */
async function askAsStrangers(
  options: CheckOptions,
): Promise<readonly (readonly [Met, Exchange | null])[]> {
  const all: [Met, Exchange | null][] = [];
  for (const stranger of strangersTo(options.request.origin)) {
    const exchange = await ask(options, stranger.origin);
    all.push([met(stranger, exchange), exchange]);
  }
  return all;
}
