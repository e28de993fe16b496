import { parseUrl } from '../model/origin.ts';
import { code, codeList, type Prose, prose } from '../model/prose.ts';
import type { Elsewhere } from '../model/requirement.ts';
import { shown, shownList } from '../model/shown.ts';
import { FAILURES } from '../policy/finding.ts';
import { failures } from './failures.ts';
import { lowerFirst } from './phrases.ts';

type Item<Kind extends Elsewhere['kind']> = Extract<Elsewhere, { readonly kind: Kind }>;

/** Total: what must change elsewhere and has no words does not compile. */
const WORDS: { readonly [Kind in Elsewhere['kind']]: (item: Item<Kind>) => Prose } = {
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
      scripts, send 401 instead of a login page. If the redirect must stay, the address that it leads
      to needs the headers too.`,
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
  'server-error': ({ status }) =>
    prose`Fix the ${code(String(status))} first. No header turns it into a success, and error responses
      often lack the headers.`,
  'one-layer': ({ received }) =>
    prose`Let only one layer (application, proxy, gateway or browser extension) add
      ${code('Access-Control-Allow-Origin')}. The response has
      ${received.length === 0 ? 'several values' : shownList(received)}.`,
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

/** What to do elsewhere than in the server's CORS settings, in a few sentences. */
export function elsewhereProse<Kind extends Elsewhere['kind']>(item: Item<Kind>): Prose {
  const words: (item: Item<Kind>) => Prose = WORDS[item.kind as Kind];
  return words(item);
}

/** What is wrong with an address to which only a slash at the end is missing, or has one too many. */
function slashBetween(from: string, to: string): string {
  const [asked, target] = [parseUrl(from)?.pathname ?? '', parseUrl(to)?.pathname ?? ''];
  if (target === `${asked}/`) return ': the slash at the end is missing';
  return asked === `${target}/` ? ': the slash at the end is one too many' : '';
}
