import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { type Exchange, lastHop } from '../../model/exchange.ts';
import { elements, type HeaderList, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { shown, shownList } from '../../model/shown.ts';
import { isCorsSafelistedResponseHeader } from '../../policy/safelists.ts';

/** The page reads a header that came, and is told of none, because the server does not expose it. */
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
    const names = hidden(declared?.readNames ?? OFTEN_READ);
    if (names.length === 0) return null;
    return {
      confidence: declared === undefined ? 0.3 : 0.95,
      text: [
        ...(declared === undefined
          ? ['If the page’s code reads ', ...shownList(names), ', it is told that there is none']
          : ['The page’s code read ', ...shownList(names), ' and was told that there is none']),
        ', though the server sent it: ',
        ...advice(names, response.headers),
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Expose-Headers',
    };
  },
};

/** What interfaces often tell in headers, for the page itself to read. */
const OFTEN_READ: ReadonlySet<string> = new Set([
  'content-disposition',
  'content-range',
  'link',
  'x-total-count',
]);

/** Whether the page's code got the answer, by the rules of CORS. */
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
  return [
    code('Access-Control-Expose-Headers'),
    ...(said.length === 0 ? [' is missing'] : [' names ', ...shownList(said), ' only']),
    ...(said.includes('*') ? [', and a star counts for nothing on a request with cookies'] : []),
    '. Let the server answer with ',
    shown(`Access-Control-Expose-Headers: ${all.join(', ')}`),
    '.',
  ];
}
