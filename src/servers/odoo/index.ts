import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { pythonString } from '../kit/literals.ts';
import { headerOf, pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The request headers that every version allows. */
const HEADERS = ['origin', 'x-requested-with', 'content-type', 'accept', 'authorization'];

/**
 * A controller of Odoo: an argument of its route, sent to every page as it stands. Odoo's own
 * addresses have none.
 * @see https://github.com/odoo/odoo/blob/18.0/odoo/http.py `pre_dispatch`
 */
export const odoo = settingsStack({
  id: 'odoo',
  label: phrase`Odoo · controller`.fr`Odoo · contrôleur`,
  kind: 'code',
  docs: 'https://www.odoo.com/documentation/18.0/developer/reference/backend/http.html',
  marks: [
    portSignal(0.7, 8069, 'Odoo'),
    pathSignal(
      0.8,
      /^\/(?:web\/(?:session|dataset|webclient|database|action)\/|xmlrpc\/2\/|jsonrpc$)/,
      say`Odoo has such addresses.`.fr`Odoo utilise de telles adresses.`,
    ),
    {
      weight: 0.3,
      seen: (one) => /\bOdoo\b/.test(headerOf(one, 'server')),
      evidence: () => say`The server names Odoo.`.fr`Le serveur se présente comme Odoo.`,
    },
  ],
  can: { origins: 'one', credentials: 'never', methods: 'any', headers: HEADERS, expose: [] },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins: [origin] }) => [
    fileSnippet(
      'controllers/main.py',
      'python',
      say`Paste among the arguments of ${code('@http.route(…)')}, above your controller’s method.`
        .fr`Collez parmi les arguments de ${code('@http.route(…)')}, au-dessus de la méthode de
        votre contrôleur.`,
      [`cors=${pythonString(origin)},`],
    ),
  ],
  restart: restarts('Odoo'),
  notes: [
    say`List the page’s methods in ${code('methods')} of the route, if it has such a list. Odoo
      answers ${code('OPTIONS')} itself.`
      .fr`Listez les méthodes de la page dans ${code('methods')} de la route, si elle a une telle
      liste. Odoo répond lui-même à ${code('OPTIONS')}.`,
    say`Odoo allows pages of other servers only without cookies. Use ${code("auth='bearer'")} (since
      18) or ${code("auth='public'")} with a key of your own.`
      .fr`Odoo n’autorise les pages d’autres serveurs que sans cookies. Utilisez
      ${code("auth='bearer'")} (depuis la version 18) ou ${code("auth='public'")} avec votre propre
      clé.`,
  ],
  instead: [
    {
      id: 'odoo-own-address',
      fits: ({ url }) => /^\/(?:web\/|xmlrpc\/|jsonrpc$)/.test(url.pathname),
      words: () =>
        say`Call Odoo from your own server, or write a controller with the argument
          ${code('cors')} in ${code('@http.route')}. Odoo’s own addresses allow no page of another
          server.`
          .fr`Appelez Odoo depuis votre propre serveur, ou écrivez un contrôleur avec l’argument
          ${code('cors')} dans ${code('@http.route')}. Les adresses d’Odoo lui-même n’autorisent
          aucune page d’un autre serveur.`,
    },
    {
      id: 'odoo-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Odoo
          allows pages of other servers only without cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}). Odoo
          n’autorise les pages d’autres serveurs que sans cookies.`,
    },
    {
      id: 'odoo-headers',
      fits: ({ finding, asked }) =>
        finding.cause === 'header-not-allowed' ||
        (finding.phase === 'preflight' && asked.some((name) => !HEADERS.includes(name))),
      words: () =>
        say`Write ${code('cors')} in ${code('@http.route')} of the controller, and leave out other
          request headers than ${code('Authorization')} and ${code('Content-Type')}. Odoo allows no
          others, and no setting adds one.`
          .fr`Écrivez ${code('cors')} dans le ${code('@http.route')} du contrôleur, et retirez les
          en-têtes de requête autres que ${code('Authorization')} et ${code('Content-Type')}. Odoo
          n’en autorise pas d’autres, et aucun réglage n’en ajoute.`,
    },
  ],
});
