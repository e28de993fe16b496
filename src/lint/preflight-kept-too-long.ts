import { get } from '../model/header-list.ts';
import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { BROWSERS } from '../policy/browsers.ts';
import type { RiskRule } from './risk.ts';

/** A preflight's answer that is to be kept longer than any browser keeps one. */
export const preflightKeptTooLong: RiskRule = {
  id: 'preflight-kept-too-long',
  detect: ({ answers }) => {
    const answer = answers.find(
      ({ kind, headers }) => kind === 'preflight' && secondsOf(get(headers, MAX_AGE)) > CHROMIUM,
    );
    if (answer === undefined) return null;
    const asked = get(answer.headers, MAX_AGE) ?? '';
    return {
      seen: [
        shown(answer.url),
        ' answered a preflight with ',
        shown(`Access-Control-Max-Age: ${asked}`),
        `, but Chromium keeps it for ${CHROMIUM} seconds at most`,
        secondsOf(asked) > FIREFOX ? ` and Firefox for ${FIREFOX}` : '',
        '. More has no effect, and a wrong answer stays as long.',
      ].filter((span) => span !== ''),
      proof: [
        'Count the OPTIONS requests in the server’s log: one comes again after that time. Send ',
        code(String(CHROMIUM)),
        ' or less.',
      ],
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
