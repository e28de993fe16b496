import { get } from '../model/header-list.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { BROWSERS } from '../policy/browsers.ts';
import type { RiskRule } from './risk.ts';

/**
 * A preflight response with a longer lifetime than some browser keeps. A note: servers send one day
 * by default, and each browser takes what it can.
 */
export const preflightKeptTooLong: RiskRule = {
  id: 'preflight-kept-too-long',
  kind: 'note',
  detect: ({ answers }) => {
    const answer = answers.find(
      ({ kind, headers }) => kind === 'preflight' && secondsOf(get(headers, MAX_AGE)) > SHORTEST,
    );
    if (answer === undefined) return null;
    const asked = get(answer.headers, MAX_AGE) ?? '';
    const limits = LIMITS.filter(({ most }) => secondsOf(asked) > most);
    const kept = limits
      .map(
        ({ browser, most }) => phrase`${browser} for ${most} seconds`.fr`${browser} pendant ${most}
      secondes`,
      )
      .join(', ');
    return {
      seen: say`${shown(answer.url)} sent ${shown(`Access-Control-Max-Age: ${asked}`)} with a preflight response.
        Browsers keep it for less: ${kept}. More has no effect.`.fr`${shown(answer.url)} a envoyé
        ${shown(`Access-Control-Max-Age: ${asked}`)} avec une réponse préliminaire. Les navigateurs
        la gardent moins longtemps : ${kept}. Une durée plus longue n’a pas d’effet.`,
      proof: say`You can leave it as it is. To see it, count the OPTIONS requests in the server’s log: one
        comes again after that time.`.fr`Vous pouvez le laisser tel quel. Pour le voir, comptez les
        requêtes OPTIONS dans le journal du serveur : une requête revient après ce temps.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age',
    };
  },
};

const MAX_AGE = 'access-control-max-age';

/** Safari’s was measured in its engine. */
const LIMITS: readonly { readonly browser: string; readonly most: number }[] = [
  {
    browser: phrase`Safari (its engine, WebKit)`.fr`Safari (son moteur, WebKit)`,
    most: BROWSERS.webkit.maxAgeLimit,
  },
  { browser: 'Chromium', most: BROWSERS.chromium.maxAgeLimit },
  { browser: 'Firefox', most: BROWSERS.firefox.maxAgeLimit },
];
const SHORTEST = Math.min(...LIMITS.map(({ most }) => most));

function secondsOf(value: string | null): number {
  return value !== null && /^\d+$/.test(value) ? Number(value) : 0;
}
