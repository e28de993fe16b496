import { code, prose } from '../../model/prose.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUCKET_METHODS, s3RuleLines } from '../kit/s3-rule.ts';
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
      prose`R2 has the hosts below ${code('r2.cloudflarestorage.com')}.`,
    ),
    hostSignal(
      0.97,
      /\.r2\.dev$/,
      prose`Public buckets of R2 have the hosts below ${code('r2.dev')}.`,
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
      prose`In the Cloudflare dashboard, open R2, this bucket and ${code('Settings')}. Under
        ${code('CORS Policy')}, add or edit the policy, and paste into the JSON tab. Keep the rules
        that other sites need.`,
      s3RuleLines(values),
    ),
  ],
  notes: [
    prose`A new policy may take 30 seconds. Objects that a custom domain has in its cache keep their old
      headers: purge that cache.`,
  ],
});
