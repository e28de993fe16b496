import { type HeaderList, has } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { cookieName, setCookies } from '../model/set-cookie.ts';
import { shown, shownList } from '../model/shown.ts';
import { allowedOrigin } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** `*` on an answer for one visitor: it sets cookies, or the request had one. */
export const wildcardWithCookies: RiskRule = {
  id: 'wildcard-with-cookies',
  kind: 'risk',
  detect: ({ answers }) => {
    const open = answers.filter((one) => one.kind === 'actual' && allowedOrigin(one) === '*');
    const setting = open.find(({ headers }) => cookieNames(headers).length > 0);
    const answer = setting ?? open.find(isAuthenticated);
    if (answer === undefined) return null;
    return {
      seen: prose`${shown(answer.url)} sent ${code('Access-Control-Allow-Origin: *')}, which lets every site read the
        response, ${personal(answer)}.`,
      proof: prose`Request this address without cookies. If the response holds what only a logged-in visitor or your
        own network should see, allow origins by name instead of ${code('*')}. If it is for everybody, it needs
        no cookie.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#credentialed_requests_and_wildcards',
    };
  },
};

function isAuthenticated({ requestHeaders }: SeenAnswer): boolean {
  return has(requestHeaders, 'cookie') || has(requestHeaders, 'authorization');
}

function personal(answer: SeenAnswer): Prose {
  const names = cookieNames(answer.headers);
  if (names.length > 0)
    return prose`and sets the ${names.length > 1 ? 'cookies' : 'cookie'} ${shownList(names)}`;
  return has(answer.requestHeaders, 'authorization')
    ? prose`although the request had ${code('Authorization')}`
    : prose`although the request had cookies`;
}

const cookieNames = (headers: HeaderList): readonly string[] =>
  setCookies(headers)
    .map(cookieName)
    .filter((name) => name !== '');
