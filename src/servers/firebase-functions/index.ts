import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { installSnippet } from '../kit/library-call.ts';
import { javascriptList } from '../kit/literals.ts';
import {
  NPM_CORS_DEFAULTS,
  NPM_CORS_NAMES,
  npmCors,
  npmCorsOptions,
} from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added, javascriptOptions } from '../kit/snippet-lines.ts';
import type { Restart, Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';

/**
 * Functions of Firebase and of Cloud Run, which pass the option `cors` to the npm package cors.
 * The option takes origins only: for more, the package itself is called.
 */
export const firebaseFunctions = optionsStack({
  id: 'firebase-functions',
  label: phrase`Firebase and Cloud Run functions`.fr`Firebase et Cloud Run · fonctions`,
  kind: 'code',
  docs: 'https://firebase.google.com/docs/functions/http-events#configuring_cors_cross-origin_resource_sharing',
  basis: 'measured',
  signals: SIGNALS,
  defaults: NPM_CORS_DEFAULTS,
  install: (proposal) => (isPlain(proposal) ? null : installSnippet(proposal, 'npm install cors')),
  snippets: (proposal) => [isPlain(proposal) ? option(proposal) : wrapper(proposal)],
  restart: () => DEPLOY,
  notes: () => [
    say`If Google itself answers the preflight with 403, allow calls without authentication
      (${code('allUsers')} as invoker). A preflight never carries credentials.`
      .fr`Si Google lui-même répond à la requête préliminaire avec 403, autorisez les appels sans
      authentification (${code('allUsers')} comme demandeur). Une requête préliminaire ne porte
      jamais d’informations d’identification.`,
  ],
  instead: [
    {
      id: 'firebase-no-function',
      explainsStatus: true,
      fits: ({ url, status, headers }) =>
        status === 404 &&
        url.hostname.endsWith('.cloudfunctions.net') &&
        get(headers, 'server') === 'Google Frontend',
      words: ({ url }) =>
        say`Check the function’s name and region, and deploy it: Google has no function at
          ${shown(url)}. A callable outside ${code('us-central1')} needs its region in the page, as in
          ${code("getFunctions(app, 'europe-west1')")}.`
          .fr`Vérifiez le nom et la région de la fonction, et déployez-la : Google n’a pas de fonction
          à ${shown(url)}. Une fonction appelable hors de ${code('us-central1')} exige sa région dans
          la page, comme ${code("getFunctions(app, 'europe-west1')")}.`,
    },
    {
      id: 'firebase-option',
      fits: ({ finding }) =>
        finding.cause === 'invalid-allow-origin-value' &&
        parseUrl(finding.evidence.origin)?.host === finding.evidence.received,
      words: ({ origin }) =>
        say`Write the origin with its scheme in the function’s option, then deploy:
          ${shown(`onCall({ cors: ["${origin}"] }, …)`)}. A function made with ${code('onRequest')}
          has the same option.`
          .fr`Écrivez l’origine avec son schéma dans l’option de la fonction, puis déployez :
          ${shown(`onCall({ cors: ["${origin}"] }, …)`)}. Une fonction créée avec
          ${code('onRequest')} a la même option.`,
    },
  ],
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

const DEPLOY: Restart = {
  text: say`Deploy the function: until then it runs with its old options.`
    .fr`Déployez la fonction : jusque-là, elle s’exécute avec ses anciennes options.`,
  command: 'firebase deploy --only functions',
};

const isPlain = ({ options: { origins: _, ...others } }: Proposal): boolean =>
  Object.values(others).every((one) => one === null);

function option({ options }: Proposal): Snippet {
  return {
    file: 'index.js',
    language: 'javascript',
    place: say`Paste as the first argument of the function’s ${code('onRequest')}, before the
      handler. If there are options already, replace their ${code('cors')}.`
      .fr`Collez comme premier argument du ${code('onRequest')} de la fonction, avant le
      gestionnaire. S’il y a déjà des options, remplacez-y ${code('cors')}.`,
    lines: [added(`{ cors: ${javascriptList(options.origins.value)} },`)],
  };
}

function wrapper({ options }: Proposal): Snippet {
  const handler =
    '(request, response) => withCors(request, response, () => handle(request, response))';
  return {
    file: 'index.js',
    language: 'javascript',
    place: say`Paste above the function. Rename its handler to ${code('handle')}, pass
      ${code(handler)} instead, and remove the option ${code('cors')}.`
      .fr`Collez au-dessus de la fonction. Renommez son gestionnaire en ${code('handle')}, passez
      ${code(handler)} à sa place, et retirez l’option ${code('cors')}.`,
    lines: [
      added("const cors = require('cors');"),
      added(''),
      added('const withCors = cors({'),
      ...javascriptOptions(options, NPM_CORS_NAMES, '  '),
      added('});'),
    ],
  };
}
