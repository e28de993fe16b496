import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractTokens, get, type Header, type HeaderList } from '../model/header-list.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../model/seen-server.ts';
import { stacks } from './index.ts';
import { isShownOnly, type Remedy, snippetDiff, snippetText } from './kit/stack.ts';

/** These need not be listed. @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
const SAFELISTED = ['GET', 'HEAD', 'POST'];

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const origin = fc
  .tuple(
    fc.constantFrom('http', 'https', 'capacitor'),
    fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'app.example', 'a_b.example'),
    fc.constantFrom('', ':3000', ':65535'),
  )
  .map(([scheme, host, port]) => `${scheme}://${host}${port}` as SerializedOrigin);

const requirement: fc.Arbitrary<AnswerRequirement> = fc
  .record({
    url: fc.constantFrom('https://api.example/a/', 'https://api.example/static/b.js?c="'),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'patch', 'PROPFIND'),
    origin,
    others: fc.uniqueArray(origin, { maxLength: 2 }),
    credentials: fc.boolean(),
    methods: fc.uniqueArray(fc.constantFrom('PUT', 'DELETE', 'patch', 'PROPFIND', 'POST')),
    headers: fc.uniqueArray(token).map((names) => names.toSorted()),
    expose: fc.uniqueArray(token, { maxLength: 3 }).map((names) => names.toSorted()),
  })
  .map(({ others, ...one }) => {
    const own = SAFELISTED.includes(one.method) ? [] : [one.method];
    const methods = [...new Set([...own, ...one.methods])];
    return {
      ...one,
      server: 'https://api.example' as SerializedOrigin,
      origins: [...new Set([one.origin, ...others])],
      methods,
      preflight: methods.length + one.headers.length > 0,
    };
  });

/** Header values as servers send them, and hostile ones. */
const value = (...usual: readonly string[]) =>
  fc.oneof(fc.constantFrom(...usual), fc.string({ unit: 'binary', maxLength: 20 }));

const headers: fc.Arbitrary<HeaderList> = fc
  .record(
    {
      Vary: value('Origin', 'origin', 'Accept, origin', '*'),
      'Access-Control-Allow-Origin': value('*', 'http://localhost:3000', 'null'),
      'Access-Control-Allow-Credentials': value('true'),
      'Access-Control-Allow-Methods': value('G, E, T', 'GET, PUT', '*', 'GET"]\nimport os', ''),
      'Access-Control-Allow-Headers': value('x, -, a', 'content-type, X-Token', '*', '"""'),
      'Access-Control-Max-Age': value('86400', '-1'),
      Allow: value('GET, HEAD, OPTIONS'),
      Server: value('WSGIServer/0.2', 'nginx'),
      'X-Frame-Options': value('DENY'),
      'X-Content-Type-Options': value('nosniff'),
      'Referrer-Policy': value('same-origin'),
    },
    { requiredKeys: [] },
  )
  .map((all) => Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));

const answer: fc.Arbitrary<SeenAnswer> = fc.record({
  kind: fc.constantFrom('preflight', 'actual'),
  url: fc.constantFrom('https://api.example/a/', 'https://api.example/b', 'no url'),
  method: fc.constantFrom('OPTIONS', 'GET', 'PUT'),
  requestHeaders: origin.map((one): HeaderList => [['Origin', one]]),
  status: fc.constantFrom(200, 204, 301, 401, 403, 405, 500),
  headers,
  at: fc.constant(0),
});

const seenServer: fc.Arbitrary<SeenServer> = fc
  .array(answer, { maxLength: 5 })
  .map((answers) => ({ server: 'https://api.example' as SerializedOrigin, answers }));

describe.each(stacks.map((stack) => [stack.label, stack] as const))('%s', (_, stack) => {
  test('has a fix for the usual cases, or says what to do instead', () => {
    const unseen = { server: usual.server, answers: [] };
    if (stack.remedy(usual, unseen) !== null) return;
    expect(stack.instead?.length).toBeGreaterThan(0);
  });

  test('the fix meets every requirement that it accepts, whatever was seen before', () => {
    fc.assert(
      fc.property(requirement, seenServer, (required, seen) => {
        const remedy = stack.remedy(required, seen);
        if (remedy === null) return;
        if (remedy.sameOriginUrl !== undefined) {
          expect(originOf(remedy.sameOriginUrl)).toBe(required.origin);
          return;
        }
        for (const form of [remedy, { ...remedy, ...remedy.pasteAtEnd }]) {
          for (const method of new Set([required.method, ...required.methods])) {
            for (const page of required.origins) {
              expectAllowed(form, { ...required, origin: page }, method);
            }
          }
          expectVaried(form, required);
        }
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  test('writes no wildcard, no null origin and no line that a value made up', () => {
    fc.assert(
      fc.property(requirement, seenServer, (required, seen) => {
        const remedy = stack.remedy(required, seen);
        if (remedy === null) return;
        const forms = [...remedy.snippets, ...(remedy.pasteAtEnd?.snippets ?? [])];
        const install = remedy.install === null ? [] : [remedy.install];
        for (const snippet of [...install, ...forms, ...remedy.client]) {
          const text = snippetText(snippet);
          expect(text).toMatch(/^(?:\t*[ -~]*\n)*$/);
          expect(text).not.toMatch(
            /(["'])(?:\*|null)\1|Allow-[A-Za-z]+: (\*|null)|ALLOW_ALL_ORIGINS = True/,
          );
          const shown = snippet.lines.filter(isShownOnly).length;
          expect(text.split('\n')).toHaveLength(snippet.lines.length - shown + 1);
          expect(snippetDiff(snippet)).toMatch(/^(?:[-+ ]\t*[ -~…]*\n)+$/);
        }
        const inPage = required.credentials || remedy.sameOriginUrl !== undefined;
        expect(remedy.client.length > 0).toBe(inPage);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  test('has a confidence between 0 and 1, whatever was seen', () => {
    fc.assert(
      fc.property(seenServer, (seen) => {
        const { confidence } = stack.detect(seen);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([
    ['the origin is opaque', { origin: 'null' }],
    ['the origin is a wildcard', { origin: '*' }],
    ['the origin contains a line break', { origin: 'http://a\nb' }],
    ['a header name contains a quote', { headers: ['x"'] }],
    ['a header name is a wildcard', { headers: ['*'] }],
    ['a method contains a space', { methods: ['GET PUT'] }],
    ['the URL is invalid', { url: 'nowhere' }],
  ])('offers nothing if %s', (_, part) => {
    const required = { ...simple, ...part } as AnswerRequirement;
    expect(stack.remedy(required, { server: simple.server, answers: [] })).toBeNull();
  });
});

const simple: AnswerRequirement = {
  server: 'http://localhost:8000' as SerializedOrigin,
  url: 'http://localhost:8000/api/',
  method: 'GET',
  origin: 'http://localhost:3000' as SerializedOrigin,
  origins: ['http://localhost:3000' as SerializedOrigin],
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};

const usual: AnswerRequirement = {
  ...simple,
  method: 'PUT',
  methods: ['PUT'],
  headers: ['content-type'],
  preflight: true,
};

test('every server has its own id', () => {
  expect(new Set(stacks.map(({ id }) => id)).size).toBe(stacks.length);
});

test('any server gets both answers, credentials and Vary', () => {
  const required = { ...simple, method: 'PUT', methods: ['PUT'], headers: ['x-token'] };
  const anyServer = stacks.find(({ id }) => id === 'any-server');
  const remedy = anyServer?.remedy(
    { ...required, credentials: true, preflight: true },
    { server: simple.server, answers: [] },
  );
  expect(remedy?.snippets.map(snippetText)).toEqual([
    `${[
      'HTTP/1.1 204 No Content',
      'Access-Control-Allow-Origin: http://localhost:3000',
      'Access-Control-Allow-Methods: PUT',
      'Access-Control-Allow-Headers: x-token',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ].join('\n')}\n`,
    `${[
      'Access-Control-Allow-Origin: http://localhost:3000',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ].join('\n')}\n`,
  ]);
  expect(remedy?.client.map((one) => plainText(one.place)).join()).toMatch(/fetch.*Axios.*jQuery/);
});

test('any server keeps its present Vary', () => {
  const anyServer = stacks.find(({ id }) => id === 'any-server');
  const seen: SeenAnswer = {
    kind: 'actual',
    url: simple.url,
    method: 'GET',
    requestHeaders: [['Origin', simple.origin]],
    status: 200,
    headers: [['Vary', 'Accept']],
    at: 0,
  };
  const remedy = anyServer?.remedy(simple, { server: simple.server, answers: [seen] });
  expect(remedy?.snippets.map(snippetText).join('')).toContain('Vary: Accept, Origin\n');
});

/** The facts that the browser's checks read, without the checks themselves. */
function expectAllowed(remedy: Remedy, required: AnswerRequirement, method: string): void {
  const own: HeaderList = [['Origin', required.origin]];
  const actual = remedy.answer({ method, url: required.url, headers: own });
  expectOrigin(actual.headers, required);
  const exposed = extractTokens(actual.headers, 'access-control-expose-headers') ?? [];
  expect(exposed === 'failure' ? [] : exposed.map((name) => name.toLowerCase())).toEqual(
    expect.arrayContaining([...required.expose]),
  );
  if (!required.preflight) return;
  const asked: HeaderList = [
    ...own,
    ['Access-Control-Request-Method', method],
    ...required.headers.map((name): Header => ['Access-Control-Request-Headers', name]),
  ];
  const preflight = remedy.answer({ method: 'OPTIONS', url: required.url, headers: asked });
  expect([200, 204]).toContain(preflight.status);
  expectOrigin(preflight.headers, required);
  if (!SAFELISTED.includes(method)) {
    expect(extractTokens(preflight.headers, 'access-control-allow-methods')).toContain(method);
  }
  const names = extractTokens(preflight.headers, 'access-control-allow-headers') ?? [];
  expect(names === 'failure' ? [] : names.map((name) => name.toLowerCase())).toEqual(
    expect.arrayContaining([...required.headers]),
  );
}

function expectOrigin(list: HeaderList, { origin: page, credentials }: AnswerRequirement): void {
  const allowed = get(list, 'access-control-allow-origin');
  expect(credentials ? [page] : [page, '*']).toContain(allowed);
  if (credentials) expect(get(list, 'access-control-allow-credentials')).toBe('true');
}

/** If an answer depends on the origin, it has `Vary`, or the user gets a warning. */
function expectVaried(remedy: Remedy, { url, method, origin: page }: AnswerRequirement): void {
  const allowedFor = (asking: string) => {
    const { headers: list } = remedy.answer({ method, url, headers: [['Origin', asking]] });
    return { allowed: get(list, 'access-control-allow-origin'), vary: get(list, 'vary') };
  };
  const { allowed, vary } = allowedFor(page);
  if (allowed === allowedFor('https://other.example').allowed) return;
  const told = remedy.cautions.map(plainText).join(' ');
  if (!/origin|\*/i.test(vary ?? '')) expect(told).toMatch(/Vary/);
}
