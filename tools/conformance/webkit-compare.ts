import type { ExportedExchange } from '../browsers/browser-under-test.ts';
import type { Ask } from '../judge/ask.ts';
import { judgeWebkit, ourDecision } from '../judge/webkit-judge.ts';
import type { Comparison } from './compare.ts';
import { hasEmptyLine } from './firefox-run.ts';
import type { Played } from './run.ts';
import type { ConformanceScenario } from './scenario.ts';
import type { WebkitSaid } from './webkit-run.ts';

/** A request that another browser captured, what follows for WebKit, and what WebKit said. */
export type WebkitCase = {
  readonly exchange: ExportedExchange;
  readonly said: WebkitSaid;
  readonly comparison: Comparison;
};

/**
 * Compares what WebKit said of a scenario with what the report of another browser says about
 * Safari. A request that neither browser decided by itself is left out: it failed, or nobody heard
 * what became of it.
 */
export function compareWithWebkit(
  { scenario, listed }: Pick<Played, 'scenario' | 'listed'>,
  all: readonly (WebkitSaid | null)[],
): readonly WebkitCase[] {
  const left = scenario.asks.map((ask, index) => ({ ask, said: all[index] ?? null }));
  return listed.flatMap(({ ask, exchange }) => {
    const at = left.findIndex((one) => one.ask === ask);
    const [one] = left.splice(Math.max(at, 0), at < 0 ? 0 : 1);
    const said = one?.said ?? null;
    if (exchange === null || said === null || said.outcome === 'pending') return [];
    if (exchange.verdict === 'failed' || exchange.verdict === 'pending') return [];
    return [{ exchange, said, comparison: compareOne(scenario, ask, exchange, said) }];
  });
}

function compareOne(
  scenario: ConformanceScenario,
  ask: Ask,
  exchange: ExportedExchange,
  said: WebkitSaid,
): Comparison {
  const ours = ourDecision(exchange);
  const { problems, secondGuess } = judgeWebkit(ours, said);
  const isUnknown =
    isLinuxOwn(scenario) ||
    isUntold(ask, exchange) ||
    hasEmptyLine(scenario) ||
    mayBeKept(scenario);
  const isHidden = problems.length > 0 && isUnknown;
  const isOpen = ours.verdict === 'undetermined';
  const differs = problems.length > 0 ? 'differs' : secondGuess ? 'second' : 'same';
  return {
    said: said.outcome === 'allowed' ? 'allowed' : (inShort(said.reason) ?? 'refused'),
    ours: ours.verdict === 'blocked' ? `blocked: ${ours.causes[0]}` : ours.verdict,
    result: isOpen ? 'undetermined' : isHidden ? 'hidden' : differs,
    isOpen: exchange.alternatives.length > 0,
    isHabit: false,
    asker: `${ask.by} from a ${scenario.context}`,
    problems: isOpen || isHidden ? [] : problems,
  };
}

/** Without addresses and other values that differ from request to request. */
function inShort(reason: string | null): string | null {
  if (reason === null) return null;
  return reason
    .replace(/^Cross-origin redirection to \S+ denied by [^:]+: /, 'redirect: ')
    .replace(/https?:\S+/g, 'URL')
    .replace(/(Status code|invalid value): .*/, '$1 …')
    .replace(/^(Method|Request header field) \S+/, '$1 …');
}

/**
 * What only WebKit for Linux does: its network library makes a `GET` of a redirected `DELETE`,
 * follows no empty `Location`, and joins two of them to one. Safari has another library.
 */
function isLinuxOwn({ asks, answers }: ConformanceScenario): boolean {
  const deletes = asks.some((ask) => 'method' in ask && /^delete$/i.test(ask.method ?? ''));
  const fetches = asks.some(
    (ask) => ask.by === 'fetch' && /^delete$/i.test(ask.init?.method ?? ''),
  );
  const locations = Object.values(answers).map(({ actual }) =>
    (actual?.headers ?? []).filter(([name]) => name === 'Location').map(([, value]) => value),
  );
  const isRedirected = locations.some((values) => values.length > 0);
  return (
    (isRedirected && (deletes || fetches)) ||
    locations.some((values) => values.length > 1 || values.includes(''))
  );
}

/**
 * Whether a cache may have answered with what another request of the scenario got. The WebKit that
 * plays has none: its session is private.
 */
const mayBeKept = ({ asks, answers }: ConformanceScenario): boolean =>
  asks.length > 1 &&
  Object.values(answers).some(({ actual }) =>
    actual?.headers?.some(([name, value]) => name === 'Cache-Control' && /max-age/.test(value)),
  );

/**
 * What the page's code did and no capture shows: listen to an upload that has no body, or set a
 * `User-Agent` that Chromium ignores, in a list or where nobody observes the page.
 */
function isUntold(ask: Ask, { hops }: ExportedExchange): boolean {
  const asksAll = hops.every(({ preflight }) => preflight !== null);
  const listens = ask.by === 'xhr' && ask.uploadListener === true && !asksAll;
  const headers = 'headers' in ask ? ask.headers : ask.by === 'fetch' ? ask.init?.headers : [];
  return listens || (headers ?? []).some(([name]) => /^user-agent$/i.test(name));
}
