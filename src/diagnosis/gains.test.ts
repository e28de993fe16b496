import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { get } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import { seenServerOf } from '../model/seen-server.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import { stacks } from '../servers/index.ts';
import { type Remedy, type Snippet, snippetText } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';
import { gainers } from './gains.ts';
import { type HostileEvidence, hostileEvidence, SIBLINGS } from './testing/hostile-evidence.ts';

/**
 * In every form of a fix, the server's responses give nothing to origins that are not required.
 * `answer` is for one form: pasted, edited in place or tried.
 */
function expectNobodyGains(
  answer: Remedy['answer'],
  { required, seenServer }: HostileEvidence,
): void {
  expect(gainers(answer, required, seenServer)).toEqual([]);
}

/** A form that replaces the list allows no other origin at all. */
function expectOnlyRequired(form: Pick<Remedy, 'answer'>, { required, others }: HostileEvidence) {
  for (const origin of others) {
    for (const method of [required.method, 'OPTIONS']) {
      const { headers } = form.answer({
        method,
        url: required.url,
        headers: [
          ['Origin', origin],
          ['Cookie', 'session=1'],
          ...(method === 'OPTIONS'
            ? ([['Access-Control-Request-Method', required.method]] as const)
            : []),
        ],
      });
      expect(['*', origin]).not.toContain(get(headers, 'access-control-allow-origin'));
    }
  }
}

/** The origins in the text, however it quotes or escapes them. */
const originsIn = (snippet: Snippet): readonly string[] =>
  [
    ...`${snippetText(snippet)}${plainText(snippet.place)}`
      .replaceAll('\\', '')
      .matchAll(/[a-z][a-z0-9+.-]*:\/\/[\w.:-]+/g),
  ].map(([found]) => (found.startsWith('http') ? originOf(found) : found));

/** They only say what to do instead of settings. */
const ADVICE_ONLY: readonly string[] = [
  'airplay-receiver',
  'amazon-cognito',
  'authelia',
  'aws-load-balancer',
  'clerk',
  'cloudflare-access',
  'cloudflare-challenge',
  'dev-tunnels',
  'github-codespaces',
  'github-pages',
  'gitpod',
  'google-apps-script',
  'google-cloud-run',
  'grafana',
  'http-server',
  'hugging-face-spaces',
  'immich',
  'influxdb',
  'json-server',
  'lm-studio',
  'localtunnel',
  'meilisearch',
  'miniserve',
  'netdata',
  'ngrok',
  'oauth2-proxy',
  'octoprint',
  'sabre-dav',
  'servarr',
  'supabase-auth',
  'tautulli',
  'third-party',
  'vercel-protection',
];

const withSettings = stacks.filter((stack) => !ADVICE_ONLY.includes(stack.id));

describe.each(withSettings.map((stack) => [stack.label, stack] as const))('%s', (_, stack) => {
  test('allows no origin that did not ask from a page of the user’s, whatever was seen', () => {
    let offered = 0;
    fc.assert(
      fc.property(hostileEvidence, (evidence) => {
        const { required, seenServer, others } = evidence;
        const remedy = stack.remedy(required, seenServer);
        if (remedy === null) return;
        offered += 1;
        const { pasteAtEnd } = remedy;
        const edits = [...remedy.snippets, ...(pasteAtEnd?.snippets ?? [])];
        const texts = [...edits, ...remedy.client, ...(remedy.test ? [remedy.test] : [])];
        expect(texts.flatMap(originsIn).filter((one) => others.includes(one))).toEqual([]);
        if (remedy.sameOriginUrl !== undefined) return;
        expectNobodyGains(remedy.answer, evidence);
        if (pasteAtEnd !== null) expectNobodyGains(pasteAtEnd.answer, evidence);
        // An edit in place keeps the origins that stand there; it names and adds none of them.
        expectOnlyRequired(pasteAtEnd ?? remedy, evidence);
      }),
      { numRuns: 60 },
    );
    expect(offered).toBeGreaterThan(0);
  }, 30_000);
});

test('beside the page that asked, only its own site is allowed, and beside a frame nothing', () => {
  let joined = 0;
  fc.assert(
    fc.property(hostileEvidence, ({ required: { origin, origins }, inFrame }) => {
      const beside = origins.filter((one) => one !== origin);
      joined += beside.length;
      expect([[], ...(inFrame ? [] : [SIBLINGS[origin] ?? []])].flat()).toEqual(
        expect.arrayContaining(beside),
      );
    }),
    { numRuns: 2000 },
  );
  expect(joined).toBeGreaterThan(0);
});

describe('an origin that only a response shows', () => {
  const url = 'http://localhost:8000/api/me';
  const evil = 'https://evil.example';
  const named = (origins: string, at = url) =>
    exchange({
      id: origins,
      page: 'http://localhost:3000',
      url: at,
      requestHeaders: { Cookie: '[redacted]' },
      error: 'net::ERR_FAILED',
      response: {
        headers: [
          ['Access-Control-Allow-Origin', origins],
          ['X-Powered-By', 'Express'],
        ],
      },
    });
  const own = named(evil);
  const diagnosis = diagnose(own, { browser: 'chromium', exchanges: [own] });

  test('gets no credentials from any fix, and each fix names the origins it leaves out', () => {
    const offered = stacks.flatMap(({ id }) => diagnosis.remedyFor(id) ?? []);
    const { answer } = diagnosis.requirement;
    const seen = seenServerOf([own], originOf(url));
    const able = stacks.filter((stack) => answer !== null && stack.remedy(answer, seen) !== null);
    expect(offered.map(({ stack }) => stack.id)).toEqual(able.map(({ id }) => id));
    expect(able.length).toBeGreaterThan(stacks.length / 2);
    for (const { stack, remedy } of offered) {
      const { headers } = remedy.answer({
        method: 'GET',
        url,
        headers: [
          ['Origin', evil],
          ['Cookie', 'session=1'],
        ],
      });
      expect(get(headers, 'access-control-allow-origin'), stack.id).not.toBe(evil);
      if (remedy.sameOriginUrl !== undefined) continue;
      expect(remedy.notes.map(plainText), stack.id).toContain(
        'Your server also named https://evil.example. Keep it only if it is yours.',
      );
    }
  });

  test('stays readable with very many origins', () => {
    const many = Array.from({ length: 2000 }, (__, number) =>
      named(`https://e${number}.example`, `${url}/${number}`),
    );
    const whole = diagnose(own, { browser: 'chromium', exchanges: [...many, own] });
    expect(whole.remedies[0]?.remedy.notes.map(plainText)).toContain(
      'Your server also named https://e0.example, https://e1.example, https://e2.example, https://e3.example and https://e4.example, and 1996 more. Keep only those that are yours.',
    );
  });
});
