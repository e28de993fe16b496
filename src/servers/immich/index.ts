import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * Immich: its server never allows a page of another origin, and has no setting for it.
 * @see https://github.com/immich-app/immich/blob/main/server/src/workers/api.ts
 */
export const immich = adviceStack({
  id: 'immich',
  label: 'Immich',
  kind: 'product',
  docs: 'https://docs.immich.app/administration/reverse-proxy',
  marks: [
    headerSignal(
      0.95,
      'X-Immich-Cid',
      /./,
      (line) => say`Immich sends ${line}.`.fr`Immich envoie ${line}.`,
    ),
    portSignal(0.7, 2283, 'Immich'),
  ],
  instead: [
    {
      id: 'immich-no-cors',
      byProxy: true,
      explainsStatus: true,
      fits: ({ finding }) => finding.hop === 0,
      words: () =>
        say`Let the reverse proxy in front of Immich answer ${code('OPTIONS')} and add the headers,
          with ${code('x-api-key')} among those allowed. In nginx, write them into each
          ${code('location')} that passes ${code('/api')} on. Immich itself has no setting for CORS.`
          .fr`Faites répondre à ${code('OPTIONS')} et ajouter les en-têtes par le proxy inverse placé
          devant Immich, avec ${code('x-api-key')} parmi ceux autorisés. Dans nginx, écrivez-les dans
          chaque ${code('location')} qui transmet ${code('/api')}. Immich lui-même n’a pas de réglage
          pour CORS.`,
    },
  ],
});
