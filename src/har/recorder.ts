import type { BrowserName } from '../model/exchange.ts';
import { type Fields, fields, text } from '../model/fields.ts';
import { phrase } from '../model/say.ts';

/** Who wrote a HAR. This decides what a missing value means. */
export type Recorder = {
  /** Whose rules apply. */
  readonly browser: BrowserName;
  /**
   * `named`: an entry without an error passed. `unnamed`: no entry says how the browser judged the
   * answer, so the headers decide.
   */
  readonly endings: 'named' | 'unnamed';
  /** Whether a request with credentials has `Sec-Fetch-Storage-Access`. Safari's has not. */
  readonly sendsStorageAccess: boolean;
  /** Whether each request of a page has that page's id. A proxy, for example, knows no pages. */
  readonly namesPages: boolean;
  /** What the user must know, in one line; null for nothing. */
  readonly caution: string | null;
};

const PLAYWRIGHT = phrase`Save the file with DevTools to see why a request was blocked: Playwright leaves out preflights and the responses of blocked requests.`
  .fr`Enregistrez le fichier avec les DevTools pour voir pourquoi une requête a été bloquée :
  Playwright omet les requêtes préliminaires et les réponses des requêtes bloquées.`;
const SAFARI = phrase`Safari’s files leave out preflights, redirects and the headers of blocked responses. Crosscheck takes each reason from Safari’s own words.`
  .fr`Les fichiers de Safari omettent les requêtes préliminaires, les redirections et les en-têtes
  des réponses bloquées. Crosscheck tire chaque raison des mots de Safari.`;
const FIREFOX = phrase`Firefox writes no errors into a HAR, so Crosscheck judges these requests by their headers. A request without a response after its preflight counts as blocked.`
  .fr`Firefox n’écrit aucune erreur dans un HAR : Crosscheck juge donc ces requêtes d’après leurs
  en-têtes. Une requête sans réponse après sa requête préliminaire compte comme bloquée.`;
const UNKNOWN: Readonly<Record<BrowserName, string>> = {
  chromium: unknownProgram('Chromium'),
  firefox: unknownProgram('Firefox'),
  webkit: unknownProgram('Safari'),
};

function unknownProgram(browser: string): string {
  return phrase`Crosscheck does not know the program that saved this file: it judges the requests by their headers, as ${browser} would.`
    .fr`Crosscheck ne connaît pas le programme qui a enregistré ce fichier : il juge les requêtes
    d’après leurs en-têtes, comme le ferait ${browser}.`;
}

/**
 * The recorder, by the names in the file. `browser` is the user's choice of rules and comes first.
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
  const recorder = recorderNamed(creator, named, userAgent);
  const isSafaris = recorder.browser === 'webkit';
  const sendsStorageAccess =
    userAgent === null ? recorder.isBrowser && !isSafaris : isRecent(userAgent);
  // Only its own files have WebKit's words. In all others the headers decide for it.
  const isJudgedAnew = browser === 'webkit' && !isSafaris;
  return {
    ...recorder,
    ...(isJudgedAnew ? { endings: 'unnamed' } : {}),
    browser: browser ?? recorder.browser,
    sendsStorageAccess,
    namesPages: recorder.isBrowser && creator !== 'crosscheck',
  };
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

/** What follows from a recorder's name. `isBrowser`: a browser with known rules wrote the file. */
type Named = Pick<Recorder, 'browser' | 'endings' | 'caution'> & { readonly isBrowser: boolean };

/** Browsers by their names in a file, of every edition, such as `Firefox ESR` and `msedge`. */
const ENGINES: readonly (readonly [name: RegExp, engine: BrowserName])[] = [
  [/firefox|librewolf|waterfox|floorp|\bzen\b|tor browser|mullvad browser/, 'firefox'],
  [/chrom(?:e|ium)|edge|brave|opera|vivaldi|samsung internet/, 'chromium'],
  [/safari|webkit|epiphany|gnome web/, 'webkit'],
];

/** The same by the `User-Agent`: every browser of iOS is WebKit, and nearly all name Safari. */
const AGENTS: readonly (readonly [name: RegExp, engine: BrowserName])[] = [
  [/\b(?:CriOS|FxiOS|EdgiOS|OPiOS|OPT)\//, 'webkit'],
  [/\bFirefox\//, 'firefox'],
  [/Chrom(?:e|ium)\//, 'chromium'],
  [/AppleWebKit\/.*\bSafari\//, 'webkit'],
];

/** Who signs what Firefox's DevTools save: Firefox, and each browser that is built from it. */
const FIREFOXES =
  /^(?:firefox|librewolf|waterfox|floorp|zen|tor browser|mullvad browser)(?: (?:esr|beta|nightly|developer edition|browser))?$/;

const engineOf = (text: string, engines: typeof ENGINES): BrowserName | null =>
  engines.find(([name]) => name.test(text))?.[1] ?? null;

function recorderNamed(creator: string, browser: string, userAgent: string | null): Named {
  if (creator === 'playwright') {
    const firefox = browser === 'firefox';
    const isBrowser = browser !== 'webkit';
    const endings = isBrowser ? 'named' : 'unnamed';
    return { browser: firefox ? 'firefox' : 'chromium', endings, caution: PLAYWRIGHT, isBrowser };
  }
  // Chromium's DevTools, in every browser built from it. Also our own export, which has each
  // request's end as that browser's extension API names it.
  if (creator === 'webinspector' || creator === 'crosscheck') {
    const isFirefox = creator === 'crosscheck' && browser === 'firefox';
    const own = isFirefox ? 'firefox' : 'chromium';
    return { browser: own, endings: 'named', caution: null, isBrowser: true };
  }
  if (FIREFOXES.test(creator) || browser === 'firefox') {
    return { browser: 'firefox', endings: 'unnamed', caution: FIREFOX, isBrowser: true };
  }
  if (creator.startsWith('webkit')) {
    return { browser: 'webkit', endings: 'named', caution: SAFARI, isBrowser: true };
  }
  const engine =
    engineOf(browser, ENGINES) ??
    engineOf(creator, ENGINES) ??
    engineOf(userAgent ?? '', AGENTS) ??
    'chromium';
  return { browser: engine, endings: 'unnamed', caution: UNKNOWN[engine], isBrowser: false };
}
