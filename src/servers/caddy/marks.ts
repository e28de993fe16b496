import { getAll, has } from '../../model/header-list.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on Caddy 2.6 and 2.11. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: isOnlyName,
    evidence: (one) =>
      say`The response names only Caddy: ${lineOf(one, nameOf(one))}.`
        .fr`La réponse ne nomme que Caddy : ${lineOf(one, nameOf(one))}.`,
  },
  {
    weight: 0.45,
    seen: isProxied,
    evidence: (one) =>
      say`Caddy passed this response on: ${lineOf(one, nameOf(one))}. You can set the headers there
        or in the application behind it.`
        .fr`Caddy a transmis cette réponse : ${lineOf(one, nameOf(one))}. Vous pouvez définir les
        en-têtes dans Caddy ou dans l’application derrière lui.`,
  },
];

/** Until 2.9 with both names; since then with the application's name and a `Via`. */
function isProxied(answer: SeenAnswer): boolean {
  const names = getAll(answer.headers, 'server');
  return isVia(answer) || (names.includes('Caddy') && names.length > 1);
}

/** Also before an application that does not identify itself. */
function isOnlyName(answer: SeenAnswer): boolean {
  const server = headerOf(answer, 'server');
  const own = server === 'Caddy' || (server === '' && isVia(answer));
  return own && !has(answer.headers, 'x-powered-by');
}

const isVia = (answer: SeenAnswer): boolean => /\bCaddy$/.test(headerOf(answer, 'via'));
const nameOf = (answer: SeenAnswer): string => (isVia(answer) ? 'Via' : 'Server');
