import { describe, expect, test } from 'vitest';
import type { Header } from './header-list.ts';
import { REDACTED, redactHeader, redactText, redactUrl } from './redact.ts';
import { isSecretName } from './secrets.ts';
import {
  holds,
  ordinaryHeader,
  ordinaryUrl,
  plantedSecrets,
  randomFrom,
} from './testing/planted-secrets.ts';

/** A fixed seed: a failure is easy to repeat. `npm run attack` uses new ones. */
const SEED = 20_261_120;

describe('samples', () => {
  test('1,500 planted secrets leave no trace', () => {
    const left = plantedSecrets(SEED, 1_500).filter(({ secret, carrier }) => {
      const clean = 'url' in carrier ? redactUrl(carrier.url) : redactHeader(carrier.header)[1];
      return holds(clean, secret);
    });
    expect(left).toEqual([]);
  });

  test('fewer than one in a hundred of 5,000 ordinary URLs has anything hidden', () => {
    const random = randomFrom(SEED);
    const urls = Array.from({ length: 5_000 }, () => ordinaryUrl(random));
    expect(urls.filter((url) => redactUrl(url) !== url).length).toBeLessThan(50);
  });

  test('fewer than one in a hundred of 5,000 ordinary headers has anything hidden', () => {
    const random = randomFrom(SEED);
    const headers = Array.from({ length: 5_000 }, () => ordinaryHeader(random));
    const hidden = headers.filter((header) => redactHeader(header)[1] !== header[1]);
    expect(hidden.length).toBeLessThan(50);
  });

  test('the planted secrets would be found if nothing were hidden', () => {
    const all = plantedSecrets(SEED, 1_500);
    const seen = all.filter(({ secret, carrier }) =>
      holds('url' in carrier ? carrier.url : carrier.header[1], secret),
    );
    expect(seen.length).toBe(all.length);
  });
});

describe('by its name', () => {
  test.each(
    (
      'Authorization Authentication X-Pass X-Passcode X-Passphrase CB-ACCESS-KEY CB-ACCESS-SIGN ' +
      'CB-ACCESS-PASSPHRASE CB-ACCESS-TIMESTAMP X-TOTP X-Pin X-Hmac X-MFA-Code X-Auth XAuth x-oauth-token ' +
      'pass passphrase pw pwd pin accessKey privateKey appKey sharedKey licenseKey apikey key keys sid ' +
      'sessionId JSESSIONID PHPSESSID code state user[password] AWSAccessKeyId SAMLResponse ' +
      'verification_code accessCode X-Security-Code userpass dbpass userPwd usrpwd X-DPoP csrfmiddlewaretoken'
    ).split(' '),
  )('%s is a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each(
    (
      'author authors authority passenger passive bypass compass spin pinned shipping keyword monkey ' +
      'sortKey primaryKey foreign_key Idempotency-Key Surrogate-Key cacheKey side signal design country ' +
      'statement encoder postcode zipcode X-Request-Id X-Powered-By Vary assessment obsession'
    ).split(' '),
  )('%s is not a secret', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('hidden', () => {
  test.each<[what: string, url: string, expected: string]>([
    ['a session in a path', '/a;jsessionid=1A2B/b', '/a;jsessionid=[redacted]/b'],
    ['a bot’s token', '/bot123:ABC-def/getMe', '/[redacted]/getMe'],
    ['a token to reset a password', '/reset/hunter2', '/reset/[redacted]'],
    ['a token of Django, and the user’s id', '/reset/MQ/c3x-1a2b3c/', '/reset/MQ/[redacted]/'],
    [
      'a UUID where the place says so',
      '/verify/550e8400-e29b-41d4-a716-446655440000',
      '/verify/[redacted]',
    ],
    ['a code of digits', '/verify-email/123456', '/verify-email/[redacted]'],
    [
      'a webhook of Slack',
      'https://hooks.slack.com/services/T000/B000/XXXX',
      'https://hooks.slack.com/services/[redacted]/[redacted]/[redacted]',
    ],
    [
      'a webhook of Discord, not its id',
      '/api/webhooks/123456789012345678/aB3-dE5_fG7',
      '/api/webhooks/123456789012345678/[redacted]',
    ],
    ['a value that is encoded twice', '/a?next=%252Fb%253Ftoken%253Dabc', '/a?next=[redacted]'],
    ['JSON in a query', '/a?f=%7B%22pin%22%3A1234%7D', '/a?f=[redacted]'],
    ['a name that is a secret itself', '/a?AKIAIOSFODNN7EXAMPLE', '/a?[redacted]'],
  ])('%s', (_, url, expected) => {
    expect(redactUrl(url)).toBe(expected);
    expect(redactUrl(`https://a.test${url.replace(/^https:..[^/]*/, '')}`)).toContain(REDACTED);
  });

  test.each<[what: string, header: Header, expected: string]>([
    ['in JSON', ['X-A', '{"id":7,"token":"abc"}'], '{"id":7,"token":"[redacted]"}'],
    ['in a list in JSON', ['X-A', '{"tokens":["abc","d"]}'], '{"tokens":"[redacted]"}'],
    ['in JSON that is cut off', ['X-A', '{"token":"abc","us'], '{"token":"[redacted]","us'],
    ['between semicolons', ['X-A', 'user=ann; pass=abc; v=1'], 'user=ann; pass=[redacted]; v=1'],
    [
      'between semicolons, with blanks in it',
      ['X-A', 'host=h; Password=b c d; x=1'],
      'host=h; Password=[redacted]; x=1',
    ],
    ['in quotes', ['X-A', 'pass="a b; c", v=1'], 'pass="[redacted]", v=1'],
    ['behind a scheme of another header', ['X-A', 'Bearer abc def'], 'Bearer [redacted]'],
    ['behind a scheme in the middle', ['X-A', 'v1, Basic YTpi'], 'v1, Basic [redacted]'],
    [
      'in a WebSocket’s protocols',
      ['Sec-WebSocket-Protocol', 'chat, bearer, abc'],
      'chat, bearer, [redacted]',
    ],
    [
      'in a WebSocket’s protocol',
      ['Sec-WebSocket-Protocol', 'base64url.bearer.authorization.k8s.io.YWJj'],
      'base64url.bearer.[redacted]',
    ],
    [
      'a challenge’s nonce, not its realm',
      ['WWW-Authenticate', 'Digest realm="api", nonce="abc", algorithm=MD5'],
      'Digest realm="api", nonce="[redacted]", algorithm=MD5',
    ],
    [
      'in the path of a cookie',
      ['Set-Cookie', 'a=b; Path=/reset/a1b2c3; Secure'],
      'a=[redacted]; Path=/reset/[redacted]; Secure',
    ],
  ])('%s', (_, header, expected) => {
    expect(redactHeader(header)[1]).toBe(expected);
  });
});

describe('ordinary', () => {
  test.each([
    'https://api.github.com/repos/facebook/react/commits/0f1c5ae7b4d2e9a8c6b5d4e3f2a1b0c9d8e7f6a5',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s',
    'https://fonts.gstatic.com/s/roboto/v32/KFOmCnqEu92Fr1Mu4mxKKTU1Kg.woff2',
    'https://fonts.googleapis.com/css2?family=Roboto:wght@400;700&display=swap',
    'https://en.wikipedia.org/wiki/Cross-origin_resource_sharing?action=raw',
    'https://unpkg.com/@babel/core@7.25.2/lib/index.js',
    'https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/js/bootstrap.bundle.min.js',
    'https://example.com/_next/static/chunks/pages/_app-3f9a1c2b4d5e6f70.js',
    'https://example.com/assets/index-DiwrgTda.js',
    'https://api.example.com/v1/users/550e8400-e29b-41d4-a716-446655440000/orders/507f1f77bcf86cd799439011',
    'https://api.example.com/v1/customers/cus_NffrFeUfNV2Hib/invoices?limit=3&starting_after=in_1MtHbELkdIwHu7ix',
    'https://graph.facebook.com/v19.0/me?fields=id,name,picture.width(100)',
    'https://maps.example.com/tiles/12/2200/1343.png?size=256x256&scale=2',
    'https://app.example.com/reset-password',
    'https://app.example.com/auth/callback/google',
    'https://app.example.com/sessions/42/talks',
    'https://app.example.com/blog/2026/11/how-to-reset-your-password/comments/12345',
    'https://shop.example.com/products/usb-c-to-hdmi-2-1-cable-8k-60hz?variant=43210987654321',
    'https://gravatar.com/avatar/205e460b479e2e5b48aec07710c08d50?s=80&d=identicon',
    'https://api.example.com/search?q=how+do+i+reset+my+password&page=2',
    'https://api.example.com/events?from=2026-01-01T00%3A00%3A00.000Z&tz=Europe%2FBerlin',
  ])('%s', (url) => {
    expect(redactUrl(url)).toBe(url);
    expect(redactHeader(['Location', url])[1]).toBe(url);
    expect(redactText(`It failed at ${url} twice.`)).toBe(`It failed at ${url} twice.`);
  });
});

describe('values that CORS compares stay unchanged', () => {
  test.each([
    'null',
    '*',
    'http://localhost:3000',
    'https://d1a2b3c4e5f6g7h8i9j0.cloudfront.net',
    'chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb',
    'moz-extension://550e8400-e29b-41d4-a716-446655440000',
    'https://a.test, https://b.test',
    'https://a.test/',
  ])('%s', (origin) => {
    for (const name of ['Origin', 'Access-Control-Allow-Origin']) {
      expect(redactHeader([name, origin])).toEqual([name, origin]);
    }
  });

  test.each(['https://me:abc@a.test', 'https://a.test?x', 'https://a.test#x', 'https://a.test?'])(
    'a text that is not an origin does not become one: %s',
    (value) => {
      const [, clean] = redactHeader(['Access-Control-Allow-Origin', value]);
      expect(clean).not.toBe('https://a.test');
      expect(clean).not.toMatch(/abc|x/);
    },
  );

  test('the names of headers stay, also in lists', () => {
    const list = 'authorization, x-api-key, x-4f9a1c2b4d5e6f704f9a1c2b4d5e6f70';
    for (const name of ['Access-Control-Allow-Headers', 'Access-Control-Request-Headers', 'Vary']) {
      expect(redactHeader([name, list])).toEqual([name, list]);
    }
  });

  test('scheme, host, port and the number of path segments stay', () => {
    for (const { carrier } of plantedSecrets(SEED, 1_500)) {
      if (!('url' in carrier)) continue;
      const [before, after] = [new URL(carrier.url), new URL(redactUrl(carrier.url))];
      expect(after.origin).toBe(before.origin);
      expect(after.pathname.split('/').length).toBe(before.pathname.split('/').length);
    }
  });
});

describe('takes linear time', () => {
  const PIECES = (
    '/ \\ //@ //a ? ?a=& a= % %25 ; , " \' \\" = : @ & # token= token=" {"a": [ { eyJ -eyJaaaaaaaa ' +
    'eyJaaaaa. SG.aaaaaaaaaa- bearer: http:// ?a=http://b ?n=%3Fn%3D /reset/ /reset/a1b2 bot1:a ' +
    'xoxb- AKIA 1234567: ghp_ a1 Ab1 aB a. a-b- A 1 tokentoken bearer. services/T0/B0/ :// :/// < ' +
    '550e8400-e29b-41d4-a716-446655440000 [redacted] keykey= a[ sess: =='
  ).split(' ');
  const USES: readonly (readonly [string, (text: string) => unknown])[] = [
    ['a URL', redactUrl],
    ['a text', redactText],
    ['a header', (text) => redactHeader(['X-Any', `Bearer ${text}`])],
    ['a header’s name', (text) => redactHeader([text, 'abc'])],
    ['a WebSocket’s protocols', (text) => redactHeader(['Sec-WebSocket-Protocol', text])],
    ['a cookie', (text) => redactHeader(['Set-Cookie', text])],
  ];

  /** CPU time in milliseconds, including this program's other threads. */
  function cost(use: (text: string) => unknown, text: string): number {
    const start = process.cpuUsage().user;
    use(text);
    return (process.cpuUsage().user - start) / 1000;
  }

  test.each(USES)('%s', (_, use) => {
    const slow = [...PIECES, 'bearer ', 'a: ', '\n', `${'x'.repeat(31)}://`].flatMap((piece) => {
      const text = (length: number): string => piece.repeat(Math.ceil(length / piece.length));
      if (cost(use, text(100_000)) <= 100) return [];
      // A slow run may have other causes: a busy machine, or code that is not yet compiled.
      const pairs = [1, 2, 3, 4, 5].map(() => [cost(use, text(25_000)), cost(use, text(100_000))]);
      const [part = 0, whole = 0] = [0, 1].map((at) =>
        Math.min(...pairs.map((one) => one[at] ?? 0)),
      );
      return whole > 100 && whole > 8 * part ? [[piece, part, whole]] : [];
    });
    expect(slow).toEqual([]);
  });
});
