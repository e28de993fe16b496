import { refusesCookies } from '../../evidence/refused.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const WITH_A_KEY: Prose = say`Send an API key in ${code('X-Api-Key')}. Leave out
  ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}): OctoPrint allows pages only
  without cookies.`
  .fr`Envoyez une clé d’API dans ${code('X-Api-Key')}. Retirez ${code("credentials: 'include'")}
  (Axios : ${code('withCredentials')}) : OctoPrint n’autorise les pages que sans cookies.`;

/**
 * OctoPrint: one switch, which lets every page in. So no fix can offer it.
 * @see https://docs.octoprint.org/en/master/api/general.html#cross-origin-requests
 */
export const octoprint = adviceStack({
  id: 'octoprint',
  label: 'OctoPrint',
  kind: 'product',
  docs: 'https://docs.octoprint.org/en/master/api/general.html#cross-origin-requests',
  marks: [
    cookieSignal(
      0.9,
      /^(?:session|csrf_token)_P\d+/,
      say`OctoPrint sets cookies with its port in their name.`
        .fr`OctoPrint définit des cookies dont le nom contient son port.`,
    ),
    pathSignal(
      0.5,
      /^\/api\/(?:printer(?:\/|$)|job$|printerprofiles(?:\/|$)|files\/(?:local|sdcard)(?:\/|$)|slicing(?:\/|$)|plugin\/)/,
      say`OctoPrint has such addresses.`.fr`OctoPrint utilise de telles adresses.`,
    ),
    portSignal(0.2, 5000, 'OctoPrint'),
  ],
  instead: [
    { id: 'octoprint-cookies', fits: refusesCookies, words: () => WITH_A_KEY },
    {
      id: 'octoprint-cors',
      forward: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        say`Let the page’s own server forward the request to OctoPrint. Its only CORS setting
          (${code('api.allowCrossOrigin')}, in the API settings) lets every page in that somebody in
          this network opens.`
          .fr`Faites transmettre la requête à OctoPrint par le serveur de la page. Son seul réglage CORS
          (${code('api.allowCrossOrigin')}, dans les réglages de l’API) laisse entrer toutes les pages
          que quelqu’un ouvre dans ce réseau.`,
    },
  ],
});
