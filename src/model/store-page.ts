/** What a browser says about an installed extension. */
export type Install = {
  readonly id: string;
  /** `development`: loaded from a folder. */
  readonly installType: string;
  readonly updateUrl: string | null;
};

/** Ids of Chromium; Firefox's are names with `@`, or UUIDs. */
const CHROMIUM_ID = /^[a-p]{32}$/;

/**
 * Where people can say what they think of the extension: its own page in the store that it came
 * from. Null if it came from none.
 *
 * The Chromium stores write their update address into each manifest. Firefox has none in what
 * addons.mozilla.org lists.
 *
 * @see https://developer.chrome.com/docs/extensions/reference/api/management#type-ExtensionInfo
 */
export function storePage({ id, installType, updateUrl }: Install): string | null {
  if (installType === 'development' || id === '') return null;
  if (CHROMIUM_ID.test(id))
    return STORES.find(([from]) => updateUrl?.startsWith(from))?.[1](id) ?? null;
  const isListed = installType === 'normal' && updateUrl === null;
  return isListed ? `https://addons.mozilla.org/firefox/addon/${encodeURIComponent(id)}/` : null;
}

const STORES: readonly (readonly [updatesFrom: string, page: (id: string) => string])[] = [
  [
    'https://clients2.google.com/service/update2/crx',
    (id) => `https://chromewebstore.google.com/detail/${id}/support`,
  ],
  [
    'https://edge.microsoft.com/extensionwebstorebase/',
    (id) => `https://microsoftedge.microsoft.com/addons/detail/${id}`,
  ],
];

/** What was sent, or null when it is not one. Never throws. */
export function parseInstall(value: unknown): Install | null {
  const { id, installType, updateUrl } = Object(value);
  if (typeof id !== 'string' || typeof installType !== 'string') return null;
  return { id, installType, updateUrl: typeof updateUrl === 'string' ? updateUrl : null };
}
