import { describe, expect, test } from 'vitest';
import { nameableOrigin, originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenServer } from '../model/seen-server.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { stacks } from '../servers/index.ts';
import { diagnose } from './diagnose.ts';
import { givesWay, offersFor } from './remedies.ts';

const page = nameableOrigin(PAGE)!;
const requirement: AnswerRequirement = {
  server: originOf(API),
  url: `${API}/items`,
  method: 'GET',
  origin: page,
  origins: [page],
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};
const unknown: SeenServer = { server: originOf(API), answers: [] };
const django: SeenServer = {
  server: originOf(API),
  answers: [
    {
      kind: 'actual',
      url: requirement.url,
      method: 'GET',
      requestHeaders: [['Origin', PAGE]],
      status: 200,
      headers: [
        ['X-Frame-Options', 'DENY'],
        ['X-Content-Type-Options', 'nosniff'],
        ['Referrer-Policy', 'same-origin'],
      ],
      at: 0,
    },
  ],
};
const ids = (offers: readonly { readonly stack: { readonly id: string } }[]) =>
  offers.map(({ stack }) => stack.id);

test('only the first warning stays open; the others become notes', () => {
  const required = { ...requirement, method: 'POST', credentials: true };
  const open: SeenServer = {
    ...django,
    answers: django.answers.map((one) => ({
      ...one,
      headers: [...one.headers, ['Vary', 'origin'], ['Access-Control-Allow-Origin', '*']],
    })),
  };
  const whole = stacks.find(({ id }) => id === 'django-cors-headers')?.remedy(required, open);
  const shown = offersFor(required, open).remedyFor('django-cors-headers')?.remedy;
  const [first, ...others] = whole?.cautions ?? [];
  expect(others.length).toBeGreaterThan(0);
  expect(shown?.cautions).toEqual([first]);
  expect(shown?.notes.slice(0, others.length)).toEqual(others);
});

describe('for an unknown server', () => {
  test('every stack can be chosen, any server first', () => {
    const { candidates } = offersFor(requirement, unknown);
    expect(ids(candidates).toSorted()).toEqual(stacks.map(({ id }) => id).toSorted());
    expect(candidates[0]?.stack.id).toBe('any-server');
    expect(candidates.some(({ detected }) => detected)).toBe(false);
  });

  test('only the fix for any server is shown at first', () => {
    expect(ids(offersFor(requirement, unknown).remedies)).toEqual(['any-server']);
  });
});

describe('for a detected server', () => {
  test('its stack comes first, and the fix for any server stays', () => {
    const { candidates, remedies } = offersFor(requirement, django);
    expect(candidates[0]).toMatchObject({ stack: { id: 'django-cors-headers' }, detected: true });
    expect(ids(remedies)).toEqual(['django-cors-headers', 'any-server']);
  });
});

test('a fix is made at the first request, once for all rows that need the same', () => {
  const first = offersFor(requirement, unknown).remedyFor('django-cors-headers');
  const second = offersFor({ ...requirement }, unknown).remedyFor('django-cors-headers');
  expect(first?.proof.verdict).toBe('allowed');
  expect(second).toBe(first);
});

test('a stack that does not exist, or that has no fix, offers none', () => {
  const { remedyFor } = offersFor({ ...requirement, headers: ['no token'] }, unknown);
  expect(remedyFor('django-cors-headers')).toBeNull();
  expect(remedyFor('perl')).toBeNull();
});

describe("the user's own default stack", () => {
  const nginx: SeenServer = {
    ...django,
    answers: django.answers.map((one) => ({ ...one, headers: [['Server', 'nginx/1.22.1']] })),
  };

  test('comes before stacks that were not detected', () => {
    expect(givesWay(offersFor(requirement, unknown).likeliest)).toBe(true);
  });

  test('comes before a proxy, because the application behind it is unknown', () => {
    const { remedies } = offersFor(requirement, nginx);
    expect(remedies[0]).toMatchObject({ stack: { id: 'nginx' }, detected: true });
    expect(givesWay(remedies[0] ?? null)).toBe(true);
  });

  test('comes after a detected application', () => {
    expect(givesWay(offersFor(requirement, django).likeliest)).toBe(false);
  });
});

test('a fix lists the page’s origin and the newest 20 others, and how many more there are', () => {
  const exchanges = Array.from({ length: 30 }, (_, number) =>
    exchange({
      id: `${number}`,
      page: `http://localhost:${4000 + number}`,
      error: CHROMIUM_BLOCKED,
    }),
  );
  const [oldest] = exchanges;
  if (oldest === undefined) throw new Error('no exchange');
  const { requirement, remedies } = diagnose(oldest, { browser: 'chromium', exchanges });
  const newest = Array.from({ length: 20 }, (_, number) => `http://localhost:${4029 - number}`);
  expect(requirement.answer?.origins).toEqual(['http://localhost:4000', ...newest]);
  expect(remedies[0]?.remedy.notes.map(plainText)).toContain(
    'Add 9 more origins, if you still use them. This list has only the newest 21.',
  );
});

describe('“Proved” stands alone only for what was seen:', () => {
  const declared = {
    credentials: 'omit',
    mode: 'cors',
    headerNames: [],
    readNames: [],
    stack: [],
  } as const;
  test.each([
    ['nothing shows whether the request sends cookies', {}, 'if the request sends no cookies'],
    ['the page was seen to send none', { declared }, null],
    ['the request carries a cookie', { requestHeaders: { Cookie: '[redacted]' } }, null],
    ['a font, whose mode no page chooses', { resourceType: 'font' }, null],
  ] as const)('%s', (_, how, condition) => {
    const one = exchange({ error: CHROMIUM_BLOCKED, response: { status: 200 }, ...how });
    const { remedies, remedyFor } = diagnose(one, { browser: 'chromium', exchanges: [one] });
    expect(remedies.length).toBeGreaterThan(0);
    for (const { proof } of [...remedies, remedyFor('django-cors-headers')!]) {
      expect(proof.condition && plainText(proof.condition)).toBe(condition);
    }
  });

  test('a page that requests its own server needs no permission, with cookies or without', () => {
    const one = exchange({
      error: CHROMIUM_BLOCKED,
      response: { status: 200 },
      url: `${API}/api/x`,
    });
    const fix = diagnose(one, { browser: 'chromium', exchanges: [one] }).remedyFor('vite-proxy');
    expect(fix?.proof.condition).toBeNull();
  });
});
