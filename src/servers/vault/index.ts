import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, plainList } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Vault and OpenBao: a list that one command sets, off at first. The command replaces the list.
 * @see https://developer.hashicorp.com/vault/api-docs/system/config-cors
 */
export const vault = settingsStack({
  id: 'vault',
  label: phrase`Vault and OpenBao`.fr`Vault et OpenBao`,
  kind: 'product',
  docs: 'https://developer.hashicorp.com/vault/api-docs/system/config-cors',
  marks: [
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        /x-vault-/i.test(
          requestHeaders.map(([name]) => name).join() +
            (get(requestHeaders, 'access-control-request-headers') ?? ''),
        ),
      evidence: () =>
        say`Pages send headers that start with ${code('x-vault-')} to Vault.`
          .fr`Les pages envoient à Vault des en-têtes qui commencent par ${code('x-vault-')}.`,
    },
    pathSignal(
      0.7,
      /^\/v1\/(?:sys\/(?:health|seal-status|mounts|auth|leader|wrapping)|auth\/[^/]+\/login)(?:\/|$)/,
      say`Vault has such addresses.`.fr`Vault utilise de telles adresses.`,
    ),
    portSignal(0.4, 8200, 'Vault'),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['DELETE', 'GET', 'OPTIONS', 'POST', 'PUT', 'LIST'],
    headers: 'set',
    expose: [],
  },
  defaults: {
    headers: [
      'content-type',
      'x-requested-with',
      'x-vault-aws-iam-server-id',
      'x-vault-no-request-forwarding',
      'x-vault-token',
      'authorization',
      'x-vault-wrap-format',
      'x-vault-wrap-ttl',
    ],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, headers }) => {
    const [list, names] = [origins, headers].map(plainList);
    if (list == null || (headers.length > 0 && names == null)) return null;
    return [
      fileSnippet(
        'terminal',
        'shell',
        say`Run this with a token that may use ${code('sudo')} on this path. It replaces the list that
          is there, so keep the origins that other pages need. No restart is needed.`
          .fr`Lancez ceci avec un jeton qui a ${code('sudo')} sur ce chemin. Cela remplace la liste
          actuelle : gardez donc les origines dont d’autres pages ont besoin. Aucun redémarrage n’est
          nécessaire.`,
        [
          `vault write sys/config/cors allowed_origins=${shellString(list)}${
            headers.length > 0 ? ` allowed_headers=${shellString(names ?? '')}` : ''
          }`,
        ],
      ),
    ];
  },
  restart: null,
  notes: [
    say`With OpenBao, the command is ${code('bao')}.`.fr`Avec OpenBao, la commande est
      ${code('bao')}.`,
  ],
});
