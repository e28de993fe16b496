import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { jsonList } from '../kit/literals.ts';
import { headerSignal, urlSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The RPC server of a node of a Cosmos chain, CometBFT or Tendermint: rs/cors, off at first.
 * @see https://docs.cometbft.com/v0.38/core/configuration
 */
export const cometbft = settingsStack({
  id: 'cometbft',
  label: phrase`CometBFT and Tendermint`.fr`CometBFT et Tendermint`,
  kind: 'product',
  docs: 'https://docs.cometbft.com/v0.38/core/configuration',
  marks: [
    headerSignal(
      0.6,
      'X-Server-Time',
      /^\d{10}$/,
      (line) => say`CometBFT sends ${line}.`.fr`CometBFT envoie ${line}.`,
    ),
    urlSignal(
      0.7,
      /^https?:\/\/[^/]+:26657\//,
      say`CometBFT uses port ${code('26657')} by default.`
        .fr`CometBFT utilise le port ${code('26657')} par défaut.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: [] },
  defaults: {
    methods: ['HEAD', 'GET', 'POST'],
    headers: ['origin', 'accept', 'content-type', 'x-requested-with', 'x-server-time'],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, methods, headers }) => [
    fileSnippet(
      'config/config.toml',
      'text',
      say`Write these lines into the ${code('[rpc]')} part of the file, in place of those with the same
        names. Keep the origins that are there.`
        .fr`Écrivez ces lignes dans la partie ${code('[rpc]')} du fichier, à la place de celles du même
        nom. Gardez les origines qui s’y trouvent.`,
      [
        '[rpc]',
        `cors_allowed_origins = ${jsonList(origins)}`,
        ...(methods.length > 0 ? [`cors_allowed_methods = ${jsonList(methods)}`] : []),
        ...(headers.length > 0 ? [`cors_allowed_headers = ${jsonList(headers)}`] : []),
      ],
    ),
  ],
  restart: restarts('CometBFT'),
  notes: [
    say`If the node is not yours, ask its operator, or let the page’s own server ask.`
      .fr`Si le nœud n’est pas à vous, demandez à son opérateur, ou faites faire la demande par le
      serveur de la page.`,
  ],
});
