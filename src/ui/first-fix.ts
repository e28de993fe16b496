import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { CauseId } from '../policy/finding.ts';
import { isFix, type Snippet } from '../servers/kit/stack.ts';

/** The short form of a fix: the most important line, and its snippet. */
export type FirstFix = { readonly snippet: Snippet; readonly line: string };

/** Words in the line that fixes a cause, in any stack. */
const SUBJECTS: { readonly [Id in CauseId]?: RegExp } = {
  'method-not-allowed': /methods/i,
  'invalid-allow-methods': /methods/i,
  'header-not-allowed': /headers/i,
  'invalid-allow-headers': /headers/i,
  'credentials-not-allowed': /credentials/i,
};

/** The new line that fixes the cause, else one with the origin, else the first. */
export function firstFix(
  snippets: readonly Snippet[],
  { findings, requirement }: Pick<Diagnosis, 'findings' | 'requirement'>,
): FirstFix | null {
  const marked = snippets.flatMap((snippet) =>
    snippet.lines.filter(isFix).map(({ text }) => ({ snippet, line: text.trim() })),
  );
  const cause = findings[0]?.finding.cause;
  const subject = cause === undefined ? undefined : SUBJECTS[cause];
  const settings = marked.filter(({ line }) => !/^(from|import) /.test(line));
  const origin = requirement.answer?.origin;
  return (
    settings.find(({ line }) => subject?.test(line)) ??
    settings.find(({ line }) => origin !== undefined && line.includes(origin)) ??
    marked[0] ??
    null
  );
}

/** New lines first: a line that is already there does not help. */
export const changesFirst = (snippets: readonly Snippet[]): readonly Snippet[] => [
  ...snippets.filter(changesSomething),
  ...snippets.filter((snippet) => !changesSomething(snippet)),
];

const changesSomething = ({ lines }: Snippet): boolean =>
  lines.some((line) => isFix(line) || line.mark === 'removed');
