import type { ObservedAnswer } from '../../model/observation.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { DEFAULT_METHODS, npmCors } from '../express-cors/model.ts';
import { NPM_CORS_NAMES, npmCorsOptions } from '../express-cors/options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { headerOf, type Signal } from '../kit/marks.ts';
import { callMark, libraryNotes } from '../kit/npm-library.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';

/** Nest says nothing of itself: what it runs on does, and its own errors are JSON. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) =>
      isExpressJson(one) && one.status === 404 && lengthOf(one) === notFound(one).length,
    evidence: (one) => ['A 404 of this length is NestJS’s ', shown(notFound(one)), '.'],
  },
  {
    weight: 0.75,
    seen: (one) =>
      isExpressJson(one) && one.status === 500 && lengthOf(one) === INTERNAL_ERROR.length,
    evidence: () => ['A 500 of this length is NestJS’s ', code(INTERNAL_ERROR), '.'],
  },
];

/** What Nest answers by itself, known by its length: bodies are not seen. */
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

/** NestJS on Express, whose `enableCors` hands its options to the npm package cors. */
export const nestjs: Stack = optionsStack({
  id: 'nestjs',
  label: 'NestJS · enableCors',
  docs: 'https://docs.nestjs.com/security/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [enableSnippet(proposal)],
  notes: (proposal) => [...fastifyNote(proposal), ...libraryNotes(proposal)],
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

function enableSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  return {
    file: 'main.ts',
    language: 'typescript',
    place: [
      'Directly below ',
      code('NestFactory.create(…)'),
      ', above ',
      code('app.listen(…)'),
      ', instead of each ',
      code('app.enableCors(…)'),
      ' and ',
      code('cors: true'),
      ' that is there.',
    ],
    lines: [
      { text: 'app.enableCors({', mark: around },
      ...javascriptOptions(proposal.options, NPM_CORS_NAMES, '  '),
      { text: '});', mark: around },
    ],
  };
}

/** On Fastify the same options go to a library with other defaults. */
function fastifyNote({ requirement, options }: Proposal): readonly Prose[] {
  if (options.methods !== null || requirement.methods.length === 0) return [];
  return [
    [
      'With ',
      code('FastifyAdapter'),
      ' add ',
      code('methods'),
      ': there the default has only ',
      code('GET'),
      ', ',
      code('HEAD'),
      ' and ',
      code('POST'),
      '.',
    ],
  ];
}
