import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A tunnel of ngrok. Only its own answers count: the server behind it has a room of its own. */
export const ngrok = adviceStack({
  id: 'ngrok',
  label: 'ngrok · tunnel',
  kind: 'in-front',
  docs: 'https://ngrok.com/docs/errors/err_ngrok_6024',
  marks: [
    headerSignal(
      0.95,
      'Ngrok-Error-Code',
      /^ERR_NGROK_\d+$/,
      (line) => say`ngrok sends ${line}.`.fr`ngrok envoie ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'ngrok-warning',
      explainsStatus: true,
      fits: ({ headers }) => get(headers, 'ngrok-error-code') === 'ERR_NGROK_6024',
      words: () =>
        say`Send the request header ${code('ngrok-skip-browser-warning: 1')} from the page, and let
          your server allow it. ngrok answered with its own warning page, not your server.`
          .fr`Envoyez l’en-tête de requête ${code('ngrok-skip-browser-warning: 1')} depuis la page,
          et faites-le autoriser par votre serveur. C’est ngrok qui a répondu, avec sa propre page
          d’avertissement, et non votre serveur.`,
    },
    {
      id: 'ngrok-offline',
      explainsStatus: true,
      fits: ({ headers }) =>
        /^ERR_NGROK_(?:3200|8012)$/.test(get(headers, 'ngrok-error-code') ?? ''),
      words: () =>
        say`Start the tunnel and the server behind it: ngrok answered that it reaches none. No CORS
          setting helps.`
          .fr`Démarrez le tunnel et le serveur derrière lui : ngrok a répondu qu’il n’en atteint
          aucun. Aucun réglage CORS n’y change rien.`,
    },
  ],
});
