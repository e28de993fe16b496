import type { Exchange, Hop } from '../../src/model/exchange.ts';
import type { NetworkEntry } from '../../src/model/network-entry.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  hop,
} from '../../src/model/testing/sample-exchange.ts';

/**
 * Hand-made traffic for everything that the panel can show. `at` sets the times: the builders count
 * from zero.
 */

const START = Date.UTC(2026, 2, 4, 9, 30, 0);

/** The responses of Django's development server. */
export const DJANGO = {
  Date: 'Wed, 04 Mar 2026 09:30:00 GMT',
  Server: 'WSGIServer/0.2 CPython/3.11.2',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** Moves a built exchange to a second of the lab's day, and spreads its events over time. */
export function at(second: number, built: Exchange): Exchange {
  const time = START + second * 1_000;
  const later = <Fact extends { readonly at: number }>(fact: Fact, milliseconds: number): Fact => ({
    ...fact,
    at: time + milliseconds,
  });
  const moved = (hop: Hop, index: number): Hop => {
    const begin = index * 40;
    const asked = hop.preflight === null ? 0 : 20;
    return {
      ...later(hop, begin),
      preflight: hop.preflight && {
        ...hop.preflight,
        request: later(hop.preflight.request, begin + 2),
        response: hop.preflight.response && later(hop.preflight.response, begin + 14),
      },
      request: hop.request && later(hop.request, begin + asked + 3),
      response: hop.response && later(hop.response, begin + asked + 31),
    };
  };
  const [first, ...others] = built.hops;
  return {
    ...built,
    hops: [moved(first, 0), ...others.map((hop, index) => moved(hop, index + 1))],
    ending:
      built.ending.kind === 'pending'
        ? built.ending
        : later(built.ending, built.hops.length * 40 - 6),
  };
}

const make = (second: number, input: ExchangeInput): Exchange =>
  at(second, exchange({ id: `e${second}`, ...input }));

export const blockedMethod = make(10, {
  url: `${API}/api/items/42`,
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: {
    status: 200,
    asksHeaders: 'content-type,x-trace-id',
    headers: {
      ...DJANGO,
      'Access-Control-Allow-Origin': 'http://localhost:3000',
      'Access-Control-Allow-Headers':
        'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Max-Age': '86400',
      Vary: 'origin',
    },
  },
});

const FIX = {
  'Access-Control-Allow-Origin': 'http://localhost:3000',
  'Access-Control-Allow-Headers': 'content-type, x-trace-id',
  'Access-Control-Allow-Methods': 'PUT',
};

/** The same under “Try it”. */
export const triedMethod: Exchange = {
  ...make(20, {
    url: `${API}/api/items/42`,
    method: 'PUT',
    preflight: {
      status: 200,
      asksHeaders: 'content-type,x-trace-id',
      headers: { ...DJANGO, 'Access-Control-Allow-Methods': 'GET, POST' },
      modifiedHeaders: { ...DJANGO, ...FIX },
    },
    response: { headers: DJANGO, modifiedHeaders: { ...DJANGO, ...FIX } },
  }),
  tried: true,
};

const SAVE = { functionName: 'save', url: 'http://localhost:3000/app.js', line: 9, column: 10 };

/** The same in a page that is observed. */
export const observed: Exchange = {
  ...make(10, {
    url: `${API}/api/items/42`,
    method: 'PUT',
    unsent: true,
    error: 'net::ERR_EMPTY_RESPONSE',
    preflight: { status: null, error: CHROMIUM_BLOCKED },
  }),
  declared: {
    credentials: 'include',
    mode: 'cors',
    headerNames: ['x-trace-id'],
    readNames: [],
    stack: [SAVE],
  },
};

/** The same in a page that is not observed. */
export const unobserved: Exchange = make(10, {
  url: `${API}/api/items/42`,
  method: 'PUT',
  unsent: true,
  error: 'net::ERR_EMPTY_RESPONSE',
  preflight: { status: null, error: CHROMIUM_BLOCKED },
});

/** What DevTools recorded of it. */
export const recorded: readonly NetworkEntry[] = [
  {
    url: `${API}/api/items/42`,
    method: 'OPTIONS',
    at: START + 10_001,
    isPreflight: true,
    status: 0,
    error: 'net::ERR_EMPTY_RESPONSE',
    provisionalHeaders: [],
    stack: [],
    allowOrigins: [],
    fromWorker: false,
  },
  {
    url: `${API}/api/items/42`,
    method: 'PUT',
    at: START + 10_000,
    isPreflight: false,
    status: 0,
    error: 'net::ERR_FAILED',
    provisionalHeaders: [
      ['x-trace-id', '7'],
      ['Referer', 'http://localhost:3000/'],
    ],
    stack: [SAVE, { ...SAVE, functionName: '', line: 30 }],
    allowOrigins: [],
    fromWorker: false,
  },
];

export const blockedMismatch = make(20, {
  url: `${API}/api/organisations/7f3d1c1e-9f0b-4a54-8c3a-2f0f5e0b7a11/members/invitations/pending`,
  error: CHROMIUM_BLOCKED,
  requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
  response: {
    status: 200,
    headers: { ...DJANGO, 'Access-Control-Allow-Origin': 'http://127.0.0.1:3000', Vary: 'origin' },
  },
});

export const blockedMissing = make(30, {
  url: `${API}/api/profile`,
  error: CHROMIUM_BLOCKED,
  requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
  response: { status: 200, headers: { ...DJANGO } },
});

export const blockedStar = make(40, {
  url: 'https://api.example.com/v1/session',
  error: CHROMIUM_BLOCKED,
  requestHeaders: {
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Storage-Access': 'active',
  },
  response: {
    status: 200,
    headers: { Server: 'nginx/1.24.0', 'Access-Control-Allow-Origin': '*' },
  },
});

/** A preflight that the server redirects, because the client left out the slash. */
export const blockedRedirect = make(50, {
  url: `${API}/api/orders`,
  method: 'POST',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: {
    status: 301,
    asksHeaders: 'content-type',
    headers: { ...DJANGO, Location: '/api/orders/' },
  },
});

/** A server error, whose response lacks the CORS headers: fix the error first. */
export const blockedServerError = make(55, {
  url: `${API}/api/report`,
  error: CHROMIUM_BLOCKED,
  response: { status: 500, headers: { ...DJANGO, 'Content-Type': 'text/html' } },
});

/** Something in front of an unknown server says that it is down. */
export const blockedUnavailable = make(54, {
  url: 'https://api.partner.example/report',
  error: CHROMIUM_BLOCKED,
  response: { status: 503, headers: { 'Content-Type': 'text/plain' } },
});

/** Authentication answers OPTIONS before anything else does. */
export const blockedPreflightStatus = make(56, {
  url: `${API}/api/me`,
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: {
    method: 'GET',
    status: 401,
    asksHeaders: 'authorization',
    headers: { ...DJANGO, 'WWW-Authenticate': 'Bearer' },
  },
});

/** The settings have the origin with a slash at its end. */
export const blockedSlash = make(57, {
  url: `${API}/api/prices`,
  error: CHROMIUM_BLOCKED,
  response: { headers: { ...DJANGO, 'Access-Control-Allow-Origin': 'http://localhost:3000/' } },
});

/** The proxy and the application both add the header. */
export const blockedTwoLayers = make(58, {
  url: 'https://api.example.com/v1/prices',
  error: CHROMIUM_BLOCKED,
  response: {
    headers: [
      ['Server', 'nginx/1.24.0'],
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Origin', 'http://localhost:3000'],
    ],
  },
});

/** A font, which the framework does not serve. */
export const blockedFont = make(59, {
  url: `${API}/static/fonts/inter.woff2`,
  resourceType: 'font',
  error: CHROMIUM_BLOCKED,
  response: { headers: { Server: 'nginx/1.24.0', 'Content-Type': 'font/woff2' } },
});

/** A tracing library adds headers that the server does not know. */
export const blockedHeader = make(61, {
  url: `${API}/api/items`,
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: {
    method: 'GET',
    status: 200,
    asksHeaders: 'baggage,sentry-trace',
    headers: {
      ...DJANGO,
      'Access-Control-Allow-Origin': 'http://localhost:3000',
      'Access-Control-Allow-Headers':
        'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
      'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'Access-Control-Max-Age': '86400',
      Vary: 'origin',
    },
  },
});

/** Django's CSRF protection refuses; without CORS headers that looks like CORS. */
export const blockedCsrf = make(62, {
  url: `${API}/api/orders/`,
  method: 'POST',
  error: CHROMIUM_BLOCKED,
  requestHeaders: { 'Content-Type': 'application/x-www-form-urlencoded' },
  response: { status: 403, headers: { ...DJANGO, 'Content-Type': 'text/html; charset=utf-8' } },
});

export const undetermined = make(60, {
  url: `${API}/api/cart`,
  ending: { kind: 'lost', at: START },
  response: {
    status: 200,
    headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' },
  },
});

export const failed = make(70, {
  url: 'http://127.0.0.1:8999/health',
  error: 'net::ERR_CONNECTION_REFUSED',
  response: null,
});

export const pending = make(80, {
  url: `${API}/api/slow`,
  ending: { kind: 'pending' },
  response: null,
});

export const allowed = make(90, {
  url: `${API}/api/public`,
  response: { status: 200, headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
});

/** Passes in Chromium and Firefox. To Safari it is mixed content. */
export const mixedInSafari = make(91, {
  page: 'https://app.example.com',
  url: 'http://localhost:8000/api/public',
  response: { status: 200, headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
});

/** cmd has no quotes for its URL. */
export const percentEncoded = make(140, {
  url: `${API}/api/percent%20sign`,
  response: { status: 200, headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
});

/** The same endpoint as `blockedMissing`, after the server was fixed. */
export const nowAllowed = make(130, {
  url: `${API}/api/profile`,
  requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
  response: {
    status: 200,
    headers: {
      ...DJANGO,
      'Access-Control-Allow-Origin': 'http://localhost:3000',
      Vary: 'origin',
    },
  },
});

/** Django's CSRF protection, once CORS lets the page through. */
export const stillBlockedOrder = make(125, {
  url: `${API}/api/orders/`,
  method: 'POST',
  requestHeaders: { 'Content-Type': 'application/x-www-form-urlencoded' },
  error: CHROMIUM_BLOCKED,
  response: { status: 403, headers: { ...DJANGO, 'Content-Type': 'text/html; charset=utf-8' } },
});
export const nowRefused = make(131, {
  url: `${API}/api/orders/`,
  method: 'POST',
  requestHeaders: { 'Content-Type': 'application/x-www-form-urlencoded' },
  response: {
    status: 403,
    headers: {
      ...DJANGO,
      'Content-Type': 'text/html; charset=utf-8',
      'Access-Control-Allow-Origin': 'http://localhost:3000',
      Vary: 'origin',
    },
  },
});

/** CORS never blocked this one; its server fails. */
export const serverFails = make(132, {
  url: `${API}/api/stock`,
  response: { status: 500, headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
});

const graphql = (second: number, asksHeaders: string, passes: boolean): Exchange =>
  make(second, {
    url: `${API}/graphql`,
    method: 'POST',
    preflight: {
      status: 204,
      asksHeaders,
      headers: {
        'Access-Control-Allow-Origin': 'http://localhost:3000',
        'Access-Control-Allow-Headers': 'Content-Type,Authorization',
      },
    },
    ...(passes
      ? { response: { headers: { 'Access-Control-Allow-Origin': 'http://localhost:3000' } } }
      : { unsent: true, error: CHROMIUM_BLOCKED }),
  });

/** One operation sends a header that the server does not allow; another passes at the same URL. */
export const graphqlRefused = graphql(133, 'content-type,x-tenant', false);
export const graphqlPasses = graphql(134, 'content-type', true);

/** A workaround for a CORS error. */
export const noCors = make(136, {
  url: 'https://api.example.com/v1/rates',
  origin: null,
  requestHeaders: {
    'Sec-Fetch-Mode': 'no-cors',
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Dest': 'empty',
  },
  response: { status: 200, headers: { Server: 'nginx/1.24.0' } },
});

/** A redirect from one other server to another. */
export const redirected = make(140, {
  error: CHROMIUM_BLOCKED,
  hops: [
    hop({
      url: `${API}/login`,
      response: {
        status: 302,
        headers: {
          Location: 'https://sso.example.com/authorize',
          'Access-Control-Allow-Origin': 'http://localhost:3000',
        },
      },
      redirectedTo: 'https://sso.example.com/authorize',
    }),
    hop({
      url: 'https://sso.example.com/authorize',
      origin: 'null',
      response: { status: 200, headers: { Server: 'cloudflare', 'Content-Type': 'text/html' } },
    }),
  ],
});

/** Markup, directions and ten kilobytes, where a value is expected. */
export const hostile = make(150, {
  url: `${API}/api/${'very-long-segment/'.repeat(40)}?q=${'x'.repeat(3_000)}`,
  error: CHROMIUM_BLOCKED,
  response: {
    status: 200,
    headers: [
      ['Access-Control-Allow-Origin', '<img src=x onerror=alert(1)>\u202e'],
      ['X-Huge', 'y'.repeat(10_000)],
      ['X-Script', '<script>document.title = "pwned"</script>'],
    ],
  },
});

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => prefix + index.toString(36));

/** Pages of 20 ports ask with thousands of headers, and the server lists as many others. */
export const longLists = (): readonly Exchange[] => {
  const [asks, lists] = [names('x', 9_000), names('y', 9_000)];
  return Array.from({ length: 20 }, (_, index) =>
    make(160 + index, {
      id: `long${index}`,
      page: `http://localhost:${3000 + index}`,
      method: 'PUT',
      url: `${API}/api/long`,
      error: CHROMIUM_BLOCKED,
      unsent: true,
      preflight: {
        asksHeaders: asks.join(),
        status: 200,
        headers: {
          Server: 'AmazonS3',
          'Access-Control-Allow-Origin': 'http://localhost:3000',
          'Access-Control-Allow-Headers': lists.join(', '),
        },
      },
    }),
  );
};

/** Rows of several servers that need no attention. */
export const many = (count: number): readonly Exchange[] =>
  Array.from({ length: count }, (_, index) =>
    at(
      200 + index,
      exchange({
        id: `m${index}`,
        url: `http://127.0.0.1:${8100 + (index % 4)}/api/things/${index}`,
        response: { headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
      }),
    ),
  );

/** A large page's traffic: some thousand endpoints of four servers, one in three with a problem. */
export const large = (count: number, from = 0): readonly Exchange[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const url = `http://127.0.0.1:${8100 + (number % 4)}/api/things/${Math.floor(number / 2)}?page=${number % 7}`;
    const refused = { response: { headers: DJANGO }, error: CHROMIUM_BLOCKED };
    const passed = { response: { headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } } };
    return at(
      200 + number,
      exchange({ id: `l${number}`, url, ...(number % 3 === 0 ? refused : passed) }),
    );
  });

/** A request with a password in its query and a token in a header. */
export const secretive = make(30, {
  url: `${API}/api/login?page=2&password=hunter2`,
  requestHeaders: { Authorization: 'Bearer hunter2' },
  error: CHROMIUM_BLOCKED,
  response: { headers: { ...DJANGO } },
});

/** Requests that one line of settings fixes. */
export const oneCause: readonly Exchange[] = Array.from({ length: 14 }, (_, index) =>
  make(30 + index, {
    url: `${API}/api/pages/${index}`,
    error: CHROMIUM_BLOCKED,
    response: { headers: { ...DJANGO } },
  }),
);

/** Fifty-one requests of a real project: one cause for 49, another for two, and what is fine. */
export const fifty: readonly Exchange[] = [
  ...Array.from({ length: 49 }, (_, index) =>
    make(30 + index, {
      id: `n${index}`,
      url: `${API}/api/notifications/${1000 + index}`,
      error: CHROMIUM_BLOCKED,
      response: { headers: { ...DJANGO } },
    }),
  ),
  { ...blockedMethod, id: 'f1' },
  { ...graphqlRefused, id: 'f2' },
  ...[1, 2, 3].map((number) =>
    make(90 + number, {
      id: `p${number}`,
      url: `${API}/api/public?page=${number}`,
      response: { headers: { ...DJANGO, 'Access-Control-Allow-Origin': '*' } },
    }),
  ),
];

/** Requests that each need their own fix. */
export const manyServers: readonly Exchange[] = Array.from({ length: 12 }, (_, index) =>
  make(30 + index, {
    url: `http://127.0.0.1:${8200 + index}/api`,
    error: CHROMIUM_BLOCKED,
    response: { headers: { ...DJANGO } },
  }),
);

/** A morning's work: every kind of row together. */
export const morning: readonly Exchange[] = [
  blockedMethod,
  blockedMismatch,
  { ...blockedMismatch, id: 'e21' },
  { ...blockedMismatch, id: 'e22' },
  blockedMissing,
  blockedStar,
  blockedRedirect,
  blockedServerError,
  undetermined,
  failed,
  pending,
  allowed,
  redirected,
];

const named = (lines: Readonly<Record<string, string>>) =>
  Object.entries(lines).map(([name, value]) => ({ name, value }));

const devtoolsEntry = (
  second: number,
  { url, ...answer }: { readonly url: string; readonly status: number; readonly _error?: string },
  headers: Readonly<Record<string, string>>,
): object => ({
  startedDateTime: new Date(START + second * 1_000).toISOString(),
  time: 31,
  _resourceType: 'fetch',
  request: {
    method: 'GET',
    url,
    headers: named({ Host: 'api.example.com', Origin: 'https://app.example.com' }),
  },
  response: { ...answer, headers: named(headers), redirectURL: '' },
});

/** What DevTools' own recorder has of a page and a server that are not granted. */
export const devtoolsOnly: readonly object[] = [
  devtoolsEntry(
    10,
    { url: 'https://api.example.com/v1/session', status: 200, _error: 'net::ERR_FAILED' },
    { Server: 'nginx/1.24.0' },
  ),
  devtoolsEntry(
    12,
    { url: 'https://api.example.com/v1/rates', status: 200 },
    { Server: 'nginx/1.24.0', 'Access-Control-Allow-Origin': '*' },
  ),
];
