import type { ObservedAnswer } from '../../model/observation.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { callSnippet, libraryNotes } from '../kit/library-call.ts';
import { headerOf, type Signal } from '../kit/marks.ts';
import {
  NPM_CORS_DEFAULTS,
  NPM_CORS_NAMES,
  npmCors,
  npmCorsOptions,
} from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

/** Nest sends no header of its own: what it runs on does. Its own errors are JSON. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) =>
      isExpressJson(one) && one.status === 404 && lengthOf(one) === notFound(one).length,
    evidence: (one) => prose`The 404 has the length of NestJS’s ${shown(notFound(one))}.`,
  },
  {
    weight: 0.75,
    seen: (one) =>
      isExpressJson(one) && one.status === 500 && lengthOf(one) === INTERNAL_ERROR.length,
    evidence: () => prose`The 500 has the length of NestJS’s ${code(INTERNAL_ERROR)}.`,
  },
];

/** Nest's own errors, recognized by their length: bodies are not seen. */
const INTERNAL_ERROR = '{"statusCode":500,"message":"Internal server error"}';

function notFound({ method, url }: ObservedAnswer): string {
  const parsed = parseUrl(url);
  const path = parsed === null ? '' : `${parsed.pathname}${parsed.search}`;
  return `{"message":"Cannot ${method} ${path}","error":"Not Found","statusCode":404}`;
}

const isExpressJson = (answer: ObservedAnswer): boolean =>
  headerOf(answer, 'x-powered-by') === 'Express' &&
  headerOf(answer, 'content-type').startsWith('application/json');

const lengthOf = (answer: ObservedAnswer): number => Number(headerOf(answer, 'content-length'));

/** NestJS on Express, whose `enableCors` passes its options to the npm package cors. */
export const nestjs = optionsStack({
  id: 'nestjs',
  label: 'NestJS · enableCors',
  docs: 'https://docs.nestjs.com/security/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: NPM_CORS_DEFAULTS,
  snippets: (proposal) => [enableSnippet(proposal)],
  notes: (proposal) => [...libraryNotes(proposal), ...fastifyNote(proposal)],
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

function enableSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'main.ts',
      language: 'typescript',
      place: prose`Paste directly below ${code('NestFactory.create(…)')}, above
        ${code('app.listen(…)')}. Remove every other ${code('app.enableCors(…)')} and
        ${code('cors: true')}.`,
    },
    ['app.enableCors({'],
    javascriptOptions(proposal.options, NPM_CORS_NAMES, '  '),
    ['});'],
  );
}

/** On Fastify the same options go to a library with other defaults. */
function fastifyNote({ requirement, options }: Proposal): readonly Prose[] {
  if (options.methods !== null || requirement.methods.length === 0) return [];
  return [
    prose`With ${code('FastifyAdapter')}, add ${code('methods')} too: its default is only
      ${code('GET')}, ${code('HEAD')} and ${code('POST')}.`,
  ];
}
