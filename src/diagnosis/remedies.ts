import { type Proof, proofProse } from '../causes/proof.ts';
import { seenAtOptions } from '../evidence/layers.ts';
import { lazy, memoize, remember } from '../model/lazy.ts';
import type { Prose } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { type SeenServer, sampleOf } from '../model/seen-server.ts';
import { allAtOnce, inOneGo, type Work } from '../model/work.ts';
import { stacks } from '../servers/index.ts';
import { withParts } from '../servers/kit/lazy-remedy.ts';
import { DETECTED, POSSIBLE, PROBABLE } from '../servers/kit/marks.ts';
import { alsoNamed, moreOrigins } from '../servers/kit/origin-notes.ts';
import type { Remedy, Stack } from '../servers/kit/stack.ts';
import type { Candidate, Diagnosis, ProvedRemedy } from './diagnosis.ts';
import { withPassed } from './passed.ts';
import { proveInTurn } from './prove.ts';

/** The fallback stack: it says what to answer, and not how. */
const FALLBACK = 'any-server';

/** What a diagnosis offers for one server: its likely fixes, and any other on demand. */
export type Offers = Pick<
  Diagnosis,
  'candidates' | 'likeliest' | 'remedies' | 'remedyFor' | 'remedyInTurn'
>;

/**
 * Whose settings may be offered at first: those of all stacks, or only of what certainly answers.
 * `outer`: of a proxy that is at least possible, as the server behind it can set nothing.
 * `page`: nothing else is offered than servers of the page that forward its requests.
 */
export type Whose = 'all' | 'detected' | 'proxies' | 'outer' | 'page' | 'none';

/** For requests that no server setting helps. */
export const NO_OFFERS: Offers = {
  candidates: [],
  likeliest: null,
  remedies: [],
  remedyFor: () => null,
  remedyInTurn: () => inOneGo(() => null),
};

/**
 * The stacks to choose from and their fixes. A fix is written and proved when it is first
 * requested, once for all exchanges of a server that need the same.
 */
export function offersFor(
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  whose: Whose = 'all',
): Offers {
  return offersOf(seenServer, JSON.stringify([requirement, whose]));
}

const offersOf = memoize((seenServer: SeenServer, subject: string): Offers => {
  const [required, whose]: readonly [AnswerRequirement, Whose] = JSON.parse(subject);
  // What answers OPTIONS must get the settings: nothing behind it sees the preflight request.
  const all = candidatesOf(required.preflight ? seenAtOptions(seenServer) : seenServer);
  const candidates = whose === 'page' ? all.filter(({ stack }) => stack.forwards) : all;
  const possible = candidates.filter((entry) => isLikely(entry) && IS_THEIRS[whose](entry));
  // Nothing that a foreign server answers shows what serves the page.
  const likely = whose === 'page' && possible.length === 0 ? candidates : possible;
  const made = new Map<Entry, ProvedRemedy | null>();
  const fixInTurn = function* (entry: Entry): Work<ProvedRemedy | null> {
    const known = made.get(entry);
    if (known !== undefined) return known;
    const fix = yield* proved(entry.stack, entry.candidate, required, seenServer);
    made.set(entry, fix);
    return fix;
  };
  const fixOf = (entry: Entry): ProvedRemedy | null => allAtOnce(fixInTurn(entry));
  const remedies = lazy(() => likely.map(fixOf).filter((fix) => fix !== null));
  const likeliestInTurn = function* (): Work<ProvedRemedy | null> {
    for (const entry of likely) {
      const fix = yield* fixInTurn(entry);
      if (fix !== null) return fix;
    }
    return null;
  };
  return {
    candidates: candidates.map(({ candidate }) => candidate),
    get likeliest() {
      return allAtOnce(likeliestInTurn());
    },
    get remedies() {
      return remedies();
    },
    remedyFor: (id) => {
      const entry = candidates.find(({ stack }) => stack.id === id);
      return entry === undefined ? null : fixOf(entry);
    },
    remedyInTurn: function* (choose) {
      const likeliest = yield* likeliestInTurn();
      const id = choose(likeliest);
      const chosen = candidates.find(({ stack }) => stack.id === id);
      return (chosen && (yield* fixInTurn(chosen))) ?? likeliest;
    },
  };
});

/** The same offers, each fix as it is for one exchange. */
export function adapted(offers: Offers, adapt: (fix: ProvedRemedy) => ProvedRemedy): Offers {
  const made = remember(adapt);
  const remedies = lazy(() => offers.remedies.map(made));
  return {
    candidates: offers.candidates,
    get likeliest() {
      return offers.likeliest && made(offers.likeliest);
    },
    get remedies() {
      return remedies();
    },
    remedyFor: (stack) => {
      const fix = offers.remedyFor(stack);
      return fix && made(fix);
    },
    remedyInTurn: function* (choose) {
      const fix = yield* offers.remedyInTurn(choose);
      return fix && made(fix);
    },
  };
}

/**
 * Whether the user's default stack comes before the likeliest one: nothing is detected, or only what
 * may stand in front of it.
 */
export function givesWay(likeliest: ProvedRemedy | null): boolean {
  return likeliest?.detected !== true || likeliest.stack.isProxy === true;
}

type Entry = { readonly stack: Stack; readonly candidate: Candidate };

const isLikely = ({ candidate }: Entry): boolean =>
  candidate.stack.id === FALLBACK || candidate.detection.confidence >= POSSIBLE;

const isKnown = ({ candidate }: Entry): boolean => candidate.detection.confidence >= DETECTED;

/** The fallback only says what to answer. If that does not help, the fallback does not either. */
const IS_THEIRS: { readonly [One in Whose]: (entry: Entry) => boolean } = {
  all: () => true,
  detected: (entry) => isKnown(entry),
  page: () => true,
  proxies: (entry) => isKnown(entry) && entry.stack.isProxy === true,
  outer: (entry) => entry.stack.isProxy === true,
  none: () => false,
};

function* proved(
  stack: Stack,
  candidate: Candidate,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Work<ProvedRemedy | null> {
  const fix = yield* smallest(stack, requirement, seenServer);
  if (fix === null) return null;
  const { remedy, proof } = fix;
  const replaces = remedy.sameOriginUrl === undefined;
  const aboutOrigins = (): readonly Prose[] =>
    replaces ? [...moreOrigins(requirement), ...alsoNamed(requirement, seenServer)] : [];
  return {
    ...candidate,
    // The first danger is the greatest. More than one open warning hides it.
    remedy: withParts(remedy, {
      notes: () => [...remedy.cautions.slice(1), ...aboutOrigins(), ...remedy.notes],
      cautions: () => remedy.cautions.slice(0, 1),
    }),
    proof: {
      verdict: 'allowed',
      text: proofProse(proof),
      condition: null,
      browsers: ['chromium', 'firefox', 'webkit'],
      also: [],
    },
    tried: null,
  };
}

/** The smallest remedy that is proved, and its proof. */
function* smallest(
  stack: Stack,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Work<{ readonly remedy: Remedy; readonly proof: Proof } | null> {
  const remedy = stack.remedy(requirement, seenServer);
  yield 0;
  if (remedy === null) return null;
  const proof = yield* proveInTurn(remedy, requirement, seenServer);
  if (proof !== null) return { remedy, proof };
  const all = withPassed(requirement, seenServer);
  const wider = all === requirement ? null : stack.remedy(all, seenServer);
  const widerProof = wider && (yield* proveInTurn(wider, requirement, seenServer));
  if (wider === null || widerProof === null) return null;
  // What the page must do, and what a test asks, is about this request alone.
  const own = { client: () => remedy.client, test: () => remedy.test };
  return { remedy: withParts(wider, own), proof: widerProof };
}

/** All stacks: the likely ones by likelihood, the fallback, and then the others by name. */
const candidatesOf = remember((seenServer: SeenServer): readonly Entry[] => {
  const seen = sampleOf(seenServer);
  const found = byName().map((stack) => {
    const detection = stack.detect(seen);
    return { stack, detection, rank: rankOf(stack, detection) };
  });
  // Nearly all are unlikely, and stay in their order.
  const likely = found.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank);
  const others = found.filter(({ rank }) => rank === 0);
  return [...likely, ...others].map(({ stack, detection }, index) => {
    const detected = index === 0 && detection.confidence >= DETECTED;
    return { stack, candidate: { stack: described(stack), detection, detected } };
  });
});

/** Sorted once: comparing names by a language's rules takes longer than detection. */
const byName = lazy(() => stacks.toSorted((a, b) => a.label.localeCompare(b.label, 'en')));

const described = remember(
  ({ detect, remedy, instead, ...rest }: Stack): Candidate['stack'] => rest,
);

/**
 * The fallback comes after what is detected or probable, and before what is only possible. What may
 * stand in front of a server, or serves the page, says nothing about that server.
 */
function rankOf(stack: Stack, { confidence }: Candidate['detection']): number {
  if (stack.id === FALLBACK) return DETECTED;
  if (confidence < POSSIBLE) return 0;
  const isPassing = stack.isProxy === true || stack.forwards === true;
  const isFirst = confidence >= DETECTED || (confidence >= PROBABLE && !isPassing);
  return confidence + (isFirst ? 1 : 0);
}
