import type { Header } from '../../src/model/header-list.ts';
import type { Ask } from '../judge/ask.ts';
import { type Random, randomOf, type Weighted } from '../random.ts';
import type { ServerName } from '../scripted-servers/scenario-server.ts';
import { generateAnswers } from './generate-answers.ts';
import { generateAsk } from './generate-ask.ts';
import type { App, ConformanceScenario, Context } from './scenario.ts';

/** Scenarios that share a page. */
export const GROUP = 25;

const SERVERS: Weighted<ServerName> = [
  [46, 'api'],
  [20, 'near'],
  [14, 'other'],
  [9, 'page'],
  [8, 'insecure'],
  [1, 'closed'],
  [1, 'tls'],
  [1, 'nowhere'],
];

const OTHER_CONTEXTS: Weighted<Context> = [
  [2, 'same-origin frame'],
  [2, 'srcdoc frame'],
  [3, 'cross-site frame'],
  [4, 'sandboxed frame'],
  [3, 'data frame'],
  [4, 'worker'],
  [3, 'shared worker'],
  [3, 'service worker'],
];

/** The scenario of that number: the same for the same seed, whatever else runs. */
export function scenarioOf(seed: number, index: number): ConformanceScenario {
  const app = appOf(seed, Math.floor(index / GROUP));
  const random = randomOf(`scenario ${seed} ${index}`);
  const [document, ...others] = app.contexts;
  const [other = document, third = other] = others;
  const context = random.weigh([
    [60, document],
    [20, other],
    [20, third],
  ]);
  const server = random.weigh(SERVERS);
  const url = `${server}/x0`;
  const ask = () => generateAsk(random, url, context, credentialed(random, app, server));
  const first = ask();
  const [asks, more] = random.weigh<() => readonly [ConformanceScenario['asks'], Header[]]>([
    [80, () => [[first], []]],
    [13, () => [asksAgain(random, first, ask), []]],
    [7, () => [asksAgain(random, first, ask), cacheable(random)]],
  ])();
  return {
    id: `c${seed}-${index}`,
    app,
    context,
    asks,
    answers: generateAnswers(random, first, more),
    cookies: (['page', 'near', 'api', 'other', 'insecure'] as const).filter(() =>
      random.chance(0.3),
    ),
  };
}

/** The page of that number. */
export function appOf(seed: number, number: number): App {
  const random = randomOf(`app ${seed} ${number}`);
  const page = random.chance(0.12) ? 'insecure' : 'page';
  const others = [random.weigh(OTHER_CONTEXTS), random.weigh(OTHER_CONTEXTS)].filter(
    // Only trustworthy pages have service workers.
    (context) => page === 'page' || context !== 'service worker',
  );
  return {
    id: `c${seed}-app${number}`,
    page,
    contexts: ['document', ...new Set(others)],
    habits: {
      page: random.chance(0.5),
      near: random.chance(0.5),
      api: random.chance(0.5),
      other: random.chance(0.5),
      insecure: random.chance(0.5),
    },
    constancy: random.pick([0, 0.8, 1]),
  };
}

function credentialed(random: Random, app: App, server: ServerName): boolean {
  const habit = app.habits[server];
  const keeps = random.chance(app.constancy);
  const otherwise = random.chance(0.5);
  return keeps && habit !== undefined ? habit : otherwise;
}

/** The same request again, a similar one, or another: what is cached must match. */
function asksAgain(random: Random, first: Ask, another: () => Ask): ConformanceScenario['asks'] {
  const next = () =>
    random.weigh<() => Ask>([
      [3, () => first],
      [2, another],
    ])();
  return random.chance(0.6) ? [first, next()] : [first, next(), next()];
}

const CACHEABLE = ['max-age=600', 'max-age=600, immutable', 'no-cache', 'no-store'] as const;

function cacheable(random: Random): Header[] {
  return [
    ['Cache-Control', random.pick(CACHEABLE)],
    ...(random.chance(0.4) ? [['Vary', 'Origin'] as const] : []),
    ...(random.chance(0.3) ? [['ETag', '"1"'] as const] : []),
  ];
}
