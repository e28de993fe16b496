import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostile } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { CHROMIUM_BLOCKED, exchange, hop, PAGE } from '../model/testing/sample-exchange.ts';
import { toMarkdown } from './markdown.ts';
import { redactExchange } from './redact.ts';
import { toReport } from './report.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };

const OPTIONS = { version: '1', capturedAt: '2026-11-20T05:00:00Z' };
describe('an exchange', () => {
  test('without a secret is the same object', () => {
    const clean = exchange({
      error: CHROMIUM_BLOCKED,
      requestHeaders: { 'X-Token': '[redacted]' },
    });
    expect(redactExchange(clean)).toBe(clean);
  });

  test('is the same after the second time, whatever it contains', PATIENCE, () => {
    fc.assert(
      fc.property(hostile, (one) => {
        const once = redactExchange(one);
        expect(redactExchange(structuredClone(once))).toEqual(once);
      }),
    );
  });
});

/** One secret in every place that can carry one, as if nothing was redacted before. */
function planted(): readonly [exchanges: readonly Exchange[], secrets: readonly string[]] {
  const secrets: string[] = [];
  const secret = (): string => {
    const made = `pl4nted${String(secrets.length).padStart(3, '0')}S3cretS3cretS3cret`;
    secrets.push(made);
    return made;
  };
  const url = (host: string): string =>
    `http://user${secret()}:${secret()}@${host}/items?token=${secret()}&q=${secret()}&session_id=${secret()}#${secret()}`;
  const sent = (): HeaderList => [
    ['Authorization', `Bearer ${secret()}`],
    ['Cookie', `sessionid=${secret()}; csrftoken=${secret()}`],
    ['X-Api-Key', secret()],
    ['X-CSRFToken', secret()],
    ['X-Unheard-Of', secret()],
    ['X-Scheme', `Token ${secret()}`],
    ['X-Jwt-Elsewhere', `eyJ${secret()}.${secret()}.${secret()}`],
    ['Referer', `${PAGE}/reset?code=${secret()}#${secret()}`],
  ];
  const received = (): HeaderList => [
    ['Set-Cookie', `sessionid=${secret()}; Path=/; HttpOnly`],
    ['Set-Cookie', `csrftoken=${secret()}; SameSite=None`],
    ['Location', url('sso.test')],
    ['Link', `<${url('cdn.test')}>; rel=next`],
    ['Refresh', `0; url=${url('sso.test')}`],
    ['X-Auth-Token', secret()],
    ['Access-Control-Allow-Origin', `http://me:${secret()}@localhost:3000`],
    ['Access-Control-Allow-Origin', `http://me:${secret()}@localhost:3001`],
    ['WWW-Authenticate', `Bearer ${secret()}`],
  ];
  const exchanges = [301, 500].map((status, index) =>
    exchange({
      id: String(index),
      error: `net::ERR_FAILED at ${url('api.test')}`.replace(/ at .*/, index === 0 ? '' : '$&'),
      hops: [
        hop({
          url: url('127.0.0.1:8000'),
          method: 'PUT',
          unsent: index === 0,
          requestHeaders: sent(),
          preflight: {
            status,
            asksHeaders: 'x-unheard-of',
            requestHeaders: sent(),
            headers: received(),
          },
          response:
            index === 0 ? null : { status, headers: received(), modifiedHeaders: received() },
          redirectedTo: index === 0 ? null : url('sso.test'),
        }),
      ],
    }),
  );
  return [exchanges, secrets];
}

test.each(['chromium', 'firefox'] as const)('the export in %s contains no secret', (browser) => {
  const [exchanges, secrets] = planted();
  const context = { browser, exchanges };
  expect(secrets.length).toBeGreaterThan(80);
  expect(JSON.stringify(exchanges)).toContain(secrets.at(-1));
  const exported = [
    JSON.stringify(toReport(exchanges, context, OPTIONS)),
    toMarkdown(exchanges, context, OPTIONS),
  ];
  for (const text of exported) {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain('[redacted]');
  }
});

test('the export of one exchange contains no secret of the others', () => {
  const [neighbours, secrets] = planted();
  const plain = exchange({ id: 'plain', error: CHROMIUM_BLOCKED });
  const context = { browser: 'chromium', exchanges: [plain, ...neighbours] } as const;
  const exported =
    JSON.stringify(toReport([plain], context, OPTIONS)) + toMarkdown([plain], context, OPTIONS);
  expect(secrets.filter((secret) => exported.includes(secret))).toEqual([]);
});
