import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNetworkEntry } from './network-entry.ts';

const frame = (functionName: string, lineNumber: number, url = 'http://localhost:3000/app.js') => ({
  functionName,
  scriptId: '7',
  url,
  lineNumber,
  columnNumber: 4,
});
const refused = {
  startedDateTime: '2026-03-04T09:30:00.123Z',
  _resourceType: 'fetch',
  _initiator: {
    type: 'script',
    stack: {
      callFrames: [frame('save', 8), frame('', 0, '')],
      parent: { description: 'await', callFrames: [frame('click', 30)] },
    },
  },
  request: {
    method: 'PUT',
    url: 'https://api.example/items?token=abc123abc#top',
    headers: [
      { name: 'x-custom', value: '1' },
      { name: 'Authorization', value: 'Bearer abc123abc' },
    ],
  },
  response: { status: 0, headers: [], _error: 'net::ERR_FAILED' },
};

describe('an entry of DevTools’ recorder', () => {
  test('is read without its secrets, with its calls through every await', () => {
    expect(parseNetworkEntry(refused)).toEqual({
      url: 'https://api.example/items?token=[redacted]',
      method: 'PUT',
      at: Date.UTC(2026, 2, 4, 9, 30, 0, 123),
      isPreflight: false,
      status: 0,
      error: 'net::ERR_FAILED',
      provisionalHeaders: [
        ['x-custom', '1'],
        ['Authorization', '[redacted]'],
      ],
      stack: [
        { functionName: 'save', url: 'http://localhost:3000/app.js', line: 9, column: 5 },
        { functionName: 'click', url: 'http://localhost:3000/app.js', line: 31, column: 5 },
      ],
      allowOrigins: [],
      fromWorker: false,
    });
  });

  test('keeps the separate response header lines that Firefox’s extension API joins', () => {
    const line = (name: string, value: unknown) => ({ name, value });
    const headers = [
      line('Access-Control-Allow-Origin', ''),
      line('Access-Control-Allow-Origin', 'https://shop.example'),
      line('Access-Control-Allow-Origin', 7),
      // Firefox joins only lines with this exact spelling.
      line('access-control-allow-origin', 'https://other.example'),
      line('Vary', 'Origin'),
    ];
    const answered = { ...refused, response: { status: 200, headers } };
    expect(parseNetworkEntry(answered)?.allowOrigins).toEqual(['', 'https://shop.example']);
  });

  test('keeps no request headers if the server answered: the extension API has them', () => {
    const answered = { ...refused, response: { status: 200, headers: [] } };
    expect(parseNetworkEntry(answered)).toMatchObject({
      status: 200,
      error: null,
      provisionalHeaders: [],
    });
  });

  test('gives the line of the tag in the document', () => {
    const _initiator = { type: 'parser', url: 'http://localhost:3000/', lineNumber: 11 };
    expect(parseNetworkEntry({ ...refused, _initiator })?.stack).toEqual([
      { functionName: '', url: 'http://localhost:3000/', line: 12, column: 1 },
    ]);
  });

  test('belongs to a worker if its stack continues in another debugger', () => {
    const stack = { callFrames: [frame('', 0)], parentId: { id: '1', debuggerId: '-2.4' } };
    const _initiator = { type: 'script', stack };
    expect(parseNetworkEntry({ ...refused, _initiator })?.fromWorker).toBe(true);
  });

  test('is ignored if it is invalid, and never throws', () => {
    const dated = (startedDateTime: unknown) => ({ ...refused, startedDateTime });
    for (const none of [undefined, null, 7, {}, dated('soon'), dated({ toString: 1 })]) {
      expect(parseNetworkEntry(none)).toBeNull();
    }
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (a, b) => {
        parseNetworkEntry(a);
        parseNetworkEntry({ ...refused, _initiator: a, response: b });
        parseNetworkEntry(dated(a));
        parseNetworkEntry({ ...refused, request: { ...refused.request, headers: a } });
        parseNetworkEntry({ ...refused, _initiator: { stack: { callFrames: [a], parent: b } } });
      }),
    );
  });
});
