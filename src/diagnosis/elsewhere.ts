import { failures } from '../causes/failures.ts';
import { code, type Prose } from '../model/prose.ts';
import type { Elsewhere } from '../model/requirement.ts';
import { shown, shownList } from '../model/shown.ts';
import { unreachable } from '../model/unreachable.ts';
import { FAILURES } from '../policy/finding.ts';

type Item<Kind extends Elsewhere['kind']> = Extract<Elsewhere, { readonly kind: Kind }>;

/** What to do elsewhere than in the server's CORS settings, as one sentence. */
export function elsewhereProse(item: Elsewhere): Prose {
  switch (item.kind) {
    case 'client-url':
      return clientUrl(item);
    case 'client-method-case':
      return clientMethodCase(item);
    case 'client-header':
      return clientHeader(item);
    case 'client-mode':
      return clientMode(item);
    case 'client-scheme':
      return clientScheme(item);
    case 'redirect-target':
      return redirectTarget(item);
    case 'redirect-credentials':
      return redirectCredentials(item);
    case 'null-origin-after-redirect':
      return nullOriginAfterRedirect(item);
    case 'opaque-page':
      return OPAQUE_PAGE;
    case 'server-error':
      return serverError(item);
    case 'one-layer':
      return oneLayer(item);
    case 'local-network':
      return item.secure ? LOCAL_NETWORK_DENIED : LOCAL_NETWORK_INSECURE;
    case 'network':
      return network(item);
    default:
      return unreachable(item);
  }
}

const clientUrl = ({ from, to }: Item<'client-url'>): Prose => [
  'Ask for ',
  shown(to),
  ' in the page instead of ',
  shown(from),
  ': the server only redirects there, and a redirect can cost the preflight, the origin or the method.',
];

const clientMethodCase = ({ sent, use }: Item<'client-method-case'>): Prose => [
  'Write the method as ',
  shown(use),
  ' in the page instead of ',
  shown(sent),
  ': methods are case-sensitive, and the browser corrects only ',
  code('DELETE'),
  ', ',
  code('GET'),
  ', ',
  code('HEAD'),
  ', ',
  code('OPTIONS'),
  ', ',
  code('POST'),
  ' and ',
  code('PUT'),
  '.',
];

const clientHeader = ({ header }: Item<'client-header'>): Prose => [
  'Do not send ',
  shown(header),
  ' from the page: it is a header of responses, and on a request it only causes a preflight that has to allow it.',
];

const clientMode = ({ mode }: Item<'client-mode'>): Prose => [
  'Change the request in the page: with the mode ',
  code(mode),
  ' the browser refuses it before any header of the server counts.',
];

const clientScheme = ({ url }: Item<'client-scheme'>): Prose => [
  'Serve ',
  shown(url),
  ' over ',
  code('http'),
  ' or ',
  code('https'),
  ': CORS exists for no other scheme.',
];

const redirectTarget = ({ from, to }: Item<'redirect-target'>): Prose => [
  'Let the server answer ',
  shown(from),
  ' itself instead of redirecting to ',
  shown(to),
  ' (for a script: 401 instead of a login page). If the redirect must stay, the headers must come from where it leads, too.',
];

const redirectCredentials = ({ from }: Item<'redirect-credentials'>): Prose => [
  'Let ',
  shown(from),
  ' redirect to a URL without user name and password: the browser follows no such redirect to another origin.',
];

const nullOriginAfterRedirect = ({ url }: Item<'null-origin-after-redirect'>): Prose => [
  'Ask for ',
  shown(url),
  ' in the page directly: after a redirect from one foreign server to another the browser sends ',
  code('Origin: null'),
  ', which no server should allow.',
];

const OPAQUE_PAGE: Prose = [
  'Give the page an origin of its own: serve it over ',
  code('http'),
  ' or ',
  code('https'),
  ' instead of opening a file, and let a sandboxed frame have ',
  code('allow-same-origin'),
  '. Its origin is ',
  code('null'),
  ' now, which every sandboxed page on the web can have, so no server should allow it.',
];

const serverError = ({ status }: Item<'server-error'>): Prose => [
  'Look into the ',
  code(String(status)),
  ' first: no header turns it into a success, and such an answer is often made where the headers are not added.',
];

const oneLayer = ({ received }: Item<'one-layer'>): Prose => [
  'Let only one layer (application, proxy, gateway or browser extension) add ',
  code('Access-Control-Allow-Origin'),
  ': the answer carries ',
  ...(received.length === 0 ? ['several values'] : shownList(received)),
  '.',
];

const LOCAL_NETWORK_DENIED: Prose = [
  'Allow the page to reach devices on the local network, in the site settings of the browser: a permission of the user decides here, not a header.',
];

const LOCAL_NETWORK_INSECURE: Prose = [
  'Serve the page over ',
  code('https'),
  ': only a secure page may ask the user for access to the local network, and no header changes that.',
];

const network = ({ failure }: Item<'network'>): Prose => {
  const known = FAILURES.find((id) => id === failure);
  return [
    known === undefined ? shown(failure) : failures[known].title,
    ': this is what to mend, no CORS setting helps.',
  ];
};
