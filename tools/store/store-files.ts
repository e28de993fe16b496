import { LANGUAGES, type Language } from '../../src/model/language.ts';
import { hostReasons, isHostPattern, type Listing } from './listing.ts';
import { FIREFOX_PICTURES, SCREENSHOTS } from './screenshots.ts';

/**
 * What is to be pasted into the forms of both stores: texts by the paths of their files. `changes`:
 * what is new in this version, in every language. `feedback`: the public address for feedback; null:
 * there is none.
 */
export function storeTexts(
  listings: ReadonlyMap<Language, Listing>,
  changes: Readonly<Record<Language, readonly string[]>>,
  feedback: string | null,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const language of LANGUAGES) {
    const listing = listings.get(language);
    if (listing === undefined) throw new Error(`There is no listing in ${language}.`);
    const put = (store: 'chrome' | 'firefox', field: string, text: string) =>
      texts.set(`${store}/${language}/${field}.txt`, `${text}\n`);
    for (const [field, text] of chromeFields(listing)) put('chrome', field, text);
    for (const [field, text] of firefoxFields(listing)) put('firefox', field, text);
    if (feedback !== null) {
      put('chrome', 'support-url', feedback);
      put('firefox', 'support-site', feedback);
    }
    put('firefox', 'version-notes', changes[language].map((one) => `• ${one}`).join('\n'));
  }
  return texts;
}

type Fields = readonly (readonly [field: string, text: string])[];

/** Chrome's store takes name and summary from the package; they are here to be compared. */
const chromeFields = (listing: Listing): Fields => [
  ['name', listing.name],
  ['summary', listing.summary],
  ['description', listing.description],
  ['privacy-single-purpose', listing.singlePurpose],
  ...listing.permissions
    .filter(({ names }) => !names.some(isHostPattern))
    .map(({ names, reason }) => [`privacy-permission-${names.join()}`, reason] as const),
  ['privacy-host-permissions', hostReasons(listing)],
  ['privacy-remote-code', listing.remoteCode],
  ['privacy-data-use', listing.dataUse],
];

const firefoxFields = (listing: Listing): Fields => [
  ['name', listing.name],
  ['summary', listing.firefoxSummary],
  ['description', listing.description],
  ['permissions', reasonsOf(listing)],
  ['data-use', listing.dataUse],
  ['captions', captionsOf(listing)],
];

const reasonsOf = ({ permissions }: Listing): string =>
  permissions.map(({ names, reason }) => `${names.join(' ')}\n${reason}`).join('\n\n');

/** Firefox’s own pictures show the same as the first screenshot. */
const captionsOf = ({ captions }: Listing): string =>
  [...FIREFOX_PICTURES.map((name) => [name, captions.get(SCREENSHOTS[0]) ?? '']), ...captions]
    .map(([name, caption]) => `${name}.png: ${caption}`)
    .join('\n');

/**
 * A place for feedback beside the stores’ own pages, if the manifest names one. The panel’s help then
 * links to it instead of them.
 */
export function addressForFeedback(manifest: object): string | null {
  const url = 'homepage_url' in manifest ? manifest.homepage_url : null;
  return typeof url === 'string' && url.startsWith('https://') ? url : null;
}
