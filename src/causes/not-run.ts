import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import { shown } from '../model/shown.ts';

const ALLOW_ORIGIN = 'access-control-allow-origin';

/** `Access-Control-Allow-Origin` as the developer's files would send it, and as it came. */
type NotRun = { readonly own: string | null; readonly real: string | null };

/** Why a server does not answer as the developer's own files would. */
export function notRunProse({ own, real }: NotRun): Prose {
  return say`Your server does not run this file as it stands. With it, the server would send
    ${sent(own)}. It sent ${sent(real)}. ${reason(own, real)}`
    .fr`Votre serveur n’exécute pas ce fichier tel quel. Avec ce fichier, le serveur enverrait :
    ${sent(own)}. Il a envoyé : ${sent(real)}. ${reason(own, real)}`;
}

const sent = (value: string | null): Prose =>
  value === null
    ? say`no ${code(ALLOW_ORIGIN)}`.fr`aucun ${code(ALLOW_ORIGIN)}`
    : [shown(`${ALLOW_ORIGIN}: ${value}`)];

function reason(own: string | null, real: string | null): Prose {
  if (real === null) {
    return say`Restart the server. If that changes nothing, check that it loads this file and not
      another one. A proxy in front of it may also answer, or remove the header.`.fr`Redémarrez le
      serveur. Si cela ne change rien, vérifiez qu’il charge ce fichier et non un autre. Un proxy
      placé devant lui peut aussi répondre, ou retirer l’en-tête.`;
  }
  return own === null
    ? say`A proxy or other code adds the header, or the server loads another file.`.fr`Un proxy ou
      un autre code ajoute l’en-tête, ou le serveur charge un autre fichier.`
    : say`A proxy or other code overwrites the header, or the server loads another file.`.fr`Un
      proxy ou un autre code remplace l’en-tête, ou le serveur charge un autre fichier.`;
}
