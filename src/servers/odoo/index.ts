import { code, prose } from '../../model/prose.ts';
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
  label: 'Odoo · controller',
  kind: 'code',
  docs: 'https://www.odoo.com/documentation/18.0/developer/reference/backend/http.html',
  marks: [
    portSignal(0.7, 8069, 'Odoo'),
    pathSignal(
      0.8,
      /^\/(?:web\/(?:session|dataset|webclient|database|action)\/|xmlrpc\/2\/|jsonrpc$)/,
      prose`Odoo has such addresses.`,
    ),
    {
      weight: 0.3,
      seen: (one) => /\bOdoo\b/.test(headerOf(one, 'server')),
      evidence: () => prose`The server names Odoo.`,
    },
  ],
  can: { origins: 'one', credentials: 'never', methods: 'any', headers: HEADERS, expose: [] },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins: [origin] }) => [
    fileSnippet(
      'controllers/main.py',
      'python',
      prose`Paste among the arguments of ${code('@http.route(…)')}, above your controller’s method.`,
      [`cors=${pythonString(origin)},`],
    ),
  ],
  restart: restarts('Odoo'),
  notes: [
    prose`List the page’s methods in ${code('methods')} of the route, if it has such a list. Odoo
      answers ${code('OPTIONS')} itself.`,
    prose`Odoo allows pages of other servers only without cookies. Use ${code("auth='bearer'")} (since
      18) or ${code("auth='public'")} with a key of your own.`,
  ],
  instead: [
    {
      id: 'odoo-own-address',
      fits: ({ url }) => /^\/(?:web\/|xmlrpc\/|jsonrpc$)/.test(url.pathname),
      words: () =>
        prose`Call Odoo from your own server, or write a controller with the argument
          ${code('cors')} in ${code('@http.route')}. Odoo’s own addresses allow no page of another
          server.`,
    },
    {
      id: 'odoo-cookies',
      fits: ({ finding }) =>
        finding.cause === 'wildcard-with-credentials' ||
        finding.cause === 'credentials-not-allowed',
      words: () =>
        prose`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Odoo
          allows pages of other servers only without cookies.`,
    },
    {
      id: 'odoo-headers',
      fits: ({ finding, asked }) =>
        finding.cause === 'header-not-allowed' ||
        (finding.phase === 'preflight' && asked.some((name) => !HEADERS.includes(name))),
      words: () =>
        prose`Write ${code('cors')} in ${code('@http.route')} of the controller, and leave out other
          request headers than ${code('Authorization')} and ${code('Content-Type')}. Odoo allows no
          others, and no setting adds one.`,
    },
  ],
});
