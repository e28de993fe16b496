import { describe, expect, test } from 'vitest';
import { NO_NOTES } from '../model/notes.ts';
import { plainText } from '../model/prose.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
} from '../model/testing/sample-exchange.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';

/** A server that nobody here can set: what is said, and what is never printed for it. */

const asked = (url: string, more: ExchangeInput = {}) => {
  const own = exchange({
    page: 'http://localhost:5173',
    url,
    error: CHROMIUM_BLOCKED,
    response: { status: 200, headers: { 'Content-Type': 'application/json' } },
    ...more,
  });
  const { elsewhere, remedies, candidates, requirement } = diagnose(own, {
    browser: 'chromium',
    exchanges: [own],
  });
  return {
    ways: elsewhere.map(plainText),
    fixes: remedies.map(({ stack }) => stack.id),
    offered: candidates.map(({ stack }) => stack.id),
    text: remedies.flatMap(({ remedy }) => remedy.snippets.map(snippetText)).join('\n'),
    answer: requirement.answer,
  };
};

const preflighted = (asksHeaders: string, method = 'POST'): ExchangeInput => ({
  method,
  unsent: true,
  response: null,
  preflight: { status: 404, headers: {}, asksHeaders },
});

describe('the ways around, in their order', () => {
  test.each<[sentence: string, url: string, ways: readonly RegExp[], more?: ExchangeInput]>([
    ['I fetch Google’s results', 'https://www.google.com/search', [/^Ask from your own server/]],
    [
      'I geocode with the web service',
      'https://maps.googleapis.com/maps/api/geocode/json?address=a&key=b',
      [/^Load the Maps JavaScript API/, /^Ask from your own server/],
    ],
    [
      'I send JSON to a webhook of Slack',
      'https://hooks.slack.com/services/T/B/x',
      [/^Try the body as text\/plain/, /^Ask from your own server/],
      preflighted('content-type'),
    ],
    [
      'I send a header of my own',
      'https://api.telegram.org/bot1/getMe',
      [/^Try the request without x-app/, /^Ask from your own server/],
      preflighted('x-app', 'GET'),
    ],
    [
      'I send my token to Notion',
      'https://api.notion.com/v1/pages',
      [/^Ask from your own server/],
      preflighted('authorization,content-type'),
    ],
    [
      'I fetch the consent page',
      'https://accounts.google.com/o/oauth2/v2/auth?client_id=1',
      [
        /^Sign in with the script of Google/,
        /^Navigate to .*\/auth with/,
        /^Ask from your own server/,
      ],
      { response: { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } } },
    ],
    [
      'I ask Wikipedia',
      'https://en.wikipedia.org/w/api.php?action=query',
      [/^Add origin=\* to the address/, /^Ask from your own server/],
    ],
  ])('%s', (_, url, ways, more) => {
    const said = asked(url, more);
    expect(said.ways).toHaveLength(ways.length);
    for (const [index, way] of ways.entries()) expect(said.ways[index]).toMatch(way);
  });
});

test('no header lines are printed, only servers of the page that forward', () => {
  const { fixes, offered, text, answer } = asked('https://api.notion.com/v1/pages');
  expect(fixes[0]).toBe('vite-proxy');
  expect(offered.toSorted()).toEqual([
    'angular-proxy',
    'express-proxy',
    'nextjs-rewrites',
    'nginx-proxy',
    'vite-proxy',
    'webpack-dev-server',
  ]);
  expect(text).toContain('https://api.notion.com');
  expect(text).not.toMatch(/Access-Control-Allow/);
  expect(answer).toBeNull();
});

test('a page that is deployed gets the servers of deployed pages', () => {
  const { fixes } = asked('https://api.notion.com/v1/pages', { page: 'https://shop.example' });
  expect(fixes.toSorted()).toEqual(['express-proxy', 'nextjs-rewrites', 'nginx-proxy']);
});

test('cookies that the service does not allow are left out first', () => {
  const { ways } = asked('https://api.notion.com/v1/pages', {
    requestHeaders: { Cookie: '[redacted]' },
    response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
  });
  expect(ways[0]).toMatch(/^Leave out credentials: 'include'/);
});

test('a mistake of the page is named first', () => {
  const { ways } = asked('https://api.notion.com/v1/pages', {
    ...preflighted('access-control-allow-origin'),
    preflight: {
      status: 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
      asksHeaders: 'access-control-allow-origin',
    },
  });
  expect(ways[0]).toMatch(/^Do not send access-control-allow-origin from the page/);
});

test('a deployed page cannot reach the user’s own machine through its server', () => {
  const { ways, fixes } = asked('http://localhost:1234/v1/models', {
    page: 'https://shop.example',
  });
  expect(ways).toEqual([expect.stringMatching(/^Turn on “Enable CORS”/)]);
  expect(fixes).toEqual([]);
});

test('LM Studio has one switch for all sites, so its page’s server asks', () => {
  const { ways, fixes, text } = asked('http://localhost:1234/v1/chat/completions');
  expect(ways).toEqual([expect.stringMatching(/^Let the page’s own server forward/)]);
  expect(fixes[0]).toBe('vite-proxy');
  expect(text).not.toMatch(/Access-Control-Allow|\*/);
});

describe('a server that I said is not mine', () => {
  const server = 'https://api.partner.example';
  const said = (more: ExchangeInput = {}, notMine: readonly string[] = [server]) => {
    const own = exchange({
      page: 'http://localhost:5173',
      url: `${server}/items`,
      error: CHROMIUM_BLOCKED,
      response: { status: 200, headers: { Server: 'nginx/1.26.0' } },
      ...more,
    });
    const notes = { ...NO_NOTES, notMine };
    return diagnose(own, { browser: 'chromium', exchanges: [own], notes });
  };

  test('gets the ways around, and no header lines, although its software is known', () => {
    const { elsewhere, remedies, requirement, hints } = said();
    expect(elsewhere.map(plainText)).toEqual([expect.stringMatching(/^Ask from your own server/)]);
    expect(remedies[0]?.stack.id).toBe('vite-proxy');
    const text = remedies.flatMap(({ remedy }) => remedy.snippets.map(snippetText)).join('\n');
    expect(text).not.toMatch(/Access-Control-Allow/);
    expect(requirement.answer).toBeNull();
    expect(hints.map(({ id }) => id)).not.toContain('hand-written-middleware');
  });

  test('is set like any other when I take it back, and so are all others', () => {
    expect(said({}, []).remedies[0]?.stack.id).toBe('nginx');
    expect(said({}, ['https://other.example']).remedies[0]?.stack.id).toBe('nginx');
  });

  test('needs no preflight when only the preflight fails', () => {
    const { elsewhere } = said(preflighted('content-type'));
    expect(plainText(elsewhere[0] ?? [])).toMatch(/^Try the body as text\/plain/);
  });

  test('is asked without cookies when it allows pages only so', () => {
    const { elsewhere } = said({
      requestHeaders: { Cookie: '[redacted]' },
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
    });
    expect(elsewhere.map(plainText)[0]).toMatch(/^Leave out credentials: 'include'/);
  });

  test('lets my own server read the headers that it does not expose', () => {
    const own = exchange({
      page: 'http://localhost:5173',
      url: `${server}/items`,
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': '*', 'X-Total-Count': '9' },
      },
      declared: {
        credentials: 'same-origin',
        mode: 'cors',
        headerNames: [],
        readNames: ['x-total-count'],
        stack: [],
      },
    });
    const of = (notMine: readonly string[]) =>
      diagnose(own, {
        browser: 'chromium',
        exchanges: [own],
        notes: { ...NO_NOTES, notMine },
      });
    expect(of([]).requirement.answer?.expose).toEqual(['x-total-count']);
    const { elsewhere, requirement } = of([server]);
    expect(requirement.answer).toBeNull();
    expect(elsewhere.map(plainText)).toEqual([expect.stringMatching(/^Ask from your own server/)]);
  });

  test('that redirects to its other address is asked there', () => {
    const { elsewhere } = said({
      method: 'POST',
      unsent: true,
      response: null,
      preflight: {
        status: 301,
        headers: { Location: `${server}/items/` },
        asksHeaders: 'content-type',
      },
    });
    expect(plainText(elsewhere[0] ?? [])).toMatch(/items\//);
  });
});
