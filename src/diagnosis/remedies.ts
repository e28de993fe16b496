import type { ServerObservation } from '../model/observation.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { stacks } from '../remedies/index.ts';
import type { ProvedRemedy } from './diagnosis.ts';
import { remember } from './lazy.ts';
import { prove } from './prove.ts';

/** From here on a server counts as detected, below it only as possible. */
const DETECTED = 0.5;
/** The stack to fall back on: it says what to answer, and leaves open how. */
const FALLBACK = 'any-server';

/**
 * Every stack's fix that passes its proof. First the stack that the server's answers point to, or
 * `any-server` where they point to none; then the others by likelihood.
 */
export function remediesFor(
  requirement: AnswerRequirement,
  observation: ServerObservation,
): readonly ProvedRemedy[] {
  const made = offersOf(observation);
  const key = JSON.stringify(requirement);
  const remedies = made.get(key) ?? offer(requirement, observation);
  made.set(key, remedies);
  return remedies;
}

/** Of one server many exchanges need the same; each fix is written and proved once. */
const offersOf = remember((_: ServerObservation) => new Map<string, readonly ProvedRemedy[]>());

function offer(
  requirement: AnswerRequirement,
  observation: ServerObservation,
): readonly ProvedRemedy[] {
  const candidates = candidatesOf(observation);
  const [best] = candidates;
  const detected = best !== undefined && best.detection.confidence >= DETECTED ? best.stack : null;
  const offered = candidates.flatMap(({ stack, detection }) => {
    const remedy = stack.remedy(requirement, observation);
    const text = remedy && prove(remedy, requirement);
    if (remedy === null || text === null) return [];
    const { id, label, docs, basis } = stack;
    const proof = { verdict: 'allowed', text } as const;
    return [
      { stack: { id, label, docs, basis }, detection, detected: stack === detected, remedy, proof },
    ];
  });
  return offered.some((one) => one.detected)
    ? offered
    : offered.toSorted((a, b) => isFallback(b) - isFallback(a));
}

const isFallback = ({ stack }: ProvedRemedy): number => Number(stack.id === FALLBACK);

/** All stacks, the likeliest first; equal ones in the order of the registry. */
const candidatesOf = remember((observation: ServerObservation) =>
  stacks
    .map((stack) => ({ stack, detection: stack.detect(observation) }))
    .toSorted((a, b) => b.detection.confidence - a.detection.confidence),
);
