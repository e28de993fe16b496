import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { fitsAnyShell, jsonList, shellString } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const CONFIG = 'ipfs config --json API.HTTPHeaders.Access-Control-Allow';

/**
 * The RPC API of Kubo, the IPFS node: lists in its configuration. Its code answers 403 to pages
 * that are not listed.
 * @see https://github.com/ipfs/kubo/blob/master/docs/config.md#apihttpheaders
 */
export const ipfsKubo = settingsStack({
  id: 'ipfs-kubo',
  label: 'IPFS · Kubo',
  kind: 'product',
  docs: 'https://docs.ipfs.tech/how-to/kubo-rpc-tls-auth/',
  marks: [
    headerSignal(
      0.9,
      'Server',
      /^(?:kubo|go-ipfs)\//,
      (line) => say`Kubo sends ${line}.`.fr`Kubo envoie ${line}.`,
    ),
    pathSignal(
      0.8,
      /^\/api\/v0\/(?:add|cat|get|ls|id|version|pin|dag|block|files|key|name|swarm|pubsub|object|repo|refs|stats)(?:\/|$)/,
      say`The API of IPFS has such addresses.`.fr`L’API d’IPFS utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: 'set',
    headers: 'any',
    expose: ['x-stream-output', 'x-chunked-output', 'x-content-length', 'x-stream-error'],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  lists: { methods: ['POST'] },
  write: ({ origins, methods }) => {
    const lists = [
      ['Origin', origins],
      ['Methods', methods],
    ] as const;
    if (!lists.every(([, values]) => fitsAnyShell(jsonList(values)))) return null;
    return [
      fileSnippet(
        'terminal',
        'shell',
        say`Run this as the user of the node. Each command replaces the list that is there, so keep
          the origins that other pages need.`
          .fr`Exécutez ceci sous l’utilisateur du nœud. Chaque commande remplace la liste actuelle :
          gardez donc les origines dont d’autres pages ont besoin.`,
        lists.map(([name, values]) => `${CONFIG}-${name} ${shellString(jsonList(values))}`),
      ),
    ];
  },
  restart: {
    text: say`Restart the daemon (${code('ipfs daemon')}): it reads this setting only when it starts.`
      .fr`Redémarrez le démon (${code('ipfs daemon')}) : ce réglage n’est lu qu’au démarrage.`,
    command: null,
  },
  notes: [
    say`Allow only pages that you trust: this API controls the whole node. To only read files, use the
      gateway, which allows every page.`
      .fr`N’autorisez que des pages de confiance : cette API contrôle tout le nœud. Pour seulement
      lire des fichiers, utilisez la passerelle, qui autorise toutes les pages.`,
  ],
});
