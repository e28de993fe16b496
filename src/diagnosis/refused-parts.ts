import type { AnswerPart, AnswerRequirement } from '../model/requirement.ts';
import type { CauseId, Evaluation } from '../policy/finding.ts';

/** The requirement, with what the refused answer lacked: a fix marks the lines for that. */
export function withRefused(
  answer: AnswerRequirement,
  { verdict, findings }: Evaluation,
): AnswerRequirement {
  const [first] = findings;
  const lacking = findings
    .filter(({ hop }) => hop === first?.hop)
    .flatMap(({ cause }) => PARTS[cause] ?? []);
  // A page that could not read a header was refused nothing else.
  const refused: readonly AnswerPart[] = verdict === 'allowed' ? ['expose'] : lacking;
  return refused.length === 0 ? answer : { ...answer, refused: [...new Set(refused)] };
}

/** What a server must answer better to end each cause; nothing if no answer can. */
const PARTS: { readonly [Id in CauseId]?: AnswerPart } = {
  'missing-allow-origin': 'origins',
  'multiple-allow-origin-values': 'origins',
  'invalid-allow-origin-value': 'origins',
  'allow-origin-mismatch': 'origins',
  'wildcard-with-credentials': 'origins',
  'credentials-not-allowed': 'credentials',
  'invalid-allow-methods': 'methods',
  'method-not-allowed': 'methods',
  'invalid-allow-headers': 'headers',
  'header-not-allowed': 'headers',
  'preflight-status': 'preflight',
  'preflight-redirect': 'preflight',
  'preflight-network-error': 'preflight',
};
