import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** A segment that a variable without a value leaves behind. */
const EMPTY = /^(?:undefined|null|NaN|%5Bobject%20Object%5D|\[object Object\])$/;

/** The page’s code put an address together wrongly, and the server has nothing there. */
export const addressMistake: HintRule = {
  id: 'address-mistake',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || (refused.status !== 404 && refused.status !== 405)) return null;
    const path = parseUrl(refused.hop.url)?.pathname ?? '';
    const found = mistakeIn(path);
    if (found === null) return null;
    return {
      confidence: 0.8,
      text: say`Check how the page builds this address: ${shown(found)} in ${shown(path)} looks like a
        mistake. The server answered ${String(refused.status)}, so it has nothing there.`
        .fr`Vérifiez comment la page construit cette adresse : ${shown(found)} dans ${shown(path)}
        ressemble à une erreur. Le serveur a répondu ${String(refused.status)}, il n’a donc rien à
        cet endroit.`,
      docs: 'https://developer.mozilla.org/docs/Web/API/URL/URL',
    };
  },
};

/** What is wrong in a path: an empty value, two slashes, or a segment right after itself. */
function mistakeIn(path: string): string | null {
  const segments = path.split('/').slice(1);
  const empty = segments.find((one) => EMPTY.test(one));
  if (empty !== undefined) return `/${empty}`;
  if (path.includes('//')) return '//';
  const twice = segments.find((one, at) => /[a-z]/i.test(one) && segments[at + 1] === one);
  return twice === undefined ? null : `/${twice}/${twice}`;
}
