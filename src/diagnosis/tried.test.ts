import { describe, expect, test } from 'vitest';
import type { Copied } from '../model/copied.ts';
import { NO_NOTES } from '../model/notes.ts';
import { plainText } from '../model/prose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';
import type { ProvedRemedy } from './diagnosis.ts';

const EXPRESS = { 'X-Powered-By': 'Express' };
const REFUSED: ExchangeInput = {
  requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
  response: { headers: EXPRESS },
  error: CHROMIUM_BLOCKED,
};
const WRONG: ExchangeInput = {
  ...REFUSED,
  response: { headers: { ...EXPRESS, 'Access-Control-Allow-Origin': 'http://localhost:5173' } },
};
const DOWN: ExchangeInput = { response: null, error: 'net::ERR_CONNECTION_REFUSED' };
const at = (seconds: number, input: ExchangeInput): ExchangeInput => ({
  ...input,
  id: `${seconds}`,
  at: seconds * 1_000,
});

/** The first fix for the newest of these requests; `copied`: of the fix for the first one. */
function offered(
  inputs: readonly ExchangeInput[],
  copiedAt: number | null,
  change: (copied: Copied) => Copied = (copied) => copied,
): ProvedRemedy {
  const exchanges = inputs.map((input) => exchange(input));
  const fixFor = (index: number, copied: readonly Copied[]) =>
    diagnose(exchanges.at(index)!, {
      browser: 'chromium',
      exchanges: index === 0 ? exchanges.slice(0, 1) : exchanges,
      notes: { ...NO_NOTES, copied },
    }).remedies[0]!;
  const all = fixFor(0, []).remedy.snippets.map((snippet): Copied => {
    const copied = { server: API, text: snippetText(snippet), at: (copiedAt ?? 0) * 1_000 };
    return change(copied);
  });
  return fixFor(-1, copiedAt === null ? [] : all);
}

const whatElse = ({ tried }: ProvedRemedy): readonly string[] | null =>
  tried?.whatElse.map(plainText) ?? null;

describe('nothing is said of a fix', () => {
  const cases: readonly (readonly [string, () => ProvedRemedy])[] = [
    ['that I did not copy', () => offered([at(0, REFUSED), at(60, REFUSED)], null)],
    ['that I copied just now', () => offered([at(0, REFUSED), at(60, REFUSED)], 90)],
    [
      'while the page polls and I am still pasting',
      () => offered([at(0, REFUSED), at(60, REFUSED)], 57),
    ],
    [
      'that I copied for another server',
      () =>
        offered([at(0, REFUSED), at(60, REFUSED)], 30, (one) => ({
          ...one,
          server: 'http://127.0.0.1:9000',
        })),
    ],
    [
      'whose lines are different now',
      () => offered([at(0, REFUSED), at(60, REFUSED)], 30, (one) => ({ ...one, text: 'x\n' })),
    ],
    [
      'that another URL would need too',
      () => offered([at(0, REFUSED), at(60, { ...REFUSED, url: `${API}/other` })], 30),
    ],
  ];
  test.each(cases)('%s', (_, made) => {
    expect(made().tried).toBeNull();
  });
});

describe('this did not help', () => {
  test('the server answers as before: it was probably not restarted', () => {
    const fix = offered([at(0, REFUSED), at(60, REFUSED)], 30);
    expect(fix.tried?.at).toBe(30_000);
    expect(whatElse(fix)?.[0]).toMatch(/^Restart the server\./);
    expect(whatElse(fix)?.[2]).toContain(`Check which process answers at ${API}`);
    expect(plainText(fix.proof.condition ?? [])).toMatch(/^if the server uses these lines/);
  });

  test('it was restarted, and answers as before: it reads another file', () => {
    const fix = offered([at(0, REFUSED), at(31, DOWN), at(33, REFUSED)], 30);
    expect(whatElse(fix)?.[0]).toContain('It was down for a moment');
  });

  test('its answer changed, for the same reason: something else sets the header', () => {
    const fix = offered([at(0, WRONG), at(60, other('http://localhost:9'))], 30);
    expect(whatElse(fix)?.[0]).toContain('Access-Control-Allow-Origin: http://localhost:9');
  });

  test('its answer changed, and another reason is left', () => {
    const fix = offered([at(0, REFUSED), at(60, WRONG)], 30);
    expect(whatElse(fix)?.[0]).toContain('one reason is left');
  });

  test('a proxy or a cache stands in front', () => {
    const headers = { ...EXPRESS, Via: '1.1 proxy', 'X-Cache': 'HIT' };
    const cached = { ...REFUSED, response: { headers } };
    const all = whatElse(offered([at(0, cached), at(60, cached)], 30)) ?? [];
    expect(all.some((one) => one.includes('X-Cache: HIT'))).toBe(true);
    expect(all.some((one) => one.includes('Via: 1.1 proxy'))).toBe(true);
  });
});

function other(origin: string): ExchangeInput {
  return {
    ...REFUSED,
    response: { headers: { ...EXPRESS, 'Access-Control-Allow-Origin': origin } },
  };
}

describe('a fix that rested on older answers and did not help', () => {
  /** As Django answers; `Vary: origin` shows CorsMiddleware. */
  const DJANGO = {
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
  const passed = { response: { headers: { ...DJANGO, Vary: 'origin', ...allow(PAGE) } } };
  const blocked = { ...REFUSED, url: `${API}/other`, response: { headers: DJANGO } };

  test('makes room for one that needs none of them', () => {
    const inputs = [at(0, passed), at(10, blocked), at(60, blocked)];
    const exchanges = inputs.map((input) => exchange(input));
    const of = (index: number, copied: readonly Copied[]) =>
      diagnose(exchanges[index]!, {
        browser: 'chromium',
        exchanges: exchanges.slice(0, index + 1),
        notes: { ...NO_NOTES, copied },
      }).remedies[0]!;
    const first = of(1, []);
    const [settings] = first.remedy.pasteAtEnd?.snippets ?? [];
    expect(snippetText(settings!)).not.toContain('INSTALLED_APPS');
    const next = of(2, [{ server: API, text: snippetText(settings!), at: 30_000 }]);
    expect((next.remedy.pasteAtEnd?.snippets ?? []).map(snippetText).join('')).toContain(
      'INSTALLED_APPS',
    );
    expect(next.tried).toBeNull();
  });
});

function allow(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin };
}
