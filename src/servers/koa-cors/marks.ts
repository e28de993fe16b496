import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Koa 3 with @koa/cors 5. Koa sends no name. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) =>
      one.status === 204 &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(',') &&
      headerOf(one, 'vary') === 'Origin',
    evidence: (one) =>
      say`${code('@koa/cors')} sends ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`
        .fr`Par défaut, ${code('@koa/cors')} envoie ${lineOf(one, 'Access-Control-Allow-Methods')}.`,
  },
  {
    weight: 0.35,
    // Not Found
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-length') === '9' &&
      headerOf(one, 'content-type') === 'text/plain; charset=utf-8' &&
      headerOf(one, 'keep-alive') === 'timeout=5',
    evidence: () =>
      say`A 404 of 9 bytes of text from Node.js is Koa’s ${code('Not Found')}.`
        .fr`Un 404 de 9 octets de texte venant de Node.js est le ${code('Not Found')} de Koa.`,
  },
];
