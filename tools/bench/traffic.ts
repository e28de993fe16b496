import type { RawEvent, RequestEvent } from '../../src/capture/raw-event.ts';
import type { HeaderList } from '../../src/model/header-list.ts';
import { originOf } from '../../src/model/origin.ts';

const PAGE = 'http://localhost:3000';
const API = 'http://127.0.0.1:8000';

/** What Chromium sends with a fetch, as an extension sees it. */
const REQUEST: HeaderList = [
  ['Origin', PAGE],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-GB,en-US;q=0.9,en;q=0.8'],
  ['Referer', `${PAGE}/`],
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'],
  ['sec-ch-ua', '"Chromium";v="156", "Not=A?Brand";v="24"'],
  ['sec-ch-ua-mobile', '?0'],
  ['sec-ch-ua-platform', '"Linux"'],
];

/** What Django answers below `manage.py runserver`, without CORS. */
const RESPONSE: HeaderList = [
  ['Date', 'Fri, 20 Nov 2026 05:00:00 GMT'],
  ['Server', 'WSGIServer/0.2 CPython/3.11.2'],
  ['Content-Type', 'application/json'],
  ['Vary', 'Accept, Cookie, Origin'],
  ['Allow', 'GET, PUT, HEAD, OPTIONS'],
  ['X-Frame-Options', 'DENY'],
  ['Content-Length', '42'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
];

/**
 * What a browser reports when a page asks for `count` things. One in three is refused by its
 * preflight, one after its response, and one passes.
 */
export const traffic = (count: number): readonly RawEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const kinds = [refusedByPreflight, refusedAfterAnswer, passed] as const;
    return (kinds[index % kinds.length] ?? passed)(index);
  }).flat();

function refusedByPreflight(index: number): readonly RawEvent[] {
  const put = about(index, 'PUT');
  const options = { ...about(index, 'OPTIONS'), requestId: `preflight-${index}` };
  const asked: HeaderList = [
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'content-type'],
    ...REQUEST,
  ];
  return [
    { ...put, type: 'before-request' },
    { ...options, type: 'before-request' },
    { ...options, type: 'send-headers', requestHeaders: asked },
    { ...options, type: 'headers-received', status: 200, responseHeaders: RESPONSE },
    { ...options, type: 'response-started' },
    { ...options, ...completed(RESPONSE) },
    { ...put, type: 'error', error: 'net::ERR_FAILED' },
  ];
}

function refusedAfterAnswer(index: number): readonly RawEvent[] {
  const get = about(index, 'GET');
  return [
    { ...get, type: 'before-request' },
    { ...get, type: 'send-headers', requestHeaders: REQUEST },
    { ...get, type: 'headers-received', status: 200, responseHeaders: RESPONSE },
    { ...get, type: 'error', error: 'net::ERR_FAILED' },
  ];
}

function passed(index: number): readonly RawEvent[] {
  const get = about(index, 'GET');
  const allowed: HeaderList = [...RESPONSE, ['Access-Control-Allow-Origin', PAGE]];
  return [
    { ...get, type: 'before-request' },
    { ...get, type: 'send-headers', requestHeaders: REQUEST },
    { ...get, type: 'headers-received', status: 200, responseHeaders: allowed },
    { ...get, type: 'response-started' },
    { ...get, ...completed(allowed) },
  ];
}

const completed = (responseHeaders: HeaderList) =>
  ({ type: 'completed', status: 200, fromCache: false, responseHeaders }) as const;

const about = (
  index: number,
  method: string,
): Omit<RequestEvent & { type: 'before-request' }, 'type'> => ({
  requestId: `${index}`,
  url: `${API}/api/items/${index}/?page=${index % 7}`,
  method,
  tabId: 1,
  frameId: 0,
  documentId: 'document-1',
  initiator: originOf(PAGE),
  resourceType: 'xmlhttprequest',
  timeStamp: index,
});
