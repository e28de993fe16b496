import { elements } from '../model/header-list.ts';
import { say } from '../model/say.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { shown } from '../model/shown.ts';
import type { RiskRule } from './risk.ts';

/** A list of methods or headers that is one string, split into its letters. */
export const singleLetterMethods: RiskRule = {
  id: 'single-letter-methods',
  kind: 'risk',
  detect: ({ answers }) => {
    const found = answers.flatMap(spelled)[0];
    if (found === undefined) return null;
    return {
      seen: say`${shown(found.url)} sent ${shown(`${found.name}: ${found.letters.join(', ')}`)}: single letters.
        Probably the server’s settings have a text where a list belongs.`.fr`${shown(found.url)} a
        envoyé ${shown(`${found.name}: ${found.letters.join(', ')}`)} : des lettres isolées. Les
        réglages du serveur contiennent probablement un texte à la place d’une liste.`,
      proof: say`Look for ${shown(`"${found.letters.join('')}"`)} in the settings, and write it in brackets:
        ${shown(`["${found.letters.join('')}"]`)}. In a list of origin patterns, the same mistake can allow
        every site.`.fr`Cherchez ${shown(`"${found.letters.join('')}"`)} dans les réglages, et
        écrivez-le entre crochets : ${shown(`["${found.letters.join('')}"]`)}. Dans une liste de
        motifs d’origines, la même erreur peut autoriser tous les sites.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Methods',
    };
  },
};

const LISTS = ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'];

function spelled({ url, headers }: SeenAnswer) {
  return LISTS.flatMap((name) => {
    const letters = elements(headers, name);
    const isSpelled = letters.length > 1 && letters.every((element) => element.length === 1);
    return isSpelled ? [{ url, name, letters }] : [];
  });
}
