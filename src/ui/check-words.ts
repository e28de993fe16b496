import { isSafe } from '../checks/next-question.ts';
import type { WhyNot } from '../checks/why-not.ts';
import type { RowCheck } from './checks.ts';

/** Why a request cannot be checked, and what to do instead. */
export const WHY_NOT_WORDS: { readonly [Why in WhyNot]: string } = {
  gone: 'Repeat the request in the page. It is no longer in the list.',
  'not-cors': 'Repeat the request in the page. Crosscheck can only repeat requests that use CORS.',
  'secret-url':
    'Repeat the request in the page. Its address contains a secret, which Crosscheck did not keep.',
  'not-sent': 'Repeat the request in the page. The browser itself did not send it.',
  'not-granted': 'Let Crosscheck watch the server first. It asks no other server.',
  certificate:
    'Repeat the request in the page. Your exception for its certificate does not count for extensions.',
  'no-answer': 'Check whether the server hangs. It did not answer within 15 seconds.',
  interrupted: 'Check again. The last check was interrupted.',
};

/** What the button sends, before it is pressed. */
export const whatIsSent = (method: string, cookies: boolean): string =>
  isSafe(method)
    ? `Sends this ${method} once, ${cookies ? 'with' : 'without'} cookies, after its preflight request if it needs one.`
    : `Sends only the preflight request, never the ${method} itself.`;

/** How the check of one row ended, in a few words. */
export function rowWords(check: RowCheck): string {
  switch (check.kind) {
    case 'waiting':
      return 'Waiting';
    case 'asking':
      return 'Asking the server…';
    case 'not-checked':
      return WHY_NOT_WORDS[check.why];
    case 'done':
      return {
        passes: 'Passes now',
        refused: 'Still blocked',
        unreached: 'Not reached',
        open: 'Open',
      }[check.result].concat(check.result === 'passes' ? '' : `: ${check.title}`);
  }
}
