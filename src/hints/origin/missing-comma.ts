import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';

/** Two joined origins: Python and C join two strings if the comma between them is missing. */
export const missingComma: HintRule = {
  id: 'missing-comma',
  detect: (context) => {
    const received = (
      findingOf(context, 'invalid-allow-origin-value') ??
      findingOf(context, 'allow-origin-mismatch')
    )?.evidence.received;
    const origins = received?.match(/[a-z][a-z0-9+.-]*?:\/\/.+?(?=https?:\/\/|$)/gi) ?? [];
    if (received === undefined || origins.length < 2 || /[\s,]/.test(received)) return null;
    return {
      confidence: 0.95,
      text: say`Put a comma between the origins in the server’s list, and write each as a text of its own. The
        server allows ${shown(received)}, which is ${shownList(origins)} without a comma between them.`
        .fr`Mettez une virgule entre les origines dans la liste du serveur, et écrivez chacune comme
        un texte à part. Le serveur autorise ${shown(received)}, c’est-à-dire ${shownList(origins)}
        sans virgule entre elles.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};
