import { expect, test } from 'vitest';
import { blockedByMessages, blockedIn } from './blocked.ts';
import { cdpRecorder, type NetworkEvent } from './cdp-recorder.ts';

const PAGE = 'http://localhost:3000';
const URL = 'http://127.0.0.1:8000/items';
const options = { server: null, page: PAGE };

type Events = readonly (readonly [NetworkEvent, object])[];

/** What Chromium tells of one request, as a session of its DevTools protocol gives it. */
function told(events: Events) {
  const recorder = cdpRecorder();
  for (const [event, params] of events) recorder.take(event, { requestId: '1', ...params });
  return recorder;
}

const sent: Events[number] = [
  'Network.requestWillBeSent',
  {
    request: { url: URL, method: 'GET', headers: {} },
    type: 'Fetch',
    timestamp: 1,
    wallTime: 1_700_000_000,
    initiator: { type: 'script' },
  },
];
const sentExtra: Events[number] = [
  'Network.requestWillBeSentExtraInfo',
  { headers: { Origin: PAGE, 'Sec-Fetch-Mode': 'cors' } },
];
const cameExtra = (headers: object): Events[number] => [
  'Network.responseReceivedExtraInfo',
  { statusCode: 200, headers },
];
const refused = (corsError: string, failedParameter = ''): Events[number] => [
  'Network.loadingFailed',
  {
    timestamp: 2,
    errorText: 'net::ERR_FAILED',
    corsErrorStatus: { corsError, failedParameter },
  },
];

test('the headers on the wire may come before or after the others', () => {
  const end = refused('MissingAllowOriginHeader');
  for (const events of [
    [sent, sentExtra, cameExtra({}), end],
    [sentExtra, sent, cameExtra({}), end],
    [sent, end, sentExtra, cameExtra({})],
  ]) {
    const [blocked, ...more] = blockedIn(told(events), options);
    expect(more).toEqual([]);
    expect(blocked?.request).toBe(`GET ${URL}`);
    expect(blocked?.cause).toContain('(status 200) has no Access-Control-Allow-Origin header');
    expect(blocked?.markdown).toContain(`Access-Control-Allow-Origin: ${PAGE}`);
  }
});

test('a header of two lines counts as two', () => {
  const headers = { 'Access-Control-Allow-Origin': `${PAGE}\n${PAGE}` };
  const events = [sent, sentExtra, cameExtra(headers), refused('MultipleAllowOriginValues')];
  expect(blockedIn(told(events), options)[0]?.cause).toContain('has 2 lines of');
});

test('where our rules disagree with the browser, only its own words are told', () => {
  const headers = { 'Access-Control-Allow-Origin': PAGE };
  const events = [
    sent,
    sentExtra,
    cameExtra(headers),
    refused('AllowOriginMismatch', 'http://a.test'),
  ];
  const [blocked] = blockedIn(told(events), options);
  expect(blocked?.cause).toBe('Access-Control-Allow-Origin allows another origin: http://a.test.');
});

test('a reason that is new is told without a cause or a fix', () => {
  const [blocked] = blockedIn(told([sent, sentExtra, refused('SomethingNew')]), options);
  expect(blocked?.cause).toBe('The browser says that CORS blocked this request.');
  expect(blocked?.markdown).not.toContain('Fix');
});

test('a failure without CORS is not told', () => {
  const end = ['Network.loadingFailed', { timestamp: 2, errorText: 'net::ERR_FAILED' }] as const;
  expect(blockedIn(told([sent, sentExtra, cameExtra({}), end]), options)).toEqual([]);
});

test('secrets of an address are not told', () => {
  const request = { url: `${URL}?api_key=c2VjcmV0MTIzNDU2Nzg5`, method: 'GET', headers: {} };
  const secret: Events[number] = [sent[0], { ...sent[1], request }];
  for (const end of [refused('MissingAllowOriginHeader'), refused('SomethingNew')]) {
    const blocked = blockedIn(told([secret, sentExtra, cameExtra({}), end]), options);
    expect(blocked).toHaveLength(1);
    expect(JSON.stringify(blocked)).not.toContain('c2VjcmV0');
  }
});

test('events without their parts are no harm', () => {
  const recorder = cdpRecorder();
  for (const params of [null, 'x', {}, { requestId: '1', request: 3, timestamp: 'a' }]) {
    recorder.take('Network.requestWillBeSent', params);
    recorder.take('Network.responseReceived', params);
    recorder.take('Network.loadingFailed', params);
  }
  expect(blockedIn(recorder, options)).toEqual([]);
});

const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://api.test/a. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.';
const SAFARI =
  'Origin http://app.test is not allowed by Access-Control-Allow-Origin. Status code: 200 Fetch API cannot load http://api.test/a due to access control checks.';

test('Firefox: the console states the cause, and the page asked', () => {
  const [blocked] = blockedByMessages([FIREFOX, FIREFOX], {
    server: 'nginx',
    page: 'http://app.test',
  });
  expect(blocked).toMatchObject({
    request: 'http://api.test/a',
    cause: 'The response has no Access-Control-Allow-Origin.',
  });
  expect(blocked?.markdown).toContain('"http://app.test" $http_origin;');
});

test('WebKit: what its console leaves open stays open, without a fix', () => {
  const [blocked] = blockedByMessages([SAFARI], { server: 'nginx', page: 'http://app.test' });
  expect(blocked?.cause).toContain(', or ');
  expect(blocked?.markdown).not.toContain('Fix');
});

test('other messages are not told', () => {
  expect(blockedByMessages(['TypeError: Failed to fetch', ''], options)).toEqual([]);
});
