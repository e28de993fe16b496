import type { BrowserVerdict } from './browser-under-test.ts';

/** What `firefox-privileged.js` tells. */
type Told =
  | {
      readonly is: 'request';
      /** Stays the same over redirects, `channel` does not. */
      readonly id: number;
      readonly channel: number;
      readonly url: string;
      readonly method: string;
      readonly type: string;
      /** The tab's; 0 for a shared or service worker. */
      readonly browser: number;
    }
  | { readonly is: 'answer'; readonly id: number; readonly channel: number }
  | {
      readonly is: 'end';
      readonly id: number;
      readonly channel: number;
      readonly error: string | null;
    }
  | {
      readonly is: 'console';
      readonly category: string;
      readonly text: string;
      readonly source: string;
      readonly isError: boolean;
    };

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Request = {
  readonly verdict: Mutable<BrowserVerdict>;
  readonly browser: number;
  channel: number;
};

export type FirefoxVerdicts = {
  readonly take: (json: string) => void;
  /** Of a tab, and of workers that belong to none. */
  readonly of: (browserId: number) => readonly BrowserVerdict[];
  /** Errors of pages under a URL, each with its place. */
  readonly errorsOf: (origin: string) => readonly string[];
};

/** What the console says of every request that came to nothing, whatever was wrong. */
const GENERAL = 'CORSDidNotSucceed2';

/**
 * Keeps what Firefox says of each request: its start and end as the network sees them, and the
 * category under which its console names what CORS refused. A request that the console says nothing
 * of and that was answered counts as finished: whether its page got the answer, the page must tell.
 */
export function recordFirefoxVerdicts(): FirefoxVerdicts {
  const requests: Request[] = [];
  const byId = new Map<number, Request>();
  const errors: { readonly source: string; readonly text: string }[] = [];

  const onConsole = ({ category, text, source, isError }: Extract<Told, { is: 'console' }>) => {
    if (isError) errors.push({ source, text });
    if (!category.startsWith('CORS') || !isError) return;
    const [, url] = / remote resource at ‘?(\S+?)’?\.? \(Reason:/.exec(text) ?? [];
    const refused = requests.findLast(
      ({ verdict }) => verdict.type !== 'Preflight' && verdict.urls.at(-1) === url,
    );
    if (refused !== undefined) name(refused.verdict, category, text);
  };

  const take = (json: string): void => {
    const told: Told = JSON.parse(json);
    if (told.is === 'console') {
      onConsole(told);
      return;
    }
    const known = byId.get(told.id);
    if (told.is === 'request') {
      if (known === undefined) {
        const request = begun(told);
        requests.push(request);
        byId.set(told.id, request);
      } else if (known.channel !== told.channel) {
        known.channel = told.channel;
        known.verdict.urls = [...known.verdict.urls, told.url];
        known.verdict.answered = false;
      }
    } else if (known?.channel === told.channel) {
      if (told.is === 'answer') known.verdict.answered = true;
      else end(known.verdict, told.error);
    }
  };

  return {
    take,
    of: (browserId) =>
      requests
        .filter(({ browser }) => browser === browserId || browser === 0)
        .map(({ verdict }) => verdict),
    errorsOf: (origin) =>
      errors
        .filter(({ source }) => source.startsWith(origin))
        .map(({ source, text }) => `${source.slice(origin.length)}: ${text}`),
  };
}

function begun({ url, method, type, browser, channel }: Extract<Told, { is: 'request' }>): Request {
  return {
    browser,
    channel,
    verdict: {
      urls: [url],
      method,
      type,
      outcome: 'pending',
      answered: false,
      errorText: null,
      corsError: null,
      failedParameter: null,
      blockedReason: null,
      phase: null,
    },
  };
}

/** What failed is told to have stopped as well. */
function end(verdict: Mutable<BrowserVerdict>, error: string | null): void {
  if (verdict.errorText !== null) return;
  verdict.errorText = error;
  verdict.outcome = error === null && verdict.corsError === null ? 'finished' : 'failed';
}

/** The first name is the reason; what the general one adds is known already. */
function name(verdict: Mutable<BrowserVerdict>, category: string, text: string): void {
  const isNews = verdict.corsError === null || verdict.corsError === GENERAL;
  if (!isNews) return;
  verdict.corsError = category;
  verdict.phase = verdict.answered ? 'actual' : 'preflight';
  const [, parameter = null] = /\(Reason: .*[‘“](.*?)[’”]/.exec(text) ?? [];
  verdict.failedParameter = parameter;
  if (verdict.outcome === 'finished') verdict.outcome = 'failed';
}
