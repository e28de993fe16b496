import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import type { RawEvent } from './raw-event.ts';
import {
  ALLOW,
  API,
  asking,
  eventsOf,
  feed,
  ORIGIN_HEADER,
  PAGE,
  type Step,
  tick,
} from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

const NO_CORS: HeaderList = [['Sec-Fetch-Mode', 'no-cors']];
const passed: readonly Step[] = [['H', 200, ALLOW], ['S'], ['C']];
const blocked: readonly Step[] = [
  ['H', 200],
  ['E', 'net::ERR_FAILED'],
];

const isKept = (events: readonly RawEvent[], after = 9_900): boolean =>
  exchangesOfTab(feed('chromium', [...events, tick(after)]), 7).length > 0;

describe('kept', () => {
  test.each<[string, RawEvent[]]>([
    ['a cross-origin fetch that passed', eventsOf({ id: '1' }, [['B'], ['s'], ...passed], [0])],
    [
      'a cross-origin fetch that was blocked',
      eventsOf({ id: '1' }, [['B'], ['s'], ...blocked], [0]),
    ],
    [
      'a script that failed',
      eventsOf(
        { id: '1', resourceType: 'script', headers: NO_CORS },
        [['B'], ['s'], ['H', 200], ['E', 'net::ERR_BLOCKED_BY_ORB']],
        [0],
      ),
    ],
    [
      'a font',
      eventsOf({ id: '1', resourceType: 'font', headers: [] }, [['B'], ['s'], ...passed], [0]),
    ],
    [
      'a request of a sandboxed frame to the page’s own server',
      eventsOf(
        { id: '1', url: `${PAGE}/x`, initiator: originOf('data:,') },
        [['B'], ['s', [['Origin', 'null']]], ...blocked],
        [0],
      ),
    ],
    [
      'a request of a frame that the browser does not identify, by its Origin header',
      eventsOf({ id: '1', initiator: null }, [['B'], ['s', [['Origin', 'null']]], ...blocked], [0]),
    ],
    [
      'an image of such a frame that failed',
      eventsOf(
        {
          id: '1',
          initiator: null,
          resourceType: 'image',
          headers: [...NO_CORS, ['Sec-Fetch-Site', 'cross-site']],
        },
        [['B'], ['s'], ['E', 'NS_ERROR_NET_RESET']],
        [0],
      ),
    ],
    [
      'a fetch of such a frame over plain http that failed',
      eventsOf(
        { id: '1', frameId: 3, initiator: null, url: 'http://no-such-host.invalid/', headers: [] },
        [['B'], ['s'], ['E', 'NS_ERROR_UNKNOWN_HOST']],
        [0],
      ),
    ],
    [
      'a same-origin request that is redirected to another origin',
      eventsOf(
        { id: '1', url: `${PAGE}/x`, headers: [] },
        [['B'], ['s'], ['H', 302], ['R', API], ['B', API], ['s', [ORIGIN_HEADER]], ...blocked],
        [0],
      ),
    ],
    [
      'a form-like POST over plain http, which may or may not use CORS',
      eventsOf(
        { id: '1', url: 'http://api.test/', method: 'POST' },
        [['B'], ['s'], ...passed],
        [0],
      ),
    ],
    [
      'a same-origin request whose redirect to another origin was refused',
      eventsOf(
        { id: '1', url: `${PAGE}/x`, headers: [] },
        [['B'], ['s'], ['H', 302, [['Location', API]]], ['E', 'net::ERR_FAILED']],
        [0],
      ),
    ],
    [
      'a same-origin request that is redirected to another program',
      eventsOf(
        { id: '1', url: `${PAGE}/x`, headers: [] },
        [['B'], ['s'], ['H', 302], ['R', 'myapp://callback']],
        [0],
      ),
    ],
    [
      'a beacon that is redirected to another program',
      eventsOf(
        { id: '1', resourceType: 'ping', headers: NO_CORS },
        [['B'], ['s'], ['H', 302], ['R', 'ftp://files.example/']],
        [0],
      ),
    ],
    [
      'a fetch without CORS, which its page cannot read',
      eventsOf(
        { id: '1', headers: [...NO_CORS, ['Sec-Fetch-Dest', 'empty']] },
        [['B'], ['s'], ['H', 200], ['S'], ['C']],
        [0],
      ),
    ],
    [
      'a fetch without CORS over plain http',
      eventsOf({ id: '1', url: 'http://api.test/', headers: [] }, [['B'], ['s'], ...passed], [0]),
    ],
    [
      'an image that got no response',
      eventsOf(
        { id: '1', resourceType: 'image', headers: NO_CORS },
        [['B'], ['s'], ['E', 'net::ERR_ABORTED']],
        [0],
      ),
    ],
    [
      'a fetch without CORS that its page gave up',
      eventsOf(
        { id: '1', headers: [...NO_CORS, ['Sec-Fetch-Dest', 'empty']] },
        [['B'], ['s'], ['H', 200], ['S'], ['E', 'net::ERR_ABORTED']],
        [0],
      ),
    ],
    ['a fetch that is under way', eventsOf({ id: '1' }, [['B'], ['s']], [0])],
  ])('%s', (_, events) => {
    expect(isKept(events)).toBe(true);
  });
});

describe('not kept', () => {
  test.each<[string, RawEvent[]]>([
    [
      'a navigation',
      eventsOf({ id: '1', resourceType: 'main_frame' }, [['B'], ['s'], ...blocked], [0]),
    ],
    [
      'a frame’s navigation',
      eventsOf({ id: '1', resourceType: 'sub_frame' }, [['B'], ['s'], ...blocked], [0]),
    ],
    [
      'a same-origin request, even when it fails',
      eventsOf({ id: '1', url: `${PAGE}/x` }, [['B'], ['s'], ...blocked], [0]),
    ],
    [
      'a same-origin request whose redirect to the same origin failed',
      eventsOf(
        { id: '1', url: `${PAGE}/x`, headers: [] },
        [['B'], ['s'], ['H', 302, [['Location', '/x']]], ['E', 'net::ERR_TOO_MANY_REDIRECTS']],
        [0],
      ),
    ],
    [
      'an image without CORS',
      eventsOf(
        { id: '1', resourceType: 'image', headers: NO_CORS },
        [['B'], ['s'], ...passed],
        [0],
      ),
    ],
    [
      'an image without CORS that is no image, which its element rejects',
      eventsOf(
        { id: '1', resourceType: 'image', headers: NO_CORS },
        [['B'], ['s'], ['H', 200], ['S'], ['E', 'net::ERR_ABORTED']],
        [0],
      ),
    ],
    [
      'a beacon',
      eventsOf(
        { id: '1', resourceType: 'ping', headers: [...NO_CORS, ['Sec-Fetch-Dest', 'empty']] },
        [['B'], ['s'], ...passed],
        [0],
      ),
    ],
    [
      'a script without CORS',
      eventsOf(
        { id: '1', resourceType: 'script', headers: [...NO_CORS, ['Sec-Fetch-Dest', 'script']] },
        [['B'], ['s'], ...passed],
        [0],
      ),
    ],
    [
      'an image without CORS over plain http',
      eventsOf({ id: '1', resourceType: 'image', headers: [] }, [['B'], ['s'], ...passed], [0]),
    ],
    [
      'the browser’s check of its cache for a font',
      eventsOf(
        { id: '1', resourceType: 'font' },
        [['B'], ['s'], ['E', 'net::ERR_CACHE_MISS']],
        [0],
      ),
    ],
    [
      'the browser’s check of its cache for a font, where it finds a redirect',
      eventsOf(
        { id: '1', resourceType: 'font' },
        [
          ['B'],
          ['s'],
          ['H', 308, [['Location', '/x']]],
          ['R', `${API}/x`, 308],
          ['E', 'net::ERR_ABORTED'],
        ],
        [0],
      ),
    ],
    [
      'a request of an extension',
      eventsOf(
        { id: '1', initiator: 'chrome-extension://abc' as typeof PAGE },
        [['B'], ['s'], ...passed],
        [0],
      ),
    ],
    [
      'a WebSocket that opened',
      eventsOf(
        { id: '1', url: 'ws://127.0.0.1:8201/', resourceType: 'websocket' },
        [['B'], ['s'], ['H', 101], ['C']],
        [0],
      ),
    ],
    [
      'a request without an initiator',
      eventsOf({ id: '1', initiator: null, headers: [] }, [['B'], ['s'], ...passed], [0]),
    ],
    [
      'a request with only its first event',
      eventsOf({ id: '1', resourceType: 'image' }, [['B']], [0]),
    ],
    ['a data: URL', eventsOf({ id: '1', url: 'data:,x' }, [['B'], ['s'], ...passed], [0])],
  ])('%s', (_, events) => {
    expect(isKept(events)).toBe(false);
  });

  test('what is not kept is removed from the store', () => {
    const events = eventsOf({ id: '1', url: `${PAGE}/x` }, [['B'], ['s'], ...passed], [0]);
    const state = feed('chromium', [...events, tick(60_000)]);
    expect([state.records.size, state.bytes, state.unfinished.size]).toEqual([0, 0, 0]);
    expect(state.pairing.groups.size).toBe(0);
  });

  test('an extension’s origin in upper case is not kept either', () => {
    const initiator = 'MOZ-EXTENSION://abc' as typeof PAGE;
    expect(isKept(eventsOf({ id: '1', initiator }, [['B'], ['s'], ...blocked], [0]))).toBe(false);
  });
});

test('a preflight alone is shown only after its request has had time to arrive', () => {
  const preflight = eventsOf(
    { id: '2', method: 'OPTIONS', headers: asking('PUT') },
    [['B'], ['s'], ['H', 405], ['S'], ['C']],
    [0],
  );
  expect(isKept(preflight, 1_000)).toBe(false);
  expect(isKept(preflight, 3_000)).toBe(true);
});
