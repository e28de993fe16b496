import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * Calendar and contact servers on sabre/dav, such as Baïkal: no setting for CORS, and OPTIONS needs a
 * login.
 */
export const sabreDav = adviceStack({
  id: 'sabre-dav',
  label: phrase`Baïkal and sabre/dav`.fr`Baïkal et sabre/dav`,
  kind: 'product',
  docs: 'https://sabre.io/dav/',
  marks: [
    headerSignal(
      0.9,
      'X-Sabre-Version',
      /./,
      (line) => say`sabre/dav sends ${line}.`.fr`sabre/dav envoie ${line}.`,
    ),
    headerSignal(
      0.9,
      'WWW-Authenticate',
      /realm="(?:BaikalDAV|sabre\/dav)"/i,
      (line) => say`Baïkal sends ${line}.`.fr`Baïkal envoie ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'sabre-dav-no-cors',
      byProxy: true,
      explainsStatus: true,
      fits: ({ finding }) => finding.hop === 0,
      words: () =>
        say`Let nginx or Apache in front of PHP answer ${code('OPTIONS')} and add the headers. sabre/dav
          has no setting for CORS, and asks even ${code('OPTIONS')} for a login.`
          .fr`Faites répondre à ${code('OPTIONS')} et ajouter les en-têtes par nginx ou Apache, devant
          PHP. sabre/dav n’a pas de réglage pour CORS, et exige une connexion même pour
          ${code('OPTIONS')}.`,
    },
  ],
});
