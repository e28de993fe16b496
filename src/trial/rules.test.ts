import { describe, expect, test } from 'vitest';
import { BYPASS, MARK, rulesFor } from './rules.ts';
import { trial } from './testing/sample-trial.ts';

const WHERE = {
  urlFilter: '|http://127.0.0.1:8000/',
  tabIds: [1],
  initiatorDomains: ['localhost'],
};

describe('the rules of a trial', () => {
  test.each(['chromium', 'firefox'] as const)('name its tab, server and page in %s', (browser) => {
    const rules = rulesFor([trial], browser);
    expect(rules.length).toBeGreaterThan(1);
    for (const { condition } of rules) expect(condition).toMatchObject(WHERE);
  });

  test('set what the fix sends, remove what it does not, and mark the response', () => {
    const [preflight] = rulesFor([trial], 'chromium');
    expect(preflight?.condition.requestMethods).toEqual(['options']);
    expect(preflight?.action.responseHeaders).toEqual([
      { header: 'access-control-allow-origin', operation: 'set', value: 'http://localhost:3000' },
      { header: 'access-control-allow-credentials', operation: 'remove' },
      { header: 'access-control-allow-methods', operation: 'set', value: 'PUT' },
      { header: 'access-control-allow-headers', operation: 'remove' },
      { header: 'access-control-expose-headers', operation: 'remove' },
      { header: 'access-control-max-age', operation: 'set', value: '0' },
      { header: MARK, operation: 'set', value: '1000' },
      { header: 'cache-control', operation: 'set', value: 'no-store' },
    ]);
  });

  test('let no changed response outlive the trial in a cache', () => {
    const chromium = rulesFor([trial], 'chromium').flatMap(({ action }) => action.requestHeaders);
    expect(chromium).toContainEqual(expect.objectContaining({ header: BYPASS, operation: 'set' }));
    const changing = (['chromium', 'firefox'] as const)
      .flatMap((browser) => rulesFor([trial], browser))
      .flatMap(({ action }) => (action.responseHeaders === undefined ? [] : [action]));
    expect(changing).toHaveLength(4);
    for (const { responseHeaders } of changing) {
      expect(responseHeaders).toContainEqual({
        header: 'cache-control',
        operation: 'set',
        value: 'no-store',
      });
    }
  });

  test('leave requests as they are, except for the cache’s own header on safe methods', () => {
    for (const { condition, action } of rulesFor([trial], 'chromium')) {
      if (action.requestHeaders === undefined) continue;
      expect(condition.requestMethods).toEqual(['get', 'head']);
      expect(action.requestHeaders.map(({ header }) => header)).toEqual([BYPASS]);
    }
    const firefox = rulesFor([trial], 'firefox');
    expect(firefox.flatMap(({ action }) => action.requestHeaders ?? [])).toEqual([]);
  });

  test('leave preflights alone if the request needs none', () => {
    for (const { condition } of rulesFor([{ ...trial, preflight: null }], 'firefox')) {
      expect(condition.excludedRequestMethods).toEqual(['options']);
    }
  });

  test('have different numbers in all tabs', () => {
    const ids = rulesFor([trial, { ...trial, tabId: 2 }], 'firefox').map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3, 4]);
  });
});
