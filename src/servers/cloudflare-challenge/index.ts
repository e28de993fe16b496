import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A challenge of Cloudflare before a server. Only its own answers count. */
export const cloudflareChallenge = adviceStack({
  id: 'cloudflare-challenge',
  label: phrase`Cloudflare · challenge`.fr`Cloudflare · vérification`,
  kind: 'in-front',
  docs: 'https://developers.cloudflare.com/cloudflare-challenges/',
  marks: [
    headerSignal(
      0.95,
      'CF-Mitigated',
      /^challenge$/,
      (line) => say`Cloudflare sends ${line}.`.fr`Cloudflare envoie ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'cloudflare-challenge-api',
      explainsStatus: true,
      fits: ({ finding, headers }) =>
        finding.hop === 0 && get(headers, 'cf-mitigated') === 'challenge',
      words: () =>
        say`In the Cloudflare dashboard, exempt the API’s paths from challenges: a custom rule with
          ${code('Skip')}. Bot Fight Mode knows no exceptions, so turn it off. Cloudflare sent a
          page for people to solve, and no script can.`
          .fr`Dans le tableau de bord de Cloudflare, dispensez les chemins de l’API de ces
          vérifications : une règle personnalisée avec ${code('Skip')}. Bot Fight Mode ne connaît
          pas d’exceptions, désactivez-le donc. Cloudflare a envoyé une page qu’une personne doit
          résoudre, et aucun script ne le peut.`,
    },
  ],
});
