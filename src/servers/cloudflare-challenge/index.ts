import { get } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A challenge of Cloudflare before a server. Only its own answers count. */
export const cloudflareChallenge = adviceStack({
  id: 'cloudflare-challenge',
  label: 'Cloudflare · challenge',
  kind: 'in-front',
  docs: 'https://developers.cloudflare.com/cloudflare-challenges/',
  marks: [
    headerSignal(0.95, 'CF-Mitigated', /^challenge$/, (line) => prose`Cloudflare sends ${line}.`),
  ],
  instead: [
    {
      id: 'cloudflare-challenge-api',
      explainsStatus: true,
      fits: ({ finding, headers }) =>
        finding.hop === 0 && get(headers, 'cf-mitigated') === 'challenge',
      words: () =>
        prose`In the Cloudflare dashboard, exempt the API’s paths from challenges: a custom rule with
          ${code('Skip')}. Bot Fight Mode knows no exceptions, so turn it off. Cloudflare sent a page for
          people to solve, and no script can.`,
    },
  ],
});
