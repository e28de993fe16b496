import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Ollama lets its user choose the origins. Everything else is fixed.
 * @see https://github.com/ollama/ollama/blob/main/server/routes.go
 */
export const ollama = settingsStack({
  id: 'ollama',
  label: 'Ollama',
  kind: 'product',
  docs: 'https://docs.ollama.com/faq#how-can-i-allow-additional-web-origins-to-access-ollama',
  marks: [
    portSignal(0.75, 11434, 'Ollama'),
    headerSignal(
      0.9,
      'Access-Control-Allow-Headers',
      /x-stainless-custom-poll-interval/i,
      () =>
        say`Ollama allows the request headers of the OpenAI package.`
          .fr`Ollama autorise les en-têtes de requête du paquet OpenAI.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    headers: [
      'authorization',
      'content-type',
      'user-agent',
      'accept',
      'x-requested-with',
      'openai-beta',
      'x-stainless-arch',
      'x-stainless-async',
      'x-stainless-custom-poll-interval',
      'x-stainless-helper-method',
      'x-stainless-lang',
      'x-stainless-os',
      'x-stainless-package-version',
      'x-stainless-poll-helper',
      'x-stainless-retry-count',
      'x-stainless-runtime',
      'x-stainless-runtime-version',
      'x-stainless-timeout',
    ],
    expose: [],
  },
  write: ({ origins }) =>
    environmentSnippets('Ollama', 'OLLAMA_ORIGINS', origins.join(','), {
      unit: 'ollama',
      image: 'ollama/ollama',
      mac: 'Ollama',
      windows: 'Ollama',
    }),
  restart: restarts('Ollama'),
  notes: [
    say`Pages on this machine need no entry: Ollama always allows ${code('localhost')} and
      ${code('127.0.0.1')}.`
      .fr`Les pages de cette machine n’ont besoin d’aucune entrée : Ollama autorise toujours
      ${code('localhost')} et ${code('127.0.0.1')}.`,
  ],
  instead: [
    {
      id: 'ollama-headers',
      fits: ({ finding }) => finding.cause === 'header-not-allowed',
      words: ({ headers }) =>
        say`Update Ollama: newer versions allow more headers. Or let the client leave the header
          out:
          ${shown(`defaultHeaders: { ${headers.map((name) => `'${name}': null`).join(', ')} }`)} in
          the options of ${code('new OpenAI')}.`
          .fr`Mettez Ollama à jour : les versions plus récentes autorisent plus d’en-têtes. Ou
          retirez l’en-tête dans le client :
          ${shown(`defaultHeaders: { ${headers.map((name) => `'${name}': null`).join(', ')} }`)}
          dans les options de ${code('new OpenAI')}.`,
    },
  ],
});
