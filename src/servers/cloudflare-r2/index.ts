import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUCKET_METHODS, emptyChecksum, s3RuleLines } from '../kit/s3-rule.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A bucket of Cloudflare R2: no code runs in it. */
export const cloudflareR2 = settingsStack({
  id: 'cloudflare-r2',
  label: 'Cloudflare R2 · bucket',
  kind: 'platform',
  docs: 'https://developers.cloudflare.com/r2/buckets/cors/',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      /\.r2\.cloudflarestorage\.com$/,
      say`R2 has the hosts below ${code('r2.cloudflarestorage.com')}.`
        .fr`Les hôtes sous ${code('r2.cloudflarestorage.com')} appartiennent à R2.`,
    ),
    hostSignal(
      0.97,
      /\.r2\.dev$/,
      say`Public buckets of R2 have the hosts below ${code('r2.dev')}.`
        .fr`Les hôtes sous ${code('r2.dev')} sont des buckets publics de R2.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: BUCKET_METHODS,
  listsEveryMethod: true,
  answers: { preflightStatus: 204, varies: 'never' },
  write: (values) => [
    fileSnippet(
      'CORS policy',
      'json',
      say`In the Cloudflare dashboard, open R2, this bucket and ${code('Settings')}. Under
        ${code('CORS Policy')}, add or edit the policy, and paste into the JSON tab. Keep the rules
        that other sites need.`
        .fr`Dans le tableau de bord de Cloudflare, ouvrez R2, ce bucket et ${code('Settings')}. Sous
        ${code('CORS Policy')}, ajoutez ou modifiez la règle, et collez dans l’onglet JSON. Gardez
        les règles dont d’autres sites ont besoin.`,
      s3RuleLines(values),
    ),
  ],
  instead: [emptyChecksum('cloudflare-r2-checksum')],
  notes: [
    say`A new policy may take 30 seconds. Objects that a custom domain has in its cache keep their
      old headers: purge that cache.`
      .fr`Une nouvelle règle peut prendre 30 secondes. Les objets que le cache d’un domaine
      personnalisé contient gardent leurs anciens en-têtes : videz ce cache.`,
  ],
});
