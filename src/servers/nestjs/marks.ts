import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { headerOf, type Signal } from '../kit/marks.ts';

/** Nest sends no header of its own; the server below it does. Nest's errors are JSON. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) =>
      isExpressJson(one) && one.status === 404 && lengthOf(one) === notFound(one).length,
    evidence: (one) =>
      say`The 404 has the length of NestJS’s ${shown(notFound(one))}.`
        .fr`Le 404 a la longueur du ${shown(notFound(one))} de NestJS.`,
  },
  {
    weight: 0.75,
    seen: (one) =>
      isExpressJson(one) && one.status === 500 && lengthOf(one) === INTERNAL_ERROR.length,
    evidence: () =>
      say`The 500 has the length of NestJS’s ${code(INTERNAL_ERROR)}.`
        .fr`Le 500 a la longueur du ${code(INTERNAL_ERROR)} de NestJS.`,
  },
];

/** Nest's own errors, recognized by their length: bodies are not seen. */
const INTERNAL_ERROR = '{"statusCode":500,"message":"Internal server error"}';

function notFound({ method, url }: SeenAnswer): string {
  const parsed = parseUrl(url);
  const path = parsed === null ? '' : `${parsed.pathname}${parsed.search}`;
  return `{"message":"Cannot ${method} ${path}","error":"Not Found","statusCode":404}`;
}

const isExpressJson = (answer: SeenAnswer): boolean =>
  headerOf(answer, 'x-powered-by') === 'Express' &&
  headerOf(answer, 'content-type').startsWith('application/json');

const lengthOf = (answer: SeenAnswer): number => Number(headerOf(answer, 'content-length'));
