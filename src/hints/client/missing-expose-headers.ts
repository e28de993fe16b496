import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { type Exchange, lastHop } from '../../model/exchange.ts';
import { elements, type HeaderList, has } from '../../model/header-list.ts';
import { type Prose, prose } from '../../model/prose.ts';
import { shown, shownList } from '../../model/shown.ts';
import { isCorsSafelistedResponseHeader } from '../../policy/safelists.ts';

/**
 * The page reads a header of the answer and gets nothing, because the server does not expose it.
 */
export const missingExposeHeaders: HintRule = {
  id: 'missing-expose-headers',
  detect: (context) => {
    const { exchange, evaluation } = context;
    const { response } = lastHop(exchange);
    if (response === null || evaluation.verdict !== 'allowed') return null;
    if (!isForCode(exchange, response.headers)) return null;
    const hidden = (names: Iterable<string>): readonly string[] =>
      [...names].filter((name) => isHidden(name, response.headers, context));
    const { declared } = exchange;
    const names = hidden(declared?.readNames ?? oftenRead(response.headers));
    if (names.length === 0) return null;
    return {
      confidence: declared === undefined ? 0.3 : 0.95,
      text: prose`${advice(names, response.headers)} ${
        declared === undefined
          ? prose`If the page’s code reads ${shownList(names)}, it gets nothing`
          : prose`The page’s code read ${shownList(names)} and got nothing`
      }, although the server sent it.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Expose-Headers',
    };
  },
};

/** Headers that APIs often send for the page to read. */
const OFTEN_READ: ReadonlySet<string> = new Set([
  'content-disposition',
  'content-range',
  'docker-content-digest',
  'etag',
  'grpc-message',
  'grpc-status',
  'link',
  'location',
  'mcp-session-id',
  'ratelimit',
  'ratelimit-limit',
  'ratelimit-policy',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'tus-extension',
  'tus-max-size',
  'tus-resumable',
  'tus-version',
  'upload-expires',
  'upload-length',
  'upload-offset',
  'x-next-page',
  'x-last-page',
  'x-page',
  'x-pagination',
  'x-per-page',
  'x-prev-page',
  'x-request-id',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-used',
  'x-total',
  'x-total-count',
  'x-total-pages',
  'x-wp-total',
  'x-wp-totalpages',
]);

/** Families of such headers: `x-ratelimit-remaining-tokens`. */
const FAMILIES = /^(?:x-)?(?:rate-?limit|pagination)-/;

const oftenRead = (headers: HeaderList): ReadonlySet<string> =>
  new Set([
    ...OFTEN_READ,
    ...headers.map(([name]) => name.toLowerCase()).filter((name) => FAMILIES.test(name)),
  ]);

/** Whether CORS let the page's code read the answer. */
function isForCode({ resourceType }: Exchange, headers: HeaderList): boolean {
  return resourceType === 'xmlhttprequest' && has(headers, 'access-control-allow-origin');
}

/** @see https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list */
function isHidden(name: string, headers: HeaderList, { evaluation }: HintContext): boolean {
  if (!has(headers, name) || isCorsSafelistedResponseHeader(name)) return false;
  const exposed = elements(headers, EXPOSE).map((element) => element.toLowerCase());
  const { credentials } = evaluation;
  const starCounts = credentials.known && credentials.value !== 'include';
  return !exposed.includes(name) && !(starCounts && exposed.includes('*'));
}

const EXPOSE = 'access-control-expose-headers';

function advice(names: readonly string[], headers: HeaderList): Prose {
  const said = elements(headers, EXPOSE);
  const all = [...said.filter((name) => name !== '*'), ...names];
  const what =
    said.length === 0
      ? prose`Now it does not send this header`
      : prose`Now it sends only ${shownList(said)} there`;
  const star = said.includes('*') ? ', and * does not count for a request with cookies' : '';
  return prose`Let the server send ${shown(`Access-Control-Expose-Headers: ${all.join(', ')}`)}.
    ${what}${star}.`;
}
