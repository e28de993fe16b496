import type { HeaderList } from '../../../model/header-list.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { listProblems, routeProblems } from './lists.ts';
import { credentialsProblems, originProblems } from './origin.ts';
import type { Problem, Subject, View } from './problem.ts';
import { refusedLines } from './syntax.ts';
import { type Trace, traced } from './trace.ts';

/** The headers of a request as a page of this origin sends it. */
export function sentFor(
  { method, methods, headers, credentials }: AnswerRequirement,
  origin: string,
  phase: View['phase'],
): HeaderList {
  if (phase === 'actual') {
    return [
      ['Origin', origin],
      ...(credentials ? ([['Cookie', 'session=1']] as const) : []),
      ...headers.map((name) => [name, 'value'] as const),
    ];
  }
  return [
    ['Origin', origin],
    ['Access-Control-Request-Method', methods[0] ?? method],
    ...(headers.length === 0
      ? []
      : ([['Access-Control-Request-Headers', headers.join(',')]] as const)),
  ];
}

/** A request of a page on its way through nginx; null if no server is there. */
export function traceOf(
  { configuration, requirement, behind }: Subject,
  origin: string,
  phase: View['phase'],
): Trace | null {
  const { url } = requirement;
  const method = phase === 'preflight' ? 'OPTIONS' : requirement.method;
  const headers = sentFor(requirement, origin, phase);
  return traced(configuration, { method, url, headers }, behind);
}

/** What keeps the request from passing, the first cause first, as the browser meets it. */
export function problemsOf(subject: Subject): readonly Problem[] {
  const refused = refusedLines(subject.configuration);
  if (refused.length > 0) return refused;
  const { requirement } = subject;
  return requirement.origins.flatMap((origin) => {
    const view = (phase: View['phase']): readonly View[] => {
      const trace = traceOf(subject, origin, phase);
      return trace === null ? [] : [{ ...subject, trace, phase, origin }];
    };
    const before = requirement.preflight ? view('preflight') : [];
    return [
      ...before.flatMap((one) => [
        ...originProblems(one),
        ...credentials(one),
        ...routeProblems(one),
        ...listProblems(one, 'methods', requirement.methods),
        ...listProblems(one, 'headers', requirement.headers),
      ]),
      ...view('actual').flatMap((one) => [
        ...originProblems(one),
        ...credentials(one),
        ...listProblems(one, 'expose', requirement.expose),
      ]),
    ];
  });
}

const credentials = (view: View): readonly Problem[] =>
  view.requirement.credentials ? credentialsProblems(view) : [];
