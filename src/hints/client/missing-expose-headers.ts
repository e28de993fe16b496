import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { type Exchange, lastHop } from '../../model/exchange.ts';
import { elements, type HeaderList, has } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';
import { isCorsSafelistedResponseHeader } from '../../policy/safelists.ts';

/**
 * The page reads a header of the answer and gets nothing, because the server does not expose it.
 */
export const missingExposeHeaders: HintRule = {
  id: 'missing-expose-headers',
  detect: (context) => {
    const { exchange, evaluation } = context;
    const { request, response } = lastHop(exchange);
    if (response === null || evaluation.verdict !== 'allowed') return null;
    if (!isForCode(exchange, response.headers)) return null;
    const hidden = (names: Iterable<string>): readonly string[] =>
      [...names].filter((name) => isHidden(name, response.headers, context));
    const { declared } = exchange;
    const wished = elements(request?.headers ?? [], EXPOSE).map((name) => name.toLowerCase());
    const names = hidden([
      ...wished,
      ...(declared?.readNames ?? (wished.length > 0 ? [] : oftenRead(response.headers))),
    ]);
    if (names.length === 0) return null;
    const effect =
      declared === undefined
        ? say`If the page’s code reads ${shownList(names)}, it gets nothing`.fr`Si le code de la
          page lit ${shownList(names)}, il n’obtient rien`
        : say`The page’s code read ${shownList(names)} and got nothing`.fr`Le code de la page a lu
          ${shownList(names)} et n’a rien obtenu`;
    return {
      confidence: declared === undefined ? 0.3 : 0.95,
      text: say`${advice(names, response.headers)} ${effect}, although the server sent it.`
        .fr`${advice(names, response.headers)} ${effect}, bien que le serveur l’ait envoyé.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Expose-Headers',
    };
  },
};

/** Headers that APIs often send for the page to read. */
const OFTEN_READ: ReadonlySet<string> = new Set([
  'access-token',
  'authorization',
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
  'x-access-token',
  'x-auth-token',
  'x-csrf-token',
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
  'x-refresh-token',
  'x-total',
  'x-total-count',
  'x-total-pages',
  'x-wp-total',
  'x-wp-totalpages',
  'x-xsrf-token',
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
      ? say`Now it does not send this header`.fr`Pour l’instant, il n’envoie pas cet en-tête`
      : say`Now it sends only ${shownList(said)} there`.fr`Pour l’instant, il n’y envoie que
        ${shownList(said)}`;
  const star = said.includes('*')
    ? phrase`, and * does not count for a request with cookies`.fr`, et * ne compte pas pour une
      requête avec des cookies`
    : '';
  return say`Let the server send ${shown(`Access-Control-Expose-Headers: ${all.join(', ')}`)}.
    ${what}${star}.`.fr`Faites envoyer ${shown(`Access-Control-Expose-Headers: ${all.join(', ')}`)}
    par le serveur. ${what}${star}.`;
}
