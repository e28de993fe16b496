import type { BrowserName } from '../model/exchange.ts';
import { type Fields, fields, text } from '../model/fields.ts';

/** Who wrote a HAR, which decides what its silence means. */
export type Recorder = {
  /** Whose rules apply. */
  readonly browser: BrowserName;
  /**
   * `named`: an entry without an error came through. `unnamed`: it says nothing of how the browser
   * judged the answer, so that the headers must tell.
   */
  readonly endings: 'named' | 'unnamed';
  /** Whether a request with credentials carries `Sec-Fetch-Storage-Access`: Safari's does not. */
  readonly sendsStorageAccess: boolean;
  /** What its user should know, in one line; null when there is nothing to tell. */
  readonly caution: string | null;
};

const PLAYWRIGHT =
  'Playwright leaves preflights, and the answers to refused requests, out of its HAR: why a request was refused shows only where DevTools saved the file.';
const SAFARI =
  'Safari has no rules of its own here: its requests are judged by their headers as Chromium would, and Safari may name another reason first.';
const FIREFOX =
  'Firefox names no errors in a HAR: its requests are judged by their headers, and one without an answer after its preflight is taken as refused.';
const UNKNOWN =
  'It was not saved by a browser that is known here: its requests are judged by their headers as Chromium would.';

/**
 * Tells the recorder by what it says of itself. `browser` is the user's own word for whose rules
 * apply and comes first.
 */
export function recorderOf(
  log: Fields,
  {
    browser,
    userAgent,
  }: { readonly browser: BrowserName | null; readonly userAgent: string | null },
): Recorder {
  const creator = text(fields(log['creator'])['name']).toLowerCase();
  const named = text(fields(log['browser'])['name']).toLowerCase();
  const recorder = recorderNamed(creator, named);
  const sendsStorageAccess = userAgent === null ? recorder.isBrowser : isRecent(userAgent);
  return { ...recorder, browser: browser ?? recorder.browser, sendsStorageAccess };
}

/** The first versions that are known to send `Sec-Fetch-Storage-Access`. */
const VERSIONS: readonly (readonly [name: RegExp, first: number])[] = [
  // https://developers.google.com/privacy-sandbox/blog/storage-access-headers-133
  [/Chrome\/(\d+)/, 133],
  // Measured; earlier ones were not.
  [/Firefox\/(\d+)/, 153],
];

const isRecent = (userAgent: string): boolean =>
  VERSIONS.some(([name, first]) => Number(name.exec(userAgent)?.[1]) >= first);

/** What a recorder's name tells. `isBrowser`: it is the browser itself, and one whose rules are known. */
type Named = Pick<Recorder, 'browser' | 'endings' | 'caution'> & { readonly isBrowser: boolean };

function recorderNamed(creator: string, browser: string): Named {
  if (creator === 'playwright') {
    const firefox = browser === 'firefox';
    const isBrowser = browser !== 'webkit';
    const endings = isBrowser ? 'named' : 'unnamed';
    return { browser: firefox ? 'firefox' : 'chromium', endings, caution: PLAYWRIGHT, isBrowser };
  }
  // Chromium's DevTools, in every browser built from it.
  if (creator === 'webinspector')
    return { browser: 'chromium', endings: 'named', caution: null, isBrowser: true };
  // Our own export tells how each request ended, as the extension API of that browser named it.
  if (creator === 'crosscheck') {
    const own = browser === 'firefox' ? 'firefox' : 'chromium';
    return { browser: own, endings: 'named', caution: null, isBrowser: true };
  }
  if (creator === 'firefox' || browser === 'firefox') {
    return { browser: 'firefox', endings: 'unnamed', caution: FIREFOX, isBrowser: true };
  }
  const caution = creator.startsWith('webkit') ? SAFARI : UNKNOWN;
  return { browser: 'chromium', endings: 'unnamed', caution, isBrowser: false };
}
