import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prove } from '../diagnosis/prove.ts';
import { hostileEvidence } from '../diagnosis/testing/hostile-evidence.ts';
import { get, listElements } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { API, PAGE } from '../model/testing/sample-exchange.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { corsCheck } from '../policy/cors-check.ts';
import { corsPreflightFetch } from '../policy/cors-preflight-fetch.ts';
import { stacks } from '../servers/index.ts';
import type { Remedy, ServerAnswer, ServerRequest } from '../servers/kit/stack.ts';
import { planOf } from './plan.ts';

const NAMED = { stack: 'Django', exchange: '7' };
const RULES = { ...BROWSERS.chromium, wildcardCoversAuthorization: false };

describe.each(stacks.map((stack) => [stack.label, stack] as const))('%s', (_, stack) => {
  test('what is tried passes as the fix does, and lets in no other page', () => {
    fc.assert(
      fc.property(hostileEvidence, ({ required, seenServer, others }) => {
        const remedy = stack.remedy(required, seenServer);
        if (remedy === null || remedy.sameOriginUrl !== undefined) return;
        // The browser's rules know no other scheme.
        if (!required.origin.startsWith('http')) return;
        if (prove(remedy, required, seenServer) === null) return;
        const plan = planOf(remedy, required, NAMED);
        if (plan === null) throw new Error('a proved fix cannot be tried');
        const { url, method, headers: unsafeNames, credentials: needs } = required;
        const credentials = needs ? 'include' : 'omit';
        const common = { url, credentials, status: 200, hop: 0 } as const;
        const actual = { ...common, headers: plan.actual, phase: 'actual' } as const;
        expect(corsCheck({ ...actual, origin: required.origin })).toEqual([]);
        if (plan.preflight !== null) {
          const asked = { ...common, headers: plan.preflight, method, unsafeNames };
          expect(corsPreflightFetch({ ...asked, origin: required.origin }, RULES)).toEqual([]);
        }
        // Else the page could read the trial's own mark.
        const exposed = get(plan.actual, 'access-control-expose-headers') ?? '';
        expect(listElements(exposed)).not.toContain('*');
        for (const origin of ['null', 'https://stranger.invalid', ...others]) {
          if (origin === required.origin) continue;
          expect(corsCheck({ ...actual, credentials: 'omit', origin })).not.toEqual([]);
          expect(corsCheck({ ...actual, credentials: 'include', origin })).not.toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

const requirement: AnswerRequirement = {
  server: originOf(API),
  url: `${API}/items`,
  method: 'PUT',
  origin: originOf(PAGE),
  origins: [originOf(PAGE)],
  credentials: false,
  methods: ['PUT', 'DELETE'],
  headers: ['x-token'],
  expose: [],
  preflight: true,
};

const fix = (answer: (request: ServerRequest) => Readonly<Record<string, string>>): Remedy => ({
  install: null,
  pasteAtEnd: null,
  restart: null,
  snippets: [],
  notes: [],
  cautions: [],
  client: [],
  test: null,
  answer: (request): ServerAnswer => ({ status: 200, headers: Object.entries(answer(request)) }),
});
const ALLOW = 'Access-Control-Allow-Origin';

describe('what is tried', () => {
  test('is `*` as the origin of the page alone', () => {
    const plan = planOf(
      fix(() => ({ [ALLOW]: '*' })),
      requirement,
      NAMED,
    );
    expect(plan?.actual).toEqual([['access-control-allow-origin', PAGE]]);
  });

  test('joins the methods of a server that names only the one it is asked for', () => {
    const answer = ({ headers }: ServerRequest) => ({
      [ALLOW]: PAGE,
      'Access-Control-Allow-Methods': get(headers, 'access-control-request-method') ?? '',
    });
    const plan = planOf(fix(answer), requirement, NAMED);
    expect(plan?.preflight).toContainEqual(['access-control-allow-methods', 'PUT, DELETE']);
    expect(plan?.actual).toEqual([['access-control-allow-origin', PAGE]]);
  });

  test('leaves the preflight alone if the request needs none', () => {
    const simple = { ...requirement, preflight: false };
    expect(
      planOf(
        fix(() => ({ [ALLOW]: PAGE })),
        simple,
        NAMED,
      )?.preflight,
    ).toBeNull();
  });

  test.each([
    ['a star with credentials', { [ALLOW]: '*', 'Access-Control-Allow-Credentials': 'true' }],
    ['the origin null', { [ALLOW]: 'null' }],
    ['another page', { [ALLOW]: 'http://evil.example' }],
  ])('is never %s', (_, headers) => {
    expect(
      planOf(
        fix(() => headers),
        requirement,
        NAMED,
      ),
    ).toBeNull();
  });
});
