import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { portSignal } from '../kit/marks.ts';
import { flagSnippet, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * An Ethereum node: rs/cors with a list from the command line. Erigon and many others took over
 * the option.
 * @see https://github.com/ethereum/go-ethereum/blob/master/node/rpcstack.go `newCorsHandler`
 */
export const geth = settingsStack({
  id: 'geth',
  label: 'Ethereum · Geth',
  kind: 'product',
  docs: 'https://geth.ethereum.org/docs/fundamentals/command-line-options',
  marks: [portSignal(0.6, 8545, 'Geth')],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['POST', 'GET'],
    headers: 'any',
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins }) => {
    const list = plainList(origins);
    return list === null ? null : [flagSnippet('Geth', [`--http.corsdomain ${shellString(list)}`])];
  },
  restart: restarts('Geth'),
  instead: [
    {
      id: 'geth-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}): the node
          allows pages only without cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}) : le nœud
          n’autorise les pages que sans cookies.`,
    },
  ],
  notes: [
    say`Besu calls the option ${code('--rpc-http-cors-origins')}. Hardhat and Anvil need none: they
      allow every page.`
      .fr`Besu appelle cette option ${code('--rpc-http-cors-origins')}. Hardhat et Anvil n’en ont pas
      besoin : ils autorisent toutes les pages.`,
  ],
});
