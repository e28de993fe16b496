import { code } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { phrase, say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { type PresentOptions, presentOptions } from '../kit/cors-options.ts';
import {
  callSnippet,
  importSnippet,
  inEsModule,
  installSnippet,
  libraryNotes,
} from '../kit/library-call.ts';
import { headerOf, headerSignal, lineOf } from '../kit/marks.ts';
import { isNpmCorsPreflight, NPM_CORS_SIGNALS } from '../kit/npm-cors/marks.ts';
import {
  NPM_CORS_DEFAULTS,
  NPM_CORS_NAMES,
  npmCors,
  npmCorsOptions,
} from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { supertest } from '../kit/regression-test/supertest.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

/** Express with the npm package cors. */
export const expressCors = optionsStack({
  id: 'express-cors',
  label: phrase`Express · npm package cors`.fr`Express · package npm cors`,
  kind: 'code',
  docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  basis: 'measured',
  // As measured on Express 4 and 5.
  signals: [
    headerSignal(
      0.7,
      'X-Powered-By',
      /^Express$/,
      (line) => say`Express sends ${line}.`.fr`Express envoie ${line}.`,
    ),
    ...NPM_CORS_SIGNALS,
    {
      weight: 0.3,
      seen: (one) =>
        one.status >= 400 &&
        headerOf(one, 'content-security-policy') === "default-src 'none'" &&
        headerOf(one, 'x-content-type-options') === 'nosniff',
      evidence: (one) =>
        say`Express sends ${lineOf(one, 'Content-Security-Policy')} on its error pages.`
          .fr`Express envoie ${lineOf(one, 'Content-Security-Policy')} avec ses pages d’erreur.`,
    },
  ],
  defaults: NPM_CORS_DEFAULTS,
  infer,
  install: (proposal) => installSnippet(proposal, 'npm install cors'),
  snippets: (proposal) => [
    importSnippet(proposal, FILE, "const cors = require('cors');"),
    useSnippet(proposal),
  ],
  notes: (proposal) => libraryNotes(proposal, inEsModule("import cors from 'cors';")),
  test: supertest,
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

/** Without `allowedHeaders` the package sends back the requested headers and varies by them. */
function infer(
  present: PresentOptions,
  answers: readonly SeenAnswer[],
  { url, origin }: AnswerRequirement,
): PresentOptions {
  const preflight = answers.findLast(isNpmCorsPreflight);
  const echoes =
    preflight !== undefined && /Access-Control-Request-Headers/i.test(headerOf(preflight, 'vary'));
  // It adds `Vary` to every answer, also for a refused origin.
  const varies = answers.some((one) => /\borigin\b/i.test(headerOf(one, 'vary')));
  // A route may have its own options, so another route says nothing about this one.
  const here = presentOptions(answers.filter((one) => one.url === url));
  const refusedHere = here.seen && here.refused.includes(origin);
  return {
    ...present,
    seen: present.seen || varies,
    headers: echoes ? null : presentOptions(answers).headers,
    ...(refusedHere ? { allowed: present.allowed.filter((one) => one !== origin) } : {}),
  };
}

const FILE = { file: 'app.js', language: 'javascript' } as const;

function useSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      ...FILE,
      place: say`Paste directly below ${code('const app = express();')}, above every route and
        other ${code('app.use')}. Remove every other ${code('cors(…)')}.`
        .fr`Collez juste en dessous de ${code('const app = express();')}, au-dessus de toutes les
        routes et des autres ${code('app.use')}. Retirez tout autre ${code('cors(…)')}.`,
    },
    ['app.use(', '  cors({'],
    javascriptOptions(proposal.options, NPM_CORS_NAMES, '    '),
    ['  }),', ');'],
  );
}
