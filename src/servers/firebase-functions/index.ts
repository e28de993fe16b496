import { code } from '../../model/prose.ts';
import { DEFAULT_METHODS, npmCors } from '../express-cors/model.ts';
import { NPM_CORS_NAMES, npmCorsOptions } from '../express-cors/options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { added } from '../kit/lines.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerOf, type Signal } from '../kit/marks.ts';
import { installSnippets } from '../kit/npm-library.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.75,
    seen: (one) => /^https:\/\/[^/]+\.cloudfunctions\.net\//.test(one.url),
    evidence: () => ['A host below ', code('cloudfunctions.net'), ' is of Cloud Functions.'],
  },
  {
    weight: 0.4,
    seen: (one) => headerOf(one, 'function-execution-id') !== '',
    evidence: () => [code('Function-Execution-Id'), ' is on answers of Cloud Functions.'],
  },
  {
    weight: 0.3,
    seen: (one) => /^https:\/\/[^/]+\.run\.app\//.test(one.url),
    evidence: () => ['A host below ', code('run.app'), ' is of Cloud Run, where functions run.'],
  },
];

/**
 * Functions of Firebase and of Cloud Run, which hand the option `cors` to the npm package cors.
 * The option takes origins only; what else is needed, the package itself is told.
 */
export const firebaseFunctions = optionsStack({
  id: 'firebase-functions',
  label: 'Firebase and Cloud Run functions',
  docs: 'https://firebase.google.com/docs/functions/http-events#configuring_cors_cross-origin_resource_sharing',
  basis: 'documented',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) =>
    isPlain(proposal)
      ? [option(proposal)]
      : [wrapper(proposal), ...installSnippets(proposal, 'cors')],
  notes: () => [
    ['Deploy the function: what runs keeps its options until then.'],
    [
      'A 403 on the preflight from Google itself is no CORS matter: the function must allow calls ',
      'without authentication (',
      code('allUsers'),
      ' as invoker), as a preflight carries none.',
    ],
  ],
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

const isPlain = ({
  options: { credentials, methods, headers, expose, maxAge },
}: Proposal): boolean =>
  [credentials, methods, headers, expose, maxAge].every((one) => one === null);

function option({ options }: Proposal): Snippet {
  return {
    file: 'index.js',
    language: 'javascript',
    place: [
      'As first argument of the function’s ',
      code('onRequest'),
      ', before the handler; instead of the ',
      code('cors'),
      ' in the options that are there.',
    ],
    lines: [added(`{ cors: ${javascriptList(options.origins.value)} },`)],
  };
}

function wrapper({ options }: Proposal): Snippet {
  return {
    file: 'index.js',
    language: 'javascript',
    place: [
      'Above the function; its handler becomes ',
      code('(request, response) => withCors(request, response, () => handle(request, response))'),
      ', and the option ',
      code('cors'),
      ' goes.',
    ],
    lines: [
      added("import cors from 'cors';"),
      added(''),
      added('const withCors = cors({'),
      ...javascriptOptions(options, NPM_CORS_NAMES, '  '),
      added('});'),
    ],
  };
}
