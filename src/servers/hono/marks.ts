import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

const WITHOUT_QUERY = DEFAULT_METHODS.slice(0, -1).join(',');

/** As measured on Hono 4.13, whose list ends with QUERY. Hono sends no name. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) =>
      say`Hono sends ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`
        .fr`Par défaut, Hono envoie ${lineOf(one, 'Access-Control-Allow-Methods')}.`,
  },
  {
    weight: 0.5,
    seen: (one) =>
      headerOf(one, 'access-control-allow-methods') === WITHOUT_QUERY &&
      /Access-Control-Request-Headers/.test(headerOf(one, 'vary')),
    evidence: (one) =>
      say`Hono before 4.13 sends ${lineOf(one, 'Access-Control-Allow-Methods')} together with
        ${lineOf(one, 'Vary')}.`
        .fr`Avant la version 4.13, Hono envoie ${lineOf(one, 'Access-Control-Allow-Methods')} avec
        ${lineOf(one, 'Vary')}.`,
  },
  {
    weight: 0.55,
    // 404 Not Found
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-length') === '13' &&
      // As Hono writes it, or the standard’s default for a text.
      /^text\/plain; ?charset=UTF-8$/.test(headerOf(one, 'content-type')),
    evidence: () =>
      say`A 404 of 13 bytes of text is Hono’s ${code('404 Not Found')}.`
        .fr`Un 404 de 13 octets de texte est le ${code('404 Not Found')} de Hono.`,
  },
];
