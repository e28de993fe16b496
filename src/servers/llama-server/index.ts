import { phrase, say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { flagSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const METHODS = ['GET', 'POST', 'DELETE', 'OPTIONS'];

/**
 * The server of llama.cpp. It sends the value of `--cors-origins` as it is: a list never equals an
 * origin. Its default for headers is `*`, which covers no `Authorization`.
 */
export const llamaServer = settingsStack({
  id: 'llama-server',
  label: phrase`llama.cpp and llamafile · llama-server`.fr`llama.cpp et llamafile · llama-server`,
  kind: 'product',
  docs: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^llama\.cpp$/,
      (line) => say`llama-server sends ${line}.`.fr`llama-server envoie ${line}.`,
    ),
  ],
  can: { origins: 'one', credentials: 'always', methods: 'set', headers: 'set', expose: [] },
  defaults: { methods: METHODS },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins: [origin], methods, headers }) => [
    flagSnippet('llama-server', [
      `--cors-origins ${shellString(origin)}`,
      ...(methods.length > 0 ? [`--cors-methods ${shellString(methods.join(', '))}`] : []),
      ...(headers.length > 0 ? [`--cors-headers ${shellString(headers.join(', '))}`] : []),
    ]),
  ],
  notes: [
    say`Give it one origin only. It sends this value as one line, so a list never equals the
      page’s origin.`
      .fr`Donnez-lui une seule origine. Il envoie cette valeur sur une seule ligne : une liste n’est
      donc jamais égale à l’origine de la page.`,
  ],
  restart: restarts('llama-server'),
  instead: [
    {
      id: 'llama-server-key',
      explainsStatus: true,
      fits: ({ finding, status }) => finding.phase === 'preflight' && status === 401,
      words: () =>
        say`Update llama-server: old releases ask for the API key in the preflight request too, and
          browsers never send one there.`
          .fr`Mettez llama-server à jour : les anciennes versions exigent aussi la clé d’API pour la
          requête préliminaire, et les navigateurs n’en envoient jamais à ce moment.`,
    },
  ],
});
