import { describe, expect, test } from 'vitest';
import type { SerializedOrigin } from '../../model/origin.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { angularProxy } from '../angular-proxy/index.ts';
import { expressProxy } from '../express-proxy/index.ts';
import { nextjsRewrites } from '../nextjs-rewrites/index.ts';
import { nginxProxy } from '../nginx-proxy/index.ts';
import { viteProxy } from '../vite-proxy/index.ts';
import { snippetText } from './stack.ts';

const page = 'http://localhost:5173' as SerializedOrigin;
const simple: AnswerRequirement = {
  server: 'https://api.example' as SerializedOrigin,
  url: 'https://api.example/v1/items?page=2',
  method: 'GET',
  origin: page,
  origins: [page],
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};
const unseen = { server: simple.server, answers: [] };

test('the page asks its own server for the same path, and that server forwards the request', () => {
  const remedy = viteProxy.remedy(simple, unseen);
  expect(remedy?.sameOriginUrl).toBe('http://localhost:5173/v1/items?page=2');
  expect(remedy?.snippets.map(snippetText).join('')).toContain(
    "'/v1': { target: 'https://api.example', changeOrigin: true },",
  );
  expect(remedy?.client.map(snippetText).join('')).toContain("fetch('/v1/items?page=2', {");
});

test('the server that answers does not change', () => {
  const remedy = viteProxy.remedy(simple, unseen);
  const answer = remedy?.answer({ method: 'GET', url: simple.url, headers: [['Origin', page]] });
  expect(answer).toEqual({ status: 200, headers: [] });
});

describe('a server of deployed pages forwards for them too', () => {
  test.each([
    [nginxProxy, ['location "/v1/" {', 'proxy_pass "https://api.example";', 'Cookie ""']],
    [expressProxy, ["target: 'https://api.example',", "removeHeader('cookie')"]],
    [nextjsRewrites, ["destination: 'https://api.example/v1/:path*',"]],
  ])('%#', (stack, lines) => {
    const origin = 'https://shop.example' as SerializedOrigin;
    const remedy = stack.remedy({ ...simple, origin, origins: [origin] }, unseen);
    expect(remedy?.sameOriginUrl).toBe('https://shop.example/v1/items?page=2');
    const text = remedy?.snippets.map(snippetText).join('') ?? '';
    for (const line of lines) expect(text).toContain(line);
  });
});

describe('nothing is offered', () => {
  test.each([
    ['to a page from another machine', { origin: 'https://app.example' }],
    ['to a page whose name only starts like localhost', { origin: 'http://localhost.evil.test' }],
    ['for the root, which is the page itself', { url: 'https://api.example/' }],
    ['for a path without a usable prefix', { url: 'https://api.example/%27/items' }],
  ])('%s', (_, part) => {
    expect(viteProxy.remedy({ ...simple, ...part } as AnswerRequirement, unseen)).toBeNull();
  });
});

test('the page’s port makes its development server likely, but never certain', () => {
  const asked = (origin: string) => ({
    server: simple.server,
    answers: [
      {
        kind: 'actual' as const,
        url: simple.url,
        method: 'GET',
        requestHeaders: [['Origin', origin] as const],
        status: 200,
        headers: [],
        at: 0,
      },
    ],
  });
  expect(viteProxy.detect(asked('http://localhost:5173')).confidence).toBe(0.3);
  expect(angularProxy.detect(asked('http://localhost:5173')).confidence).toBe(0);
  expect(viteProxy.detect(asked('https://app.example:5173')).confidence).toBe(0);
});
