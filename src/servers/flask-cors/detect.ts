import { has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Flask 2.2 with Flask-CORS 3.0 and 6.0, under Werkzeug and gunicorn. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'server').startsWith('Werkzeug/'),
    evidence: (one) => [lineOf(one, 'Server'), ' is Flask’s development server.'],
  },
  {
    weight: 0.85,
    seen: (one) =>
      has(one.headers, 'allow') &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.toSorted().join(', '),
    evidence: () => [
      'All seven methods in ',
      code('Access-Control-Allow-Methods'),
      ' beside ',
      code('Allow'),
      ' are Flask-CORS’s default.',
    ],
  },
  {
    weight: 0.8,
    seen: (one) => headerOf(one, 'access-control-allow-private-network') === 'false',
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Private-Network'),
      ' is sent by Flask-CORS alone.',
    ],
  },
  {
    weight: 0.55,
    seen: isFlasksOptions,
    evidence: () => ['An empty 200 with ', code('Allow'), ' is how Flask answers OPTIONS.'],
  },
  {
    weight: 0.2,
    seen: (one) => headerOf(one, 'server') === 'gunicorn',
    evidence: (one) => [lineOf(one, 'Server'), ' runs Flask or Django more often than others.'],
  },
  {
    weight: 0.3,
    seen: (one) => one.status === 308 && isHtml(one),
    evidence: () => ['A slash redirect with 308 is Werkzeug’s, on which Flask is built.'],
  },
];

/** Django's class-based views answer so too, with security headers of their own. */
function isFlasksOptions(answer: ObservedAnswer): boolean {
  return (
    answer.method === 'OPTIONS' &&
    answer.status === 200 &&
    has(answer.headers, 'allow') &&
    headerOf(answer, 'content-length') === '0' &&
    isHtml(answer) &&
    !has(answer.headers, 'x-content-type-options')
  );
}

const isHtml = (answer: ObservedAnswer): boolean =>
  headerOf(answer, 'content-type') === 'text/html; charset=utf-8';
