import { expect, test } from 'vitest';
import { type PuppeteerMessage, type PuppeteerPage, watchPage } from './index.ts';

const PAGE = 'http://localhost:3000';
const URL = 'http://127.0.0.1:8000/items';
const CONSOLE = `Access to fetch at '${URL}' from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;

type Told = readonly (readonly [event: string, params: object])[];

/** A page as Puppeteer has it: its session tells all of these once it is asked, and then prints. */
function pageWith(told: Told | null, printed: readonly PuppeteerMessage[]): PuppeteerPage {
  const listeners = new Map<string, (params: unknown) => void>();
  return {
    url: () => `${PAGE}/orders`,
    on: (_, listener) => printed.forEach(listener),
    createCDPSession: async () => {
      if (told === null) throw new Error('no such session');
      return {
        on: (event, listener) => listeners.set(event, listener),
        send: async () => {
          for (const [event, params] of told) listeners.get(event)?.({ requestId: '1', ...params });
        },
      };
    },
  };
}

const message = (text: string, args: readonly unknown[] = []): PuppeteerMessage => ({
  args: () => args,
  type: () => 'error',
  text: () => text,
});

const REFUSED: Told = [
  [
    'Network.requestWillBeSent',
    {
      request: { url: URL, method: 'GET', headers: {} },
      type: 'Fetch',
      timestamp: 1,
      wallTime: 1_700_000_000,
      initiator: { type: 'script' },
    },
  ],
  ['Network.requestWillBeSentExtraInfo', { headers: { Origin: PAGE, 'Sec-Fetch-Mode': 'cors' } }],
  ['Network.responseReceivedExtraInfo', { statusCode: 200, headers: {} }],
  [
    'Network.loadingFailed',
    {
      timestamp: 2,
      errorText: 'net::ERR_FAILED',
      corsErrorStatus: { corsError: 'MissingAllowOriginHeader', failedParameter: '' },
    },
  ],
];

test('Chromium tells over its protocol, and the console repeats nothing', async () => {
  const watch = await watchPage(pageWith(REFUSED, [message(CONSOLE)]), 'express-cors');
  const [blocked, ...more] = await watch.blocked();
  expect(more).toEqual([]);
  expect(blocked?.request).toBe(`GET ${URL}`);
  expect(blocked?.markdown).toContain(`origin: ['${PAGE}']`);
});

test('without such a session, the console tells', async () => {
  const watch = await watchPage(pageWith(null, [message(CONSOLE)]));
  expect((await watch.blocked()).map(({ request }) => request)).toEqual([URL]);
});

test('what the page prints itself is not believed', async () => {
  const watch = await watchPage(pageWith([], [message(CONSOLE, ['an argument'])]));
  expect(await watch.blocked()).toEqual([]);
});
