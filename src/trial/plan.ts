import { actualHeaders, preflightHeaders } from '../diagnosis/gains.ts';
import { get, type Header, type HeaderList, listElements } from '../model/header-list.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { parsePlan, TRIED_HEADERS, type TrialPlan } from '../model/trial.ts';
import type { Remedy, ServerAnswer } from '../servers/kit/stack.ts';

type Named = {
  /** The label of the stack. */
  readonly stack: string;
  /** The id of the exchange. */
  readonly exchange: string;
};

/**
 * The headers that a fix would make the server send to the page that asked: the answers of the
 * stack's own model. Null if they would let in anybody else, or if they differ by request in what
 * cannot be joined.
 *
 * `*` becomes the page's own origin. The browser treats both alike for a request without
 * credentials, and no other page in the tab gains by it.
 */
export function planOf(
  { answer }: Remedy,
  requirement: AnswerRequirement,
  { stack, exchange }: Named,
): TrialPlan | null {
  const { server, origin, url, method, preflight } = requirement;
  const methods = [...new Set([method, ...requirement.methods])];
  const answered = methods.map((one) =>
    answer({ method: one, url, headers: actualHeaders(requirement, origin) }),
  );
  const asked = methods.map((one) =>
    answer({ method: 'OPTIONS', url, headers: preflightHeaders(requirement, origin, one) }),
  );
  return parsePlan({
    server,
    origin,
    stack,
    exchange,
    preflight: preflight ? joined(asked, origin) : null,
    actual: joined(answered, origin),
  });
}

/** What the answers say together. A server may name only the method that it is asked for. */
const joined = (answers: readonly ServerAnswer[], origin: string): HeaderList =>
  TRIED_HEADERS.flatMap((name): readonly Header[] => {
    const values = answers.flatMap(({ headers }) => get(headers, name) ?? []);
    const all = [...new Set(values.flatMap(listElements))].filter((one) => one !== '');
    if (all.length === 0) return [];
    const isStar = name === 'access-control-allow-origin' && all.length === 1 && all[0] === '*';
    return [[name, isStar && !isCredentialed(answers) ? origin : all.join(', ')]];
  });

const isCredentialed = (answers: readonly ServerAnswer[]): boolean =>
  answers.some(({ headers }) => get(headers, 'access-control-allow-credentials') !== null);
