/**
 * Test support: secrets of many shapes in all the places where traffic carries them, and ordinary
 * URLs and headers without secrets. A seed gives any number of each. Nothing that ships imports
 * this file.
 */
import type { Header, HeaderList } from '../header-list.ts';

/** Numbers from a seed: equal seeds give equal samples. */
export type Random = {
  /** From 0 up to `end`, without `end`. */
  readonly below: (end: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** That many characters of the alphabet. */
  readonly text: (alphabet: string, length: number) => string;
};

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[below(choices.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  };
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  return { below, pick, text };
}

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const BASE36 = DIGITS + LOWER;
const BASE62 = BASE36 + UPPER;
const BASE64URL = `${BASE62}-_`;
const BASE64 = `${BASE62}+/`;

const between = (random: Random, least: number, most: number): number =>
  least + random.below(most - least + 1);

const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join('-');

const jsonPart = (random: Random): string => `eyJ${random.text(BASE62, between(random, 16, 60))}`;

type Shape = readonly [name: string, make: (random: Random) => string];

/** Secrets that are recognizable anywhere. */
const TELLING: readonly Shape[] = [
  ['a JSON Web Token', (r) => `${jsonPart(r)}.${jsonPart(r)}.${r.text(BASE64URL, 43)}`],
  ['an unsigned JSON Web Token', (r) => `${jsonPart(r)}.${jsonPart(r)}.`],
  ['an AWS access key id', (r) => `${r.pick(['AKIA', 'ASIA'])}${r.text(`${UPPER}234567`, 16)}`],
  ['a token of GitHub', (r) => `gh${r.pick([...'pousr'])}_${r.text(BASE62, 36)}`],
  [
    'a fine-grained token of GitHub',
    (r) => `github_pat_${r.text(BASE62, 22)}_${r.text(BASE62, 59)}`,
  ],
  ['a token of GitLab', (r) => `glpat-${r.text(BASE64URL, 20)}`],
  [
    'a token of Slack',
    (r) => `xox${r.pick([...'bpsa'])}-${r.text(DIGITS, 11)}-${r.text(BASE62, 24)}`,
  ],
  ['a key of Stripe', (r) => `${r.pick(['sk', 'rk'])}_live_${r.text(BASE62, 24)}`],
  ['a webhook secret of Stripe', (r) => `whsec_${r.text(BASE62, 32)}`],
  ['an API key of Google', (r) => `AIza${r.text(BASE64URL, 35)}`],
  ['an access token of Google', (r) => `ya29.${r.text(BASE64URL, 60)}`],
  ['a key of SendGrid', (r) => `SG.${r.text(BASE64URL, 22)}.${r.text(BASE64URL, 43)}`],
  ['a key of OpenAI', (r) => `sk-proj-${r.text(BASE62, 40)}`],
  ['a token of npm', (r) => `npm_${r.text(BASE62, 36)}`],
  ['a token of a bot of Telegram', (r) => `${r.text('123456789', 9)}:AA${r.text(BASE64URL, 33)}`],
  ['64 hex digits', (r) => r.text(HEX, 64)],
  ['base64 for URLs', (r) => r.text(BASE64URL, between(r, 32, 64))],
  ['letters and digits', (r) => r.text(BASE62, between(r, 30, 64))],
];

/**
 * Secrets that are recognizable where ids are unusual: in a header or parameter without a telling
 * name.
 */
const RANDOM: readonly Shape[] = [
  ...TELLING,
  ['32 hex digits', (r) => r.text(HEX, 32)],
  ['40 hex digits', (r) => r.text(HEX, 40)],
  ['base64', (r) => `${r.text(BASE64, 43)}=`],
  ['small letters and digits', (r) => r.text(BASE36, between(r, 32, 50))],
  ['a secret key of AWS', (r) => r.text(BASE64, 40)],
];

/** Secrets that are recognizable by their place only. */
const OPAQUE: readonly Shape[] = [
  ...TELLING,
  ['32 hex digits', (r) => r.text(HEX, 32)],
  ['a UUID', uuid],
  ['ten letters and digits', (r) => `${r.text(BASE62, 5)}${r.text(DIGITS, 2)}${r.text(LOWER, 4)}`],
  ['a token of Django', (r) => `c${r.text(BASE36, 2)}${r.text(DIGITS, 3)}-${r.text(HEX, 32)}`],
];

/** Secrets that are recognizable by their name only. */
const ANY: readonly Shape[] = [
  ...RANDOM,
  ...OPAQUE,
  ['a password', (r) => `${r.text(LOWER, 5)}${r.text(UPPER, 3)}${r.text(DIGITS, 4)}!`],
  ['a password of letters', (r) => r.text(LOWER, between(r, 12, 16))],
  ['a passphrase', (r) => `${r.text(LOWER, 6)}-${r.text(LOWER, 5)}-${r.text(LOWER, 7)}`],
  ['a licence key', (r) => [5, 5, 5, 5].map((n) => r.text(UPPER + DIGITS, n)).join('-')],
];

const NUMBER: Shape = ['a number', (r) => r.text('123456789', 8)];

const WORDS = (
  'account address archive article asset author balance banner basket billing blog board book branch ' +
  'calendar campaign catalog category channel chapter chart checkout client comment company contact ' +
  'content country course currency customer dashboard delivery department device document download ' +
  'editor employee event export feature filter folder format forum gallery group guide history home ' +
  'image import index inventory invoice item journal language layout lesson library list location ' +
  'market media member menu message metric mobile module movie news note office online order page ' +
  'partner payment person photo place plan platform player playlist policy popular post price product ' +
  'profile project promotion public quarter question quote rating recent record region release report ' +
  'resource result review room route sample schedule school search season section series service ' +
  'setting shipping shop site source staff station status stock store story student subject summary ' +
  'support survey system table target task team template theme thread ticket timeline title topic ' +
  'track trade traffic training travel type unit update upload user vehicle vendor version video view ' +
  'visit volume warehouse weather website week widget window work year zone'
).split(' ');

/** Where a planted secret is: the part of the traffic that holds it. */
export type Carrier =
  | { readonly in: 'url'; readonly url: string }
  /** Where a response redirects to. */
  | { readonly in: 'redirect'; readonly url: string }
  | { readonly in: 'request'; readonly header: Header }
  | { readonly in: 'response'; readonly header: Header };

export type Planted = {
  /** Its shape and place, for people. */
  readonly words: string;
  readonly secret: string;
  readonly carrier: Carrier;
};

const HEADER_NAMES = (
  'Authorization Proxy-Authorization Authentication X-Authentication X-Authorization X-Auth X-Auth-Token ' +
  'X-Access-Token X-Api-Key Api-Key ApiKey X-Goog-Api-Key Ocp-Apim-Subscription-Key X-Functions-Key ' +
  'X-Amz-Security-Token X-Shopify-Access-Token X-Vault-Token Private-Token X-Figma-Token X-CSRFToken ' +
  'X-CSRF-Token X-XSRF-TOKEN X-Pass X-Passcode X-Passphrase X-Password X-Pwd X-Pin X-TOTP X-OTP X-MFA ' +
  'X-Hmac X-Signature X-Hub-Signature-256 Stripe-Signature X-Sign CB-ACCESS-KEY CB-ACCESS-SIGN ' +
  'CB-ACCESS-PASSPHRASE OK-ACCESS-KEY OK-ACCESS-PASSPHRASE X-MBX-APIKEY X-BAPI-SIGN X-Session X-Session-Id ' +
  'X-Sid X-JWT X-JWT-Assertion DPoP X-Client-Secret X-App-Key X-License-Key X-Shared-Key X-Credentials ' +
  'X-Forwarded-Authorization X-Bearer X-Ticket X-SAML Cookie X-Original-Cookie'
).split(' ');

const PARAMETER_NAMES = (
  'access_token accessToken token id_token refresh_token authToken pass passwd password passphrase passcode ' +
  'pw pwd pin accessKey access_key privateKey appKey app_key sharedKey licenseKey license_key apiKey api_key ' +
  'apikey API-KEY key subscription-key sig signature sign hmac code state session session_id sessionId sid ' +
  'PHPSESSID JSESSIONID otp totp client_secret clientSecret secret user[password] login.password auth ' +
  'X-Amz-Signature X-Amz-Credential X-Amz-Security-Token X-Goog-Signature AWSAccessKeyId oauth_token ' +
  'oauth_signature ticket SAMLResponse csrfmiddlewaretoken _csrf nonce assertion jwt credential'
).split(' ');

const CODE_PLACES = (
  '/reset/ /reset-password/ /password/reset/ /password/reset/MQ/ /verify/ /verify-email/ /confirm/ ' +
  '/confirm_email/ /activate/ /account/activation/ /magic-link/ /unsubscribe/ /unlock/ /otp/'
).split(' ');
const PLACES = [
  ...CODE_PLACES,
  ...(
    '/invite/ /invitations/ /token/ /api/tokens/ /session/ /login/ /hooks/ /hooks/catch/123456/ /webhook/ ' +
    '/api/webhooks/123456789012345678/ /services/T024BE7LD/B024BE7LH/ /share/ /join/ /keys/ /secret/'
  ).split(' '),
];

const NEUTRAL_HEADERS = 'X-Custom X-Data X-Tenant X-Client-Info X-Extra X-Payload X-Meta'.split(
  ' ',
);
const NEUTRAL_PARAMETERS = 'q x data ref value payload t p from'.split(' ');

const HOSTS = [
  'https://api.example.com',
  'http://127.0.0.1:8000',
  'https://shop.example.co.uk:8443',
];

type Placing = {
  readonly words: string;
  readonly shapes: readonly Shape[];
  readonly place: (secret: string, random: Random) => Carrier;
};

const base = (random: Random): string => `${random.pick(HOSTS)}/${random.pick(WORDS)}s`;

/** A URL with a secret, at one of the places where URLs occur. */
function ofUrl(url: string, random: Random): Carrier {
  const where = random.below(6);
  if (where < 3) return { in: 'url', url };
  if (where === 3) return { in: 'redirect', url };
  return where === 4
    ? { in: 'request', header: [random.pick(['Referer', 'X-Original-URL']), url] }
    : ofAnswerUrl(url, random);
}

function ofAnswerUrl(url: string, random: Random): Carrier {
  const [name, value] = random.pick<Header>([
    ['Location', url],
    ['Content-Location', url],
    ['Link', `<${url}>; rel="next"`],
    ['Refresh', `0; url=${url}`],
    ['X-Next', url],
  ]);
  return { in: 'response', header: [name, value] };
}

function ofHeader(header: Header, random: Random): Carrier {
  return { in: random.pick(['request', 'response'] as const), header };
}

const query = (name: string, value: string): string => `?page=2&${name}=${value}&sort=name`;
const neutral = (random: Random): string => random.pick(NEUTRAL_HEADERS);
const encoded = encodeURIComponent;

const PLACINGS: readonly Placing[] = [
  {
    words: 'in a header, by its name',
    shapes: ANY,
    place: (secret, r) => ofHeader([r.pick(HEADER_NAMES), secret], r),
  },
  {
    words: 'behind a scheme in Authorization',
    shapes: ANY,
    place: (secret, r) => ({
      in: 'request',
      header: [
        'Authorization',
        `${r.pick(['Bearer', 'Basic', 'Token', 'ApiKey', 'SSWS'])} ${secret}`,
      ],
    }),
  },
  {
    words: 'behind a scheme elsewhere',
    shapes: OPAQUE,
    place: (secret, r) =>
      ofHeader(
        [neutral(r), `${r.pick(['Bearer', 'bearer', 'Basic', 'Token', 'DPoP'])} ${secret}`],
        r,
      ),
  },
  {
    words: 'in Cookie',
    shapes: ANY,
    place: (secret) => ({ in: 'request', header: ['Cookie', `theme=dark; sid=${secret}`] }),
  },
  {
    words: 'in Set-Cookie',
    shapes: ANY,
    place: (secret) => ({
      in: 'response',
      header: ['Set-Cookie', `sid=${secret}; Path=/; HttpOnly; SameSite=Lax`],
    }),
  },
  {
    words: 'in a query, by its name',
    shapes: ANY,
    place: (secret, r) => ofUrl(base(r) + query(r.pick(PARAMETER_NAMES), encoded(secret)), r),
  },
  {
    words: 'in a parameter of a path',
    shapes: ANY,
    place: (secret, r) =>
      ofUrl(
        `${base(r)};${r.pick(['jsessionid', 'JSESSIONID', 'token'])}=${encoded(secret)}/list`,
        r,
      ),
  },
  {
    words: 'in a path, by its place',
    shapes: OPAQUE,
    place: (secret, r) => ofUrl(`${r.pick(HOSTS)}${r.pick(PLACES)}${encoded(secret)}`, r),
  },
  {
    words: 'a number in a path, by its place',
    shapes: [NUMBER],
    place: (secret, r) => ofUrl(`${r.pick(HOSTS)}${r.pick(CODE_PLACES)}${secret}/done`, r),
  },
  {
    words: 'in the path of a bot',
    shapes: OPAQUE.filter(([name]) => name !== 'a UUID'),
    place: (secret, r) =>
      ofUrl(
        `https://api.telegram.org/bot${r.text('123456789', 9)}:${encoded(secret)}/sendMessage`,
        r,
      ),
  },
  {
    words: 'in a fragment',
    shapes: ANY,
    place: (secret, r) => ofUrl(`${base(r)}#access_token=${encoded(secret)}`, r),
  },
  {
    words: 'as a user or password',
    shapes: ANY,
    place: (secret, r) => {
      const user = r.pick([encoded(secret), `me:${encoded(secret)}`, `${encoded(secret)}:x`]);
      return ofUrl(base(r).replace('://', `://${user}@`), r);
    },
  },
  {
    words: 'in a URL inside a query',
    shapes: ANY,
    place: (secret, r) => {
      const inner = `${base(r)}${query(r.pick(PARAMETER_NAMES), encoded(secret))}`;
      return ofUrl(`${base(r)}?next=${r.pick([encoded(inner), encoded(encoded(inner))])}`, r);
    },
  },
  {
    words: 'in JSON inside a query',
    shapes: ANY,
    place: (secret, r) =>
      ofUrl(`${base(r)}?filter=${encoded(JSON.stringify({ user: { password: secret } }))}`, r),
  },
  {
    words: 'in JSON in a header',
    shapes: ANY,
    place: (secret, r) =>
      ofHeader(
        [
          neutral(r),
          JSON.stringify({ id: 7, [r.pick(PARAMETER_NAMES)]: r.pick([secret, [secret]]) }),
        ],
        r,
      ),
  },
  {
    words: 'among pairs in a header',
    shapes: ANY,
    place: (secret, r) =>
      ofHeader(
        [
          neutral(r),
          `user=ann; ${r.pick(PARAMETER_NAMES)}=${r.pick([secret, `"${secret}"`])}; v=1`,
        ],
        r,
      ),
  },
  {
    words: 'behind a name and a colon in a header',
    shapes: ANY,
    place: (secret, r) => ofHeader([neutral(r), `token: ${secret}`], r),
  },
  {
    words: 'in a list in a header, by its look',
    shapes: RANDOM,
    place: (secret, r) => ofHeader([neutral(r), `web, ${secret}, ${r.pick(WORDS)}`], r),
  },
  {
    words: 'in a header, by its look',
    shapes: RANDOM,
    place: (secret, r) => ofHeader([neutral(r), secret], r),
  },
  {
    words: 'in JSON in a header, by its look',
    shapes: RANDOM,
    place: (secret, r) => ofHeader([neutral(r), JSON.stringify({ a: ['b', secret] })], r),
  },
  {
    words: 'in a query, by its look',
    shapes: RANDOM,
    place: (secret, r) => ofUrl(base(r) + query(r.pick(NEUTRAL_PARAMETERS), encoded(secret)), r),
  },
  {
    words: 'in a query without a name, by its look',
    shapes: RANDOM,
    place: (secret, r) => ofUrl(`${base(r)}?${encoded(secret)}`, r),
  },
  {
    words: 'in a path, by its look',
    shapes: TELLING,
    place: (secret, r) => ofUrl(`${base(r)}/${encoded(secret)}/${r.pick(WORDS)}`, r),
  },
  {
    words: 'among the protocols of a WebSocket',
    shapes: OPAQUE.filter(([name]) => !name.startsWith('a token of a bot')),
    place: (secret, r) => ({
      in: 'request',
      header: [
        'Sec-WebSocket-Protocol',
        r.pick([
          `bearer, ${secret}`,
          `graphql-ws, access_token, ${secret}`,
          `base64url.bearer.${secret}`,
        ]),
      ],
    }),
  },
  {
    words: 'in a challenge',
    shapes: OPAQUE,
    place: (secret, r) => ({
      in: 'response',
      header: [
        'WWW-Authenticate',
        r.pick([`Digest realm="api", nonce="${secret}", qop="auth"`, `Negotiate ${secret}`]),
      ],
    }),
  },
];

/** A secret of some shape at some place. */
export function plantedSecret(random: Random): Planted {
  const { words, shapes, place } = random.pick(PLACINGS);
  const [shape, make] = random.pick(shapes);
  const secret = make(random);
  return { words: `${shape} ${words}`, secret, carrier: place(secret, random) };
}

/** That many secrets from a seed. */
export function plantedSecrets(seed: number, count: number): readonly Planted[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => plantedSecret(random));
}

/** A request and its answer. */
export type Traffic = {
  readonly url: string;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  /** Where the response redirects to. */
  readonly redirectUrl: string | null;
  readonly secrets: readonly string[];
};

/** As few requests as possible that carry all secrets: each carries one per kind of place. */
export function trafficWith(planted: readonly Planted[]): readonly Traffic[] {
  const of = (place: Carrier['in']): readonly Planted[] =>
    planted.filter(({ carrier }) => carrier.in === place);
  const [urls, redirects, sent, received] = [
    of('url'),
    of('redirect'),
    of('request'),
    of('response'),
  ];
  const count = Math.max(urls.length, redirects.length, sent.length, received.length);
  return Array.from({ length: count }, (_, at) => {
    const own = [urls[at], redirects[at], sent[at], received[at]];
    const urlIn = (one: Planted | undefined): string | null =>
      one !== undefined && 'url' in one.carrier ? one.carrier.url : null;
    const headerIn = (one: Planted | undefined): HeaderList =>
      one !== undefined && 'header' in one.carrier ? [one.carrier.header] : [];
    return {
      url: urlIn(urls[at]) ?? `https://api.example.com/items/${at}`,
      requestHeaders: headerIn(sent[at]),
      responseHeaders: headerIn(received[at]),
      redirectUrl: urlIn(redirects[at]),
      secrets: own.flatMap((one) => one?.secret ?? []),
    };
  });
}

const PIECE = 8;

/**
 * Whether a text holds a secret or a piece of it: eight characters of a long one are enough. The
 * common beginning of a kind of token and the dashes of a UUID do not count.
 */
export function holds(text: string, secret: string): boolean {
  if (secret.length <= 2 * PIECE) return text.includes(secret) || text.includes(encoded(secret));
  for (let at = 0; at + PIECE <= secret.length; at += PIECE / 2) {
    if (text.includes(secret.slice(at, at + PIECE))) return true;
  }
  return false;
}

const slug = (random: Random): string =>
  Array.from({ length: between(random, 2, 6) }, () => random.pick(WORDS)).join('-');
const date = (random: Random): string =>
  `20${between(random, 10, 29)}-${10 + random.below(3)}-${between(random, 10, 28)}`;
const time = (random: Random): string => `${date(random)}T${between(random, 10, 23)}:15:30.123Z`;
const version = (random: Random): string =>
  `${random.below(20)}.${random.below(30)}.${random.below(9)}`;
const assetHash = (random: Random): string =>
  random.pick([
    random.text(HEX, 8),
    random.text(HEX, 16),
    random.text(HEX, 20),
    random.text(HEX, 32),
    random.text(BASE64URL, 8),
  ]);

/** The last parts of paths, as REST APIs, sites and bundlers write them. */
const SEGMENTS: readonly ((random: Random) => string)[] = [
  (r) => String(r.below(1_000_000)),
  uuid,
  slug,
  date,
  (r) => r.pick(WORDS),
  (r) => `${r.pick(WORDS)}_${r.pick(WORDS)}`,
  (r) => `${slug(r)}-${r.below(100_000)}`,
  (r) => `v${r.below(9)}/${r.pick(WORDS)}s`,
  (r) =>
    `${r.pick(['app', 'main', 'chunk', 'vendor'])}.${assetHash(r)}.${r.pick(['js', 'css', 'mjs', 'js.map'])}`,
  (r) => `${r.pick(WORDS)}-${assetHash(r)}.${r.pick(['js', 'css', 'woff2', 'svg'])}`,
  (r) => `${r.pick(WORDS)}.${r.pick(['json', 'png', 'html', 'pdf'])}`,
  (r) => r.text(HEX, 24),
  (r) => `commits/${r.text(HEX, 40)}`,
  (r) => `${r.pick(['cus', 'pi', 'sub', 'in'])}_${r.text(BASE62, 14)}`,
  (r) => r.text(BASE64URL, 11),
  (r) => `-N${r.text(BASE62, 18)}`,
  (r) => `@${r.pick(WORDS)}/${r.pick(WORDS)}@${version(r)}`,
  (r) => `${r.below(90)}.${r.below(9999)},${r.below(180)}.${r.below(9999)}`,
  (r) => `${r.pick(WORDS)}%20${r.pick(WORDS)}`,
  (r) => `${r.pick(['users', 'orders', 'sessions'])}/${r.below(9999)}/${r.pick(WORDS)}s`,
];

/** Routes of accounts: only words. */
const ROUTES = (
  '/login /login/callback /auth/callback /oauth2/authorize /reset-password /reset-password/confirm ' +
  '/verify/email /sessions/new /sessions/me /password/change /token/refresh /webhooks/stripe /invites'
).split(' ');

const PARAMETERS: readonly ((random: Random) => string)[] = [
  (r) => `page=${r.below(100)}`,
  (r) => `limit=${r.pick([10, 20, 50])}&offset=${r.below(1000)}`,
  (r) => `q=${r.pick(WORDS)}+${r.pick(WORDS)}`,
  (r) => `search=${r.pick(WORDS)}%20${r.pick(WORDS)}`,
  (r) => `sort=-${r.pick(WORDS)}`,
  (r) => `filter[${r.pick(WORDS)}]=${r.pick(WORDS)}`,
  (r) => `fields=${r.pick(WORDS)},${r.pick(WORDS)},${r.pick(WORDS)}`,
  (r) => `id=${uuid(r)}`,
  (r) => `userId=${r.text(HEX, 24)}`,
  (r) => `from=${date(r)}&to=${date(r)}`,
  (r) => `since=${encoded(time(r))}`,
  (r) => `_=${1_700_000_000_000 + r.below(99_999_999_999)}`,
  (r) => `v=${version(r)}`,
  (r) => `v=${r.text(HEX, r.pick([8, 20, 32]))}`,
  (r) => `lang=${r.pick(['en', 'de', 'pt-BR'])}`,
  (r) => `state=${r.pick(['open', 'closed', 'all'])}`,
  (r) => `lat=${r.below(90)}.${r.below(99999)}&lng=-${r.below(90)}.${r.below(99999)}`,
  (r) => `next=${encoded(`/${r.pick(WORDS)}/${r.below(99)}`)}`,
  (r) => `redirect=${encoded(`https://app.example.com/${slug(r)}#${r.pick(WORDS)}`)}`,
  (r) => `utm_source=${r.pick(WORDS)}&utm_campaign=${slug(r)}-2026`,
  (r) => `ids=${r.below(99)},${r.below(99)},${r.below(99)}`,
  (r) => `email=${r.pick(WORDS)}@example.com`,
  (r) => `where=${encoded(JSON.stringify({ [r.pick(WORDS)]: r.below(9), name: r.pick(WORDS) }))}`,
  (r) => `sortKey=${r.pick(WORDS)}&author=${r.pick(WORDS)}`,
  (r) => `tags=${slug(r)}`,
  () => 'debug',
];

/** A URL as applications and sites have them, without a secret. */
export function ordinaryUrl(random: Random): string {
  const prefix = random.pick([
    '',
    '/api',
    '/api/v2',
    '/rest/v1',
    '/static',
    '/assets/js',
    '/wp-json/wp/v2',
  ]);
  const path = Array.from(
    { length: between(random, 1, 3) },
    () => `/${random.pick(SEGMENTS)(random)}`,
  );
  const parameters = Array.from({ length: random.below(4) }, () => random.pick(PARAMETERS)(random));
  const route = random.below(10) === 0 ? random.pick(ROUTES) : '';
  const search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return `${random.pick(HOSTS)}${prefix}${path.join('')}${route}${search}`;
}

const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
];

const HEADERS: readonly ((random: Random) => Header)[] = [
  (r) => ['User-Agent', r.pick(AGENTS)],
  () => ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'],
  () => ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  () => ['Accept-Language', 'de-DE,de;q=0.9,en-US;q=0.8'],
  () => ['Sec-CH-UA', '"Chromium";v="141", "Not=A?Brand";v="24"'],
  (r) => ['Sec-WebSocket-Key', `${r.text(BASE64, 22)}==`],
  () => ['Sec-WebSocket-Protocol', 'graphql-transport-ws'],
  (r) => ['Origin', r.pick(HOSTS)],
  (r) => ['Host', r.pick(['api.example.com', 'd1a2b3c4e5f6g7.cloudfront.net'])],
  (r) => ['Referer', `https://app.example.com/${slug(r)}`],
  (r) => [
    'Content-Type',
    `multipart/form-data; boundary=----WebKitFormBoundary${r.text(BASE62, 16)}`,
  ],
  () => ['Content-Type', 'application/json; charset=utf-8'],
  (r) => ['ETag', `W/"${r.text(HEX, 32)}"`],
  (r) => ['ETag', `"${r.text(BASE64, 27)}"`],
  (r) => ['If-None-Match', `"${r.text(HEX, 40)}"`],
  () => ['Last-Modified', 'Fri, 20 Nov 2026 05:12:00 GMT'],
  () => ['Cache-Control', 'public, max-age=31536000, immutable'],
  (r) => ['traceparent', `00-${r.text(HEX, 32)}-${r.text(HEX, 16)}-01`],
  (r) => ['X-Request-Id', r.pick([uuid(r), r.text(HEX, 32)])],
  (r) => ['X-Correlation-ID', uuid(r)],
  (r) => ['X-B3-TraceId', r.text(HEX, 32)],
  (r) => ['sentry-trace', `${r.text(HEX, 32)}-${r.text(HEX, 16)}-0`],
  (r) => ['CF-RAY', `${r.text(HEX, 16)}-FRA`],
  (r) => ['X-Amz-Cf-Id', `${r.text(BASE64URL, 54)}==`],
  (r) => ['X-Amz-Request-Id', r.text(UPPER + DIGITS, 16)],
  (r) => ['X-Amz-Id-2', `${r.text(BASE64, 75)}=`],
  (r) => ['Content-MD5', `${r.text(BASE64, 22)}==`],
  (r) => ['X-Goog-Hash', `crc32c=${r.text(BASE64, 6)}==`],
  (r) => ['Digest', `sha-256=${r.text(BASE64, 43)}=`],
  () => ['Server', 'nginx/1.27.1 (Ubuntu)'],
  () => ['X-Powered-By', 'PHP/8.3.11'],
  () => ['Via', '1.1 varnish (Varnish/7.5), 1.1 google'],
  () => ['Vary', 'Origin, Cookie, Authorization'],
  () => ['Access-Control-Allow-Headers', 'authorization, x-api-key, x-csrf-token'],
  (r) => ['Access-Control-Allow-Origin', r.pick(HOSTS)],
  () => ['Access-Control-Expose-Headers', 'X-Auth-Token, ETag'],
  () => ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains; preload'],
  (r) => [
    'Content-Security-Policy',
    `default-src 'self'; script-src 'nonce-${r.text(BASE64, 22)}==' 'sha256-${r.text(BASE64, 43)}='`,
  ],
  () => ['Permissions-Policy', 'publickey-credentials-get=(), geolocation=(self)'],
  () => ['WWW-Authenticate', 'Bearer realm="api", error="invalid_token"'],
  () => ['Server-Timing', 'db;dur=53.2, app;dur=47.2;desc="Total"'],
  (r) => [
    'Link',
    `<https://api.example.com/${r.pick(WORDS)}s?page=3>; rel="next", <https://cdn.example.com>; rel=preconnect`,
  ],
  () => ['Alt-Svc', 'h3=":443"; ma=86400'],
  (r) => ['X-RateLimit-Remaining', String(r.below(5000))],
  (r) => ['X-Total-Count', String(r.below(5000))],
  (r) => ['X-Runtime', `0.0${r.text(DIGITS, 5)}`],
  (r) => ['Location', ordinaryUrl(r)],
  (r) => ['Content-Disposition', `attachment; filename="${slug(r)}.pdf"`],
  (r) => ['X-Client-Version', `web@${version(r)}+${r.text(HEX, 7)}`],
  (r) => ['X-App-Version', version(r)],
  (r) => ['X-Timezone', r.pick(['Europe/Berlin', 'America/New_York'])],
  (r) => ['X-Tenant', slug(r)],
  (r) => ['X-Tenant-Id', uuid(r)],
  (r) => ['X-Feature-Flags', `${slug(r)},${slug(r)}`],
  (r) => ['X-Requested-With', r.pick(['XMLHttpRequest', 'com.example.app'])],
  (r) => ['X-Forwarded-For', `10.0.${r.below(255)}.${r.below(255)}, 203.0.113.7`],
  (r) => ['Idempotency-Key', uuid(r)],
  (r) => ['X-Cache', r.pick(['HIT', 'MISS from cloudfront'])],
  (r) => ['X-Served-By', `cache-fra-eddf${r.text(DIGITS, 7)}-FRA`],
  (r) => ['X-Timer', `S17${r.text(DIGITS, 8)}.123456,VS0,VE1`],
  (r) => [
    'X-Github-Request-Id',
    `${r.text('0123456789ABCDEF', 4)}:${r.text('0123456789ABCDEF', 6)}:${r.text('0123456789ABCDEF', 7)}`,
  ],
  (r) => ['SourceMap', `/assets/main.${r.text(HEX, 20)}.js.map`],
  (r) => ['HX-Current-URL', ordinaryUrl(r)],
  (r) => ['X-Device', JSON.stringify({ os: 'linux', width: r.below(3000), locale: 'en-GB' })],
];

/** A header as browsers, servers and applications send them, without a secret. */
export const ordinaryHeader = (random: Random): Header => random.pick(HEADERS)(random);
