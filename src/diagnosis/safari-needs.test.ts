import { describe, expect, test } from 'vitest';
import { safariNeedProse } from '../causes/other-browser.ts';
import { provedText } from '../causes/proof.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { plainText } from '../model/prose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  type HopInput,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { diagnose } from './diagnose.ts';
import { safariNeeds } from './safari-needs.ts';

const ALLOW: HeaderList = [['Access-Control-Allow-Origin', PAGE]];

const blocked = (input: ExchangeInput): Exchange => exchange({ error: CHROMIUM_BLOCKED, ...input });
const redirect = (url: string, to: string, headers: HeaderList, input: HopInput = {}) =>
  hop({
    url,
    redirectedTo: to,
    response: { status: 307, headers: [...headers, ['Location', to]] },
    ...input,
  });

/** What Safari needs besides a fix that answers so, and OPTIONS with that status. */
function needs(one: Exchange, headers: HeaderList, options = 204): readonly string[] {
  const { evaluation, requirement } = diagnose(one, { browser: 'chromium', exchanges: [one] });
  if (requirement.answer === null) throw new Error('Nothing can be fixed at a server.');
  const answer = ({ method }: { readonly method: string }) => ({
    status: method === 'OPTIONS' ? options : 200,
    headers,
  });
  const all = safariNeeds(one, evaluation, 'chromium', requirement.answer, { answer });
  return all.map((need) => plainText(safariNeedProse(need)));
}

describe('Safari also needs', () => {
  const mixed = blocked({ page: 'https://app.example.com', url: 'http://localhost:8000/a' });
  const hint = blocked({
    requestHeaders: { DPR: '2' },
    declared: {
      credentials: 'same-origin',
      mode: 'cors',
      headerNames: ['dpr'],
      readNames: [],
      stack: [],
    },
  });
  const after303 = blocked({
    hops: [
      hop({
        url: `${API}/old`,
        method: 'PUT',
        preflight: { headers: [...ALLOW, ['Access-Control-Allow-Methods', 'PUT']] },
        redirectedTo: `${API}/new`,
        response: { status: 303, headers: [...ALLOW, ['Location', `${API}/new`]] },
      }),
      hop({ url: `${API}/new` }),
    ],
  });
  const onward = blocked({
    hops: [
      redirect(`${PAGE}/old`, `${API}/middle`, [], { origin: null }),
      redirect(`${API}/middle`, `${API}/new`, [], { redirectedTo: null }),
    ],
  });

  test.each<[string, Exchange, HeaderList, string, number?]>([
    [
      'https, where a secure page asks this computer over http',
      mixed,
      [['Access-Control-Allow-Origin', 'https://app.example.com']],
      'Safari also needs https: serve http://localhost:8000/a over it',
    ],
    [
      'a header that only Safari asks for',
      hint,
      ALLOW,
      'Safari also needs dpr in Access-Control-Allow-Headers.',
    ],
    [
      'permission for cookies on a redirect that the page’s own server leads to',
      onward,
      ALLOW,
      'Safari also needs Access-Control-Allow-Credentials: true and the page’s origin on the redirect from http://127.0.0.1:8000/middle.',
    ],
    [
      'an answer to the preflight that only Safari sends after a redirect',
      after303,
      ALLOW,
      'Safari also needs a successful response to the preflight request that it sends to http://127.0.0.1:8000/new after the redirect.',
      404,
    ],
  ])('%s', (_, one, headers, expected, options) => {
    expect(needs(one, headers, options)).toEqual([expect.stringContaining(expected)]);
  });

  test('nothing more, once the fix does it too', () => {
    const lists: HeaderList = [...ALLOW, ['Access-Control-Allow-Headers', 'dpr']];
    expect(needs(hint, lists)).toEqual([]);
    const credentials: HeaderList = [...ALLOW, ['Access-Control-Allow-Credentials', 'true']];
    expect(needs(onward, credentials)).toEqual([]);
  });

  test('nothing in the usual case', () => {
    expect(needs(after303, ALLOW)).toEqual([]);
    expect(needs(blocked({}), ALLOW)).toEqual([]);
  });

  test('what the fix then says, with the browsers that it is proved for', () => {
    const provedFor = (one: Exchange): string => {
      const { remedyFor } = diagnose(one, { browser: 'chromium', exchanges: [one] });
      const fix = remedyFor('express-cors');
      return fix === null ? '' : plainText(provedText({ ...fix.proof, text: [] }));
    };
    expect(provedFor(blocked({}))).toContain(
      'This holds in Chromium, Firefox and Safari (measured in WebKitGTK 2.50.6).',
    );
    expect(provedFor(mixed)).toContain(
      'This holds in Chromium and Firefox. Safari also needs https',
    );
  });
});
