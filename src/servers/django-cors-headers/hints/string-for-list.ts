import { preflightRefusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { elements, isToken } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { CORSHEADERS_SETTINGS } from '../marks.ts';

const LISTS = [
  ['Access-Control-Allow-Methods', 'CORS_ALLOW_METHODS'],
  ['Access-Control-Allow-Headers', 'CORS_ALLOW_HEADERS'],
] as const;

/** A setting is a string instead of a list, so every letter became an element. */
export const stringForList: HintRule = {
  id: 'string-for-list',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null) return null;
    for (const [header, setting] of LISTS) {
      const letters = elements(refused.headers, header);
      if (letters.length < 2 || !letters.every((letter) => letter.length === 1 && isToken(letter)))
        continue;
      const word = letters.join('');
      return {
        confidence: 0.97,
        text: say`Put the value into a list, in Django ${code(setting)} = ${shown(`["${word}"]`)}. The
          server sends ${shown(`${header}: ${letters.join(', ')}`)}: the letters of ${shown(word)} one by
          one. Its setting is a string where a list belongs.`.fr`Mettez la valeur dans une liste,
          dans Django ${code(setting)} = ${shown(`["${word}"]`)}. Le serveur envoie
          ${shown(`${header}: ${letters.join(', ')}`)} : les lettres de ${shown(word)} une par une.
          Son réglage est une chaîne là où il faut une liste.`,
        docs: CORSHEADERS_SETTINGS,
      };
    }
    return null;
  },
};
