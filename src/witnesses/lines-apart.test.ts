import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { getAll } from '../model/header-list.ts';
import { parseNetworkEntry } from '../model/network-entry.ts';
import { exchange, type HeaderInput, hop } from '../model/testing/sample-exchange.ts';
import { withLinesApart } from './lines-apart.ts';

const PAGE = 'http://localhost:3000';
const API = 'http://127.0.0.1:8000/items';
const ACAO = 'Access-Control-Allow-Origin';

/** The fields of Firefox ESR 153's recorder that are read from a response. */
function recorded(lines: readonly string[], { url = API, method = 'GET', at = 1_000 } = {}) {
  const entry = parseNetworkEntry({
    startedDateTime: new Date(at).toISOString(),
    request: { method, url, headers: [] },
    response: { status: 200, headers: lines.map((value) => ({ name: ACAO, value })) },
  });
  if (entry === null) throw new Error('no entry');
  return entry;
}
const asked = (value: string, at = 1_000) =>
  exchange({
    page: PAGE,
    hops: [{ ...hop({ url: API, origin: PAGE, response: { headers: { [ACAO]: value } } }), at }],
  });
const linesOf = ({ hops }: ReturnType<typeof asked>) =>
  getAll(hops[0].response?.headers ?? [], ACAO);

describe('header lines that Firefox joins', () => {
  test.each([
    ['two equal ones', [PAGE, PAGE], `${PAGE}, ${PAGE}`],
    ['a star and an origin', ['*', PAGE], `*, ${PAGE}`],
    ['an empty one, which it leaves out', ['', PAGE], PAGE],
  ])('%s are separated, and reported as several', (_, lines, value) => {
    const [apart] = withLinesApart([asked(value)], [recorded(lines)]);
    if (apart === undefined) throw new Error('nothing');
    expect(linesOf(apart)).toEqual(lines);
    const { findings, verdict } = diagnose(apart, { browser: 'firefox', exchanges: [] }).evaluation;
    expect(verdict).toBe('blocked');
    expect(findings[0]).toMatchObject({
      cause: 'multiple-allow-origin-values',
      evidence: { received: lines },
    });
  });

  test('are separated on a preflight, too', () => {
    const answer: HeaderInput = { [ACAO]: `${PAGE}, ${PAGE}` };
    const put = exchange({
      page: PAGE,
      hops: [hop({ url: API, method: 'PUT', origin: PAGE, preflight: { headers: answer } })],
    });
    const [apart] = withLinesApart([put], [recorded([PAGE, PAGE], { method: 'OPTIONS' })]);
    const headers = apart?.hops[0].preflight?.response?.headers ?? [];
    expect(getAll(headers, ACAO)).toEqual([PAGE, PAGE]);
  });
});

describe('a header stays unchanged if the recorder does not have it', () => {
  test.each([
    ['one line that holds a list', [`${PAGE}, ${PAGE}`], {}],
    ['other values', ['*', '*'], {}],
    ['another URL', [PAGE, PAGE], { url: `${API}/1` }],
    ['another method', [PAGE, PAGE], { method: 'PUT' }],
  ])('%s', (_, lines, change) => {
    const all = [asked(`${PAGE}, ${PAGE}`)];
    expect(withLinesApart(all, [recorded(lines, change)])).toEqual(all);
  });

  test('the nearest entry in time counts', () => {
    const list = recorded([`${PAGE}, ${PAGE}`], { at: 1_010 });
    const lines = recorded([PAGE, PAGE], { at: 9_000 });
    const [first, second] = [asked(`${PAGE}, ${PAGE}`), asked(`${PAGE}, ${PAGE}`, 9_000)];
    const told = withLinesApart([first, second], [lines, list]);
    expect(told.map((one) => linesOf(one).length)).toEqual([1, 2]);
  });

  test('without any line, the list stays the same', () => {
    const all = [asked('*')];
    expect(withLinesApart(all, [recorded(['*'])])).toBe(all);
  });
});
