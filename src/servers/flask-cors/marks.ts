import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Flask 2.2 with Flask-CORS 3.0 and 6.0, under Werkzeug and gunicorn. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'server').startsWith('Werkzeug/') && !isOdoo(one),
    evidence: (one) =>
      say`Flask’s development server sends ${lineOf(one, 'Server')}.`
        .fr`Le serveur de développement de Flask envoie ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.85,
    seen: (one) =>
      has(one.headers, 'allow') &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.toSorted().join(', '),
    evidence: () =>
      say`By default Flask-CORS lists all seven methods in ${code('Access-Control-Allow-Methods')}
        beside ${code('Allow')}.`.fr`Par défaut, Flask-CORS énumère les sept méthodes dans
        ${code('Access-Control-Allow-Methods')}, à côté de ${code('Allow')}.`,
  },
  {
    weight: 0.8,
    seen: (one) => headerOf(one, 'access-control-allow-private-network') === 'false',
    evidence: (one) =>
      say`Only Flask-CORS sends ${lineOf(one, 'Access-Control-Allow-Private-Network')}.`
        .fr`Seul Flask-CORS envoie ${lineOf(one, 'Access-Control-Allow-Private-Network')}.`,
  },
  {
    weight: 0.55,
    seen: isFlasksOptions,
    evidence: () =>
      say`Flask answers OPTIONS with an empty 200 and ${code('Allow')}.`
        .fr`Flask répond à OPTIONS par un 200 vide et ${code('Allow')}.`,
  },
  {
    weight: 0.2,
    seen: (one) => headerOf(one, 'server') === 'gunicorn',
    evidence: (one) =>
      say`gunicorn (${lineOf(one, 'Server')}) usually runs Flask or Django.`
        .fr`gunicorn (${lineOf(one, 'Server')}) exécute d’habitude Flask ou Django.`,
  },
  {
    weight: 0.3,
    seen: (one) => one.status === 308 && isHtml(one),
    evidence: () =>
      say`Flask redirects with 308 to a URL with a slash.`
        .fr`Flask redirige avec 308 vers une URL qui se termine par une barre oblique.`,
  },
];

/** Odoo runs on Werkzeug too, and has a setting of its own. */
const isOdoo = ({ url }: SeenAnswer): boolean => {
  const { port = '', pathname = '' } = parseUrl(url) ?? {};
  return port === '8069' || /^\/(?:web\/(?:session|dataset)\/|jsonrpc$)/.test(pathname);
};

/** Django's class-based views also answer so, with security headers of their own. */
function isFlasksOptions(answer: SeenAnswer): boolean {
  return (
    answer.method === 'OPTIONS' &&
    answer.status === 200 &&
    has(answer.headers, 'allow') &&
    headerOf(answer, 'content-length') === '0' &&
    isHtml(answer) &&
    !has(answer.headers, 'x-content-type-options')
  );
}

const isHtml = (answer: SeenAnswer): boolean =>
  headerOf(answer, 'content-type') === 'text/html; charset=utf-8';
