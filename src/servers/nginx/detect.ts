import { getAll, has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on nginx 1.22. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => isNginx(one) && !namesApplication(one),
    evidence: (one) => [lineOf(one, 'Server'), ' is the only name on this answer.'],
  },
  {
    weight: 0.35,
    seen: (one) => isNginx(one) && namesApplication(one),
    evidence: (one) => [
      lineOf(one, 'Server'),
      ' passed this answer on: the headers can be set there as well as behind it.',
    ],
  },
  {
    weight: 0.5,
    seen: (one) => isNginx(one) && isDoubled(one),
    evidence: () => [
      'Two layers set ',
      code('Access-Control-Allow-Origin'),
      ', as nginx does when what stands behind it answers CORS too.',
    ],
  },
];

const isNginx = (answer: ObservedAnswer): boolean => /^nginx\b/i.test(headerOf(answer, 'server'));

/** What applications behind a proxy say of themselves. */
const namesApplication = ({ headers }: ObservedAnswer): boolean =>
  ['x-powered-by', 'x-runtime', 'x-frame-options', 'x-aspnet-version'].some((name) =>
    has(headers, name),
  );

/** Whether two layers answered. */
export function isDoubled({ headers }: ObservedAnswer): boolean {
  const lines = getAll(headers, 'access-control-allow-origin');
  return lines.length > 1 || lines.some((line) => line.includes(','));
}

export function versions(answers: readonly ObservedAnswer[]): readonly string[] {
  const server = answers
    .map((one) => headerOf(one, 'server'))
    .findLast((one) => /^nginx\//.test(one));
  const version = /^nginx\/(\d+\.\d+)/.exec(server ?? '')?.[1];
  return version === undefined ? [] : [`nginx ${version}`];
}
