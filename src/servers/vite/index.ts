import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { callSnippet } from '../kit/library-call.ts';
import {
  NPM_CORS_DEFAULTS,
  NPM_CORS_NAMES,
  type NpmCorsOptions,
  npmCors,
  npmCorsOptions,
} from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { VITE_RESTARTS } from '../kit/restart.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Application, Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';

/** Vite's development server, which passes `server.cors` to the npm package cors (vite 8.3.8). */
export const vite = optionsStack({
  id: 'vite',
  label: 'Vite · server.cors',
  kind: 'configuration',
  docs: 'https://vite.dev/config/server-options.html#server-cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: NPM_CORS_DEFAULTS,
  snippets: (proposal) => [serverSnippet(proposal)],
  restart: () => VITE_RESTARTS,
  notes: () => [
    say`Add the other origins that need this server: these options replace Vite’s default, which
      allows every page on this machine.`
      .fr`Ajoutez les autres origines qui ont besoin de ce serveur. Ces options remplacent celles de
      Vite par défaut, qui autorisent toutes les pages de cette machine.`,
  ],
  answer: ({ options }, application) => viteCors(npmCorsOptions(options), application),
});

/**
 * `server.cors` of Vite: the npm package with Vite's own default for the origins.
 * Read from vite 8.3.8, `src/node/server/index.ts`.
 */
export function viteCors(options: NpmCorsOptions, application: Application): Application {
  return npmCors({ origin: LOOPBACK, ...options }, application);
}

/** Pages of this machine. A list of origins replaces it. */
const LOOPBACK = /^https?:\/\/(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

function serverSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'vite.config.js',
      language: 'javascript',
      place: say`Paste inside ${code('server: { … }')} of the configuration, in place of the
        ${code('cors')} that is there. If there is no ${code('server')}, add it around these
        lines.`
        .fr`Collez dans ${code('server: { … }')} de la configuration, à la place du ${code('cors')}
        qui s’y trouve. S’il n’y a pas de ${code('server')}, ajoutez-le autour de ces lignes.`,
    },
    ['cors: {'],
    javascriptOptions(proposal.options, NPM_CORS_NAMES, '  '),
    ['},'],
  );
}
