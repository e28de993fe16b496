import type { BrowserVerdict } from '../browsers/browser-under-test.ts';
import { launchWebkit, type WebkitUnderTest } from '../browsers/webkit.ts';
import type { Ask } from '../judge/ask.ts';
import type { ScenarioServers } from '../scripted-servers/scenario-server.ts';
import { appScript, placesOf } from './page-files.ts';
import { casesOf } from './pair.ts';
import { byScenario, byServer, stageOf } from './run.ts';
import type { ConformanceScenario } from './scenario.ts';

/** What WebKit made of one ask of a scenario. */
export type WebkitSaid = {
  readonly outcome: 'allowed' | 'refused' | 'pending';
  /** WebKit's own sentence; null where the inspector hears nothing, as of shared workers. */
  readonly reason: string | null;
  /** The URLs that it asked for, one after the other, if the inspector heard of them. */
  readonly urls: readonly string[];
};

/** Scenarios of one page, and the servers that still answer as they say. */
export type Staged = { readonly scenario: ConformanceScenario; readonly servers: ScenarioServers };

/** The name of this machine that no browser trusts. */
export const startWebkit = (): Promise<WebkitUnderTest> =>
  launchWebkit({ localNames: ['shop.test'] });

/** The inspector's events arrive a little later than the page's own. */
const PATIENCE = 1_500;

/**
 * Plays the same scenarios in WebKit. For each, what it made of its asks in turn; an ask that
 * became no request, or of which nothing is known, has null.
 */
export async function playInWebkit(
  webkit: WebkitUnderTest,
  staged: readonly Staged[],
): Promise<ReadonlyMap<string, readonly (WebkitSaid | null)[]>> {
  const said = new Map<string, readonly (WebkitSaid | null)[]>();
  for (const group of groupsOf(staged)) {
    for (const [id, one] of await playGroup(webkit, group)) said.set(id, one);
  }
  return said;
}

/** One page each. */
function groupsOf(staged: readonly Staged[]): readonly (readonly Staged[])[] {
  const groups = new Map<string, Staged[]>();
  for (const one of staged) {
    const { id } = one.scenario.app;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups.values()];
}

async function playGroup(
  webkit: WebkitUnderTest,
  group: readonly Staged[],
): Promise<ReadonlyMap<string, readonly (WebkitSaid | null)[]>> {
  const [first] = group;
  if (first === undefined) return new Map();
  const { servers, scenario } = first;
  const { app } = scenario;
  webkit.record.forget();
  servers.script(app.id, byServer(appScript(app)));
  await webkit.goto(servers.url(app.id, `${app.page}/index.html`));
  await webkit.evaluate('settle(JSON.parse(json))', placesOf(servers, app));
  const told = await webkit.evaluate<readonly (readonly string[])[]>(
    'play(JSON.parse(json))',
    group.map(({ scenario: { id, asks, context } }) => ({
      place: context,
      asks: asks.map((ask) => ({ ...ask, url: servers.url(id, ask.url) })),
    })),
  );
  const isOfGroup = ({ urls: [url] }: BrowserVerdict) =>
    group.some(({ scenario: { id } }) => url.includes(`/s/${id}/`));
  const deadline = Date.now() + PATIENCE;
  const beacons = group.some(({ scenario: { asks } }) => asks.some(({ by }) => by === 'beacon'));
  if (beacons) await new Promise((resolve) => setTimeout(resolve, 100));
  for (;;) {
    const own = webkit.record.verdicts().filter(isOfGroup);
    if (own.every(({ outcome }) => outcome !== 'pending') || Date.now() > deadline) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const verdicts = byScenario(webkit.record.verdicts(), ({ urls }) => urls[0]);
  return new Map(
    group.map((one, index) => [
      one.scenario.id,
      saidOf(one, verdicts.get(one.scenario.id) ?? [], told[index] ?? []),
    ]),
  );
}

/** Nobody listens to these: only the page's code shows what became of a request. */
const UNHEARD = /^(shared|service) worker$/;

function saidOf(
  staged: Staged,
  verdicts: readonly BrowserVerdict[],
  told: readonly string[],
): readonly (WebkitSaid | null)[] {
  const { asks, context } = staged.scenario;
  if (UNHEARD.test(context)) return asks.map((ask, index) => byTelling(ask, told[index]));
  const cases = casesOf(asks, verdicts, stageOf(staged));
  if (cases === null) return asks.map(() => null);
  const left = [...cases];
  return asks.map((ask, index) => {
    const [next] = left;
    if (next?.ask !== ask) return null;
    left.shift();
    const { outcome, urls, errorText } = next.verdict;
    if (isAborted(told[index])) return null;
    const isLeft = isGivenUp(ask, next.verdict);
    return {
      outcome: outcome === 'failed' ? (isLeft ? 'allowed' : 'refused') : OUTCOMES[outcome],
      reason: isLeft ? null : errorText,
      urls,
    };
  });
}

const OUTCOMES = { finished: 'allowed', pending: 'pending' } as const;

const isAborted = (told = ''): boolean => /^refused: Fetch is aborted/.test(told);

/** WebKit's sentence for what the page's side ended. */
const CANCELED = 'Load request cancelled';

/** The page gave up a response that it had, such as one that is no script. */
const isGivenUp = ({ by }: Ask, { errorText, answered }: BrowserVerdict): boolean =>
  errorText === CANCELED && (answered || !/^(fetch|xhr)$/.test(by));

/** Whether an event source opens depends on more than CORS. */
function byTelling({ by }: Ask, told: string | undefined): WebkitSaid | null {
  const isRefused = told?.startsWith('refused') === true;
  const isUnknown = told === undefined || told === 'no end' || isAborted(told);
  if (isUnknown || (by === 'event-source' && isRefused)) return null;
  return { outcome: isRefused ? 'refused' : 'allowed', reason: null, urls: [] };
}
