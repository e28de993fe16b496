import { getAll, has } from '../model/header-list.ts';
import type { ObservedAnswer } from '../model/observation.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown, shownList } from '../model/shown.ts';
import { allowedOrigin } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** `*` on an answer that is made for one visitor: it sets cookies, or came because of one. */
export const wildcardWithCookies: RiskRule = {
  id: 'wildcard-with-cookies',
  detect: ({ answers }) => {
    const open = answers.filter((one) => one.kind === 'actual' && allowedOrigin(one) === '*');
    const setting = open.find(({ headers }) => cookieNames(headers).length > 0);
    const answer = setting ?? open.find(isAuthenticated);
    if (answer === undefined) return null;
    return {
      seen: [
        shown(answer.url),
        ' answered ',
        code('Access-Control-Allow-Origin: *'),
        ', which lets every site read it, ',
        ...personal(answer),
        '.',
      ],
      proof: [
        'Ask for this address without cookies. If the answer holds what only a logged-in visitor or your own network should see, name the origins that may read it instead of ',
        code('*'),
        '; if it is for everybody, it needs no cookie.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#credentialed_requests_and_wildcards',
    };
  },
};

function isAuthenticated({ requestHeaders }: ObservedAnswer): boolean {
  return has(requestHeaders, 'cookie') || has(requestHeaders, 'authorization');
}

function personal(answer: ObservedAnswer): Prose {
  const names = cookieNames(answer.headers);
  if (names.length > 0) return ['and sets ', ...shownList(names), ' with it'];
  return has(answer.requestHeaders, 'authorization')
    ? ['though the request carried ', code('Authorization')]
    : ['though the request carried cookies'];
}

/** Firefox joins the lines of several cookies with line breaks. */
function cookieNames(headers: ObservedAnswer['headers']): readonly string[] {
  return getAll(headers, 'set-cookie')
    .flatMap((line) => line.split('\n'))
    .map((cookie) => (cookie.split(/[=;]/, 1)[0] ?? '').trim())
    .filter((name) => name !== '');
}
