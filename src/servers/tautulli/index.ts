import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { portSignal, urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Tautulli: it never allows a page of another origin, and has no setting for it. */
export const tautulli = adviceStack({
  id: 'tautulli',
  label: 'Tautulli',
  kind: 'product',
  docs: 'https://github.com/Tautulli/Tautulli/wiki/Tautulli-API-Reference',
  marks: [
    portSignal(0.4, 8181, 'Tautulli'),
    urlSignal(
      0.9,
      /\/api\/v2\?(?:.*&)?cmd=[a-z_]+/,
      say`Tautulli has such addresses.`.fr`Tautulli utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'tautulli-no-cors',
      byProxy: true,
      forward: true,
      fits: ({ finding }) => finding.hop === 0,
      words: () =>
        say`Put a reverse proxy in front of Tautulli that adds ${code('Access-Control-Allow-Origin')},
          or let the page’s own server ask. Tautulli itself has no setting for CORS.`
          .fr`Placez devant Tautulli un proxy inverse qui ajoute
          ${code('Access-Control-Allow-Origin')}, ou faites faire la demande par le serveur de la page.
          Tautulli lui-même n’a pas de réglage pour CORS.`,
    },
  ],
});
