import { get } from '../model/header-list.ts';
import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { BROWSERS } from '../policy/browsers.ts';
import type { RiskRule } from './risk.ts';

/** A preflight response with a longer lifetime than any browser keeps. */
export const preflightKeptTooLong: RiskRule = {
  id: 'preflight-kept-too-long',
  detect: ({ answers }) => {
    const answer = answers.find(
      ({ kind, headers }) => kind === 'preflight' && secondsOf(get(headers, MAX_AGE)) > CHROMIUM,
    );
    if (answer === undefined) return null;
    const asked = get(answer.headers, MAX_AGE) ?? '';
    return {
      seen: prose`${shown(answer.url)} sent ${shown(`Access-Control-Max-Age: ${asked}`)} with a preflight response.
        Chromium keeps it for only ${CHROMIUM.toString()} seconds${
          secondsOf(asked) > FIREFOX ? `, and Firefox for ${FIREFOX}` : ''
        }. More has no effect, and a wrong response stays as long.`,
      proof: prose`Send ${code(String(CHROMIUM))} or less. To see it, count the OPTIONS requests in the server’s log:
        one comes again after that time.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age',
    };
  },
};

const MAX_AGE = 'access-control-max-age';
const CHROMIUM = BROWSERS.chromium.maxAgeLimit;
const FIREFOX = BROWSERS.firefox.maxAgeLimit;

function secondsOf(value: string | null): number {
  return value !== null && /^\d+$/.test(value) ? Number(value) : 0;
}
