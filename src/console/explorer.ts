import type { CauseId } from '../policy/finding.ts';
import { one, type Pattern } from './reasons.ts';

/** The text names the origin that no value equals. A header without a value reads the same. */
const NOT_FOUND: readonly CauseId[] = [
  'missing-allow-origin',
  'allow-origin-mismatch',
  'invalid-allow-origin-value',
];

/**
 * Internet Explorer, and Edge before Chromium. The codes mean the same in every language.
 * @see https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/samples/dn423949(v=vs.85)
 */
export const EXPLORER: readonly Pattern[] = [
  [
    /^SEC7120: \[CORS\] The origin ['`](?<origin>[^'`]{1,300})['`] did not find ['`][^'`]{1,300}['`] in the Access-Control-Allow-Origin response header for cross-origin resource at ['`](?<url>[^'`]{1,4000})['`]/,
    NOT_FOUND,
    null,
  ],
  [/^SEC7120: Origin (?<origin>\S{1,300}) not found in/, NOT_FOUND, null],
  [/^SEC7120\b/, NOT_FOUND, null],
  one(/^SEC7121\b/, 'wildcard-with-credentials'),
  one(/^SEC7122\b/, 'credentials-not-allowed'),
  one(
    /^SEC7123: Request header (?<named>\S{1,200}) was not present/,
    'header-not-allowed',
    'preflight',
  ),
  one(/^SEC7123\b/, 'header-not-allowed', 'preflight'),
  one(
    /^SEC7124: Request method (?<named>\S{1,60}) was not present/,
    'method-not-allowed',
    'preflight',
  ),
  one(/^SEC7124\b/, 'method-not-allowed', 'preflight'),
  one(/^SEC7126\b/, 'preflight-redirect', 'preflight'),
  one(/^SEC7128\b/, 'multiple-allow-origin-values'),
  [/^SEC712[57]\b/, [], null, 'no-reason'],
];

/** Its own line has the address, before the reason. */
const ADDRESS = /SEC711[89]: [^/]{0,80}?(?<url>https?:\/\/[^\s'"]{1,4000})/g;

/** The address that the lines before a reason name; null if they name several. */
export function explorersAddress(before: string): string | null {
  const [first = null, ...others] = new Set(
    [...before.matchAll(ADDRESS)].map(({ groups }) => groups?.['url'] ?? ''),
  );
  return others.length === 0 ? first : null;
}
