import { describe, expect, test } from 'vitest';
import { serializedOrigin } from '../model/origin.ts';
import { type ExchangeInput, exchange, hop, PAGE } from '../model/testing/sample-exchange.ts';
import { requestMode } from './request-mode.ts';

const modeOf = (input: ExchangeInput) => requestMode(exchange(input), serializedOrigin(PAGE));

describe('the mode of a request', () => {
  test.each<[string, ExchangeInput, string]>([
    ['a document', { resourceType: 'main_frame', method: 'POST' }, 'navigate'],
    ['a frame', { resourceType: 'sub_frame' }, 'navigate'],
    ['a WebSocket, whose GET carries Origin', { resourceType: 'websocket' }, 'websocket'],
    ['what Sec-Fetch-Mode says', { requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' } }, 'no-cors'],
    ['an unknown Sec-Fetch-Mode', { requestHeaders: { 'Sec-Fetch-Mode': 'x' } }, 'cors'],
    ['one with a preflight', { method: 'POST', preflight: {}, unsent: true }, 'cors'],
    ['PUT', { method: 'PUT', unsent: true }, 'cors'],
    ['GET with Origin', { resourceType: 'image' }, 'cors'],
    ['HEAD with Origin', { method: 'HEAD' }, 'cors'],
    ['GET without, to another origin', { origin: null }, 'no-cors'],
    ['GET without, to its own', { origin: null, url: `${PAGE}/` }, 'unknown'],
    ['POST with Origin', { method: 'POST' }, 'unknown'],
    ['a beacon', { method: 'POST', resourceType: 'beacon' }, 'no-cors'],
    ['a ping', { method: 'POST', resourceType: 'ping' }, 'no-cors'],
    ['a font whose request headers were not seen', { resourceType: 'font', unsent: true }, 'cors'],
    [
      'an image whose request headers were not seen',
      { resourceType: 'image', unsent: true },
      'no-cors',
    ],
    ['an unknown kind', { resourceType: '?', unsent: true }, 'unknown'],
    [
      'one that gets Origin after a redirect',
      { hops: [hop({ url: PAGE, origin: null }), hop({})] },
      'cors',
    ],
  ])('%s', (_, input, mode) => {
    expect(modeOf(input)).toBe(mode);
  });
});
