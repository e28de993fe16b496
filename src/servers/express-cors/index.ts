import { get } from '../../model/header-list.ts';
import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../kit/application.ts';
import { credentialsSnippets } from '../kit/client.ts';
import {
  areUnchanged,
  type CorsOptions,
  extendedOptions,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { isMeetable } from '../kit/meetable.ts';
import { wildcardCaution } from '../kit/notes.ts';
import { supertest } from '../kit/regression-test/supertest.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { detect, isCorsPreflight } from './detect.ts';
import { DEFAULT_METHODS, npmCors } from './model.ts';
import { NPM_CORS_NAMES, npmCorsOptions } from './options.ts';

/** Express with the npm package cors. */
export const expressCors: Stack = {
  id: 'express-cors',
  label: 'Express · cors',
  docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) ? remedy(requirement, observation) : null,
};

const DEFAULTS: OptionDefaults = { methods: DEFAULT_METHODS, headers: 'any', maxAge: null };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(requirement, observation);
  const options = extendedOptions(requirement, present, DEFAULTS);
  const answer = npmCors(npmCorsOptions(options), (asked) => applicationAnswer(observation, asked));
  return {
    snippets: [
      importSnippet(present),
      corsSnippet(options, present),
      ...(present.seen ? [] : [INSTALL]),
    ],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: supertest(requirement),
    answer,
  };
}

/** Without `allowedHeaders` the package sends back what was asked for: that is no list. */
function inferred(
  { url, origin }: AnswerRequirement,
  { answers }: ServerObservation,
): PresentOptions {
  const present = presentOptions(answers);
  const preflight = answers.findLast(isCorsPreflight);
  const echoes = /Access-Control-Request-Headers/i.test(
    get(preflight?.headers ?? [], 'vary') ?? '',
  );
  // It varies every answer, also to an origin that it refuses.
  const varies = answers.some((one) => /\borigin\b/i.test(get(one.headers, 'vary') ?? ''));
  // A route may have options of its own: what another one allows says nothing of this one.
  const here = presentOptions(answers.filter((one) => one.url === url));
  const refusedHere = here.seen && here.refused.includes(origin);
  return {
    ...present,
    seen: present.seen || varies,
    ...(echoes ? { headers: null } : {}),
    ...(refusedHere ? { allowed: present.allowed.filter((one) => one !== origin) } : {}),
  };
}

function corsSnippet(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
  return {
    file: 'app.js',
    language: 'javascript',
    place: [
      'Directly below ',
      code('const app = express();'),
      ', above every route and other ',
      code('app.use'),
      ', instead of each ',
      code('cors(…)'),
      ' that is there.',
    ],
    lines: [
      { text: 'app.use(', mark: around },
      { text: '  cors({', mark: around },
      ...javascriptOptions(options, NPM_CORS_NAMES, '    '),
      { text: '  }),', mark: around },
      { text: ');', mark: around },
    ],
  };
}

/** The call itself is the fix where there is none, or where it stands in the wrong place. */
function aroundMark(options: CorsOptions, { seen }: PresentOptions): SnippetLine['mark'] {
  if (!seen) return 'added';
  return areUnchanged(options) ? 'changed' : 'context';
}

const added = (text: string): SnippetLine => ({ text, mark: 'added' });

function importSnippet({ seen }: PresentOptions): Snippet {
  return {
    file: 'app.js',
    language: 'javascript',
    place: ['At the top of the file that makes the ', code('app'), ', unless it is there.'],
    lines: [{ text: "import cors from 'cors';", mark: seen ? 'context' : 'added' }],
  };
}

const INSTALL: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: ['First, in the folder of ', code('package.json'), '; it does nothing if it is there.'],
  lines: [added('npm install cors')],
};

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options)
      ? [
          [
            'The options allow this already; what answered stands above them. First in the file, ',
            'they reach every answer.',
          ],
        ]
      : []),
    ...(present.seen
      ? []
      : [
          ['In a CommonJS file the import is ', code("const cors = require('cors');"), ' instead.'],
        ]),
    ['Restart the server: the options are read once, at its start.'],
  ];
}
