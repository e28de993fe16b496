import { isLoginRedirect, isLoginStart } from '../model/login.ts';
import { originOf, parseUrl } from '../model/origin.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import type { Elsewhere, OwnPlace } from '../model/requirement.ts';
import { codeList } from '../model/say.ts';
import { shown, shownList } from '../model/shown.ts';
import { FAILURES } from '../policy/finding.ts';
import { failures } from './failures.ts';
import { lowerFirst } from './phrases.ts';

/** A server's own words are in its room. */
type General = Exclude<Elsewhere, OwnPlace>;
type Kinds = General['kind'];

type Item<Kind extends Kinds> = Extract<General, { readonly kind: Kind }>;

/** Total: a change elsewhere without words does not compile. */
const WORDS: { readonly [Kind in Kinds]: (item: Item<Kind>) => Prose } = {
  'client-url': ({ from, to }) =>
    prose`Request ${shown(to)} in the page instead of ${shown(from)}${slashBetween(from, to)}. The server
      only redirects there, and a redirect can lose the preflight request, the origin or the method.`,
  'client-method-case': ({ sent, use }) =>
    prose`Write the method as ${shown(use)} in the page instead of ${shown(sent)}. Methods are
      case-sensitive, and the browser corrects only
      ${codeList(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])}.`,
  'client-header': ({ header }) =>
    prose`Do not send ${shown(header)} from the page: it is a response header. On a request it only
      causes a preflight request, which must allow it.`,
  'client-mode': ({ mode }) =>
    prose`Remove the mode ${code(mode)} from the request in the page. With it the browser refuses the
      request, whatever the server sends.`,
  'client-scheme': ({ url }) =>
    prose`Serve ${shown(url)} over ${code('http')} or ${code('https')}: CORS exists for no other
      scheme.`,
  'redirect-target': ({ from, to }) =>
    prose`Let the server answer ${shown(from)} itself instead of redirecting to ${shown(to)}. For
      scripts, send 401 instead of a login page. ${
        isLoginRedirect(from, to)
          ? 'Headers on the login page do not help.'
          : 'If the redirect must stay, the address that it leads to needs the headers too.'
      }`,
  'redirect-credentials': ({ from }) =>
    prose`Let ${shown(from)} redirect to a URL without a user name and password.`,
  'null-origin-after-redirect': ({ url }) =>
    prose`Request ${shown(url)} directly in the page. After a redirect from one foreign server to another
      the browser sends ${code('Origin: null')}. No server should allow that: every sandboxed frame can
      send it.`,
  'opaque-page': () =>
    prose`Give the page an origin of its own. Serve it over ${code('http')} or ${code('https')} instead
      of opening a file, or add ${code('allow-same-origin')} to a sandbox that you trust. Its origin is
      ${code('null')} now. No server should allow that: every sandboxed frame can send it.`,
  'login-redirect': ({ from, to }) =>
    isLoginStart(from)
      ? prose`Navigate to ${shown(from)} with a form or ${code('location')}, not with a script’s request.
          It starts a login at ${shown(originOf(to))}, which only a page in the browser’s window can do.`
      : prose`Log in first, or let the server answer ${shown(from)} with ${code('401')} when nobody is logged
          in. It redirects to a login at ${shown(originOf(to))}, where no script can log in and no header
          helps.`,
  'manifest-credentials': () =>
    prose`Write ${code('<link rel="manifest" crossorigin="use-credentials">')} in the page: browsers fetch
      a manifest without cookies otherwise. The server then redirects it to a login. If this is a forwarded
      port, you can make it public instead.`,
  'server-error': ({ status, preflight }) => errorProse(status, preflight === true),
  'one-layer': ({ received, via }) =>
    prose`${via === undefined ? ONE_LAYER : outerLayer(via)} The response has
      ${received.length === 0 ? 'several values' : shownList(received)}.`,
  'one-credentials-layer': ({ received }) =>
    prose`Let only one layer (application, proxy, gateway or browser extension) add
      ${code('Access-Control-Allow-Credentials')}. The response has ${shown(received)}, which does not
      count as ${code('true')}.`,
  'one-origin': ({ origin, received }) =>
    prose`Let the server send ${shown(origin)} alone when this page asks. It sends the list
      ${shown(received)} in one header now. If its setting takes no list, give it one origin.`,
  'local-network': ({ secure }) =>
    secure
      ? prose`Give the page permission to reach the local network, in the site settings beside the address bar. Then
        reload the page.`
      : prose`Serve the page over ${code('https')}: only a secure page may ask the user for access to the
        local network.`,
  network: ({ failure }) => {
    const known = FAILURES.find((id) => id === failure);
    return known === undefined
      ? prose`Fix this error first: ${shown(failure)}. No CORS setting helps.`
      : prose`${failures[known].todo}: ${lowerFirst(failures[known].title)}. No CORS setting helps.`;
  },
};

const ONE_LAYER = prose`Let only one layer (application, proxy, gateway or browser extension) add
  ${code('Access-Control-Allow-Origin')}.`;

/** No setting of the inner server can remove what the outer one adds. */
function outerLayer(via: string): Prose {
  const remove = /\bcaddy\b/i.test(via)
    ? prose`Take ${code('Access-Control-Allow-Origin')} out of the Caddyfile, or write
        ${code('header_down -Access-Control-Allow-Origin')} inside its ${code('reverse_proxy')}.`
    : prose`Take ${code('Access-Control-Allow-Origin')} out of the settings of one layer, the outer or the
        inner one.`;
  return prose`${remove} ${shown(`Via: ${via}`)} names the outer layer. Settings of the server behind it
    cannot remove what the outer one adds.`;
}

function errorProse(status: number, preflight: boolean): Prose {
  const number = code(String(status));
  if (status === 401) {
    return prose`Send a valid token or log in first. The server refused the request (${number}) before its
      CORS code ran: no header turns that into a success.`;
  }
  if (status === 421) {
    return prose`Give each host a certificate of its own, or let the server accept both on one connection.
      The browser reused a connection that the server does not accept for this host (${number}). No
      header helps.`;
  }
  if (status === 413) {
    return prose`Send less, or raise the limit of the server or proxy that answered: the request is too large
      (${number}). No header changes that.`;
  }
  if (status >= 502 && status <= 504) {
    return prose`Start or repair the application first: a proxy answers in its place (${number}). No header
      turns that into a success.`;
  }
  if (preflight && status >= 500) {
    return prose`Fix the ${number} first: the server failed at the preflight request. Perhaps code that
      expects a body or a login also handles OPTIONS, which has neither. No header turns an error into
      a success.`;
  }
  return prose`Fix the ${number} first. No header turns it into a success, and error responses often lack
    the headers.`;
}

/** What to do outside of the server's CORS settings, in a few sentences. */
export function elsewhereProse<Kind extends Kinds>(item: Item<Kind>): Prose {
  const words: (item: Item<Kind>) => Prose = WORDS[item.kind as Kind];
  return words(item);
}

/** What is wrong with an address that only lacks the final slash, or has one too many. */
function slashBetween(from: string, to: string): string {
  const [asked, target] = [parseUrl(from)?.pathname ?? '', parseUrl(to)?.pathname ?? ''];
  if (target === `${asked}/`) return ': the slash at the end is missing';
  return asked === `${target}/` ? ': the slash at the end is one too many' : '';
}
