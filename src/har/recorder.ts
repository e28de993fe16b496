import type { BrowserName } from '../model/exchange.ts';
import { type Fields, fields, text } from './shape.ts';

/** Who wrote a HAR, which decides what its silence means. */
export type Recorder = {
  /** Whose rules apply. */
  readonly browser: BrowserName;
  /**
   * `named`: an entry without an error came through. `unnamed`: it says nothing of how the browser
   * judged the answer, so that the headers must tell.
   */
  readonly endings: 'named' | 'unnamed';
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
export function recorderOf(log: Fields, browser: BrowserName | null): Recorder {
  const creator = text(fields(log['creator'])['name']).toLowerCase();
  const named = text(fields(log['browser'])['name']).toLowerCase();
  const recorder = recorderNamed(creator, named);
  return browser === null ? recorder : { ...recorder, browser };
}

function recorderNamed(creator: string, browser: string): Recorder {
  if (creator === 'playwright') {
    const firefox = browser === 'firefox';
    const endings = browser === 'webkit' ? 'unnamed' : 'named';
    return { browser: firefox ? 'firefox' : 'chromium', endings, caution: PLAYWRIGHT };
  }
  // Chromium's DevTools, in every browser built from it.
  if (creator === 'webinspector') return { browser: 'chromium', endings: 'named', caution: null };
  if (creator === 'firefox' || browser === 'firefox') {
    return { browser: 'firefox', endings: 'unnamed', caution: FIREFOX };
  }
  const safari = creator.startsWith('webkit');
  return { browser: 'chromium', endings: 'unnamed', caution: safari ? SAFARI : UNKNOWN };
}
