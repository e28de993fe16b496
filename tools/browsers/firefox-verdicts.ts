import type { BrowserVerdict } from './browser-under-test.ts';

/** The messages of `firefox-privileged.js`. */
type Told =
  | {
      readonly is: 'request';
      /** Stays the same over redirects, unlike `channel`. */
      readonly id: number;
      readonly channel: number;
      readonly url: string;
      readonly method: string;
      readonly type: string;
      /** The tab's; 0 for a shared or service worker. */
      readonly browser: number;
    }
  | {
      readonly is: 'answer';
      readonly id: number;
      readonly channel: number;
      readonly status: number;
      readonly location: string | null;
    }
  | {
      readonly is: 'end';
      readonly id: number;
      readonly channel: number;
      readonly error: string | null;
    }
  | ConsoleLine;

type ConsoleLine = {
  readonly is: 'console';
  readonly category: string;
  readonly text: string;
  readonly source: string;
  readonly isError: boolean;
};

type Request = {
  readonly first: Extract<Told, { is: 'request' }>;
  readonly urls: [string, ...string[]];
  readonly lines: ConsoleLine[];
  channel: number;
  answered: boolean;
  redirected: boolean;
  /** Where its last response redirects to. */
  sentOnTo: string | null;
  /** Whether opaque response blocking has withheld it. */
  isOpaque: boolean;
  ended: boolean;
  error: string | null;
};

export type FirefoxVerdicts = {
  readonly take: (json: string) => void;
  /** Of a tab, and of workers that belong to none. */
  readonly of: (browserId: number) => readonly BrowserVerdict[];
  /** Whether the console has shown an error with that text. */
  readonly showed: (text: string) => boolean;
  /** Errors of pages under a URL, each with its place. */
  readonly errorsOf: (origin: string) => readonly string[];
};

/** What the console says of every failed request, whatever the reason. */
export const GENERAL = 'CORSDidNotSucceed2';
/** What it says of responses that opaque response blocking has withheld. */
const OPAQUE = 'ORB';

/**
 * Keeps what Firefox says of each request: its start and end on the network, and the category that
 * its console gives to a CORS refusal. A request that got a response and has no line in the console
 * counts as finished. Only the page can say whether it got that response.
 */
export function recordFirefoxVerdicts(): FirefoxVerdicts {
  const requests: Request[] = [];
  const byId = new Map<number, Request>();
  const errors: ConsoleLine[] = [];

  const takeLine = (line: ConsoleLine): void => {
    if (line.isError) errors.push(line);
    if (line.category === OPAQUE) {
      const opaque = requests.findLast(({ urls }) => line.text.includes(`“${urls.at(-1)}”`));
      if (opaque !== undefined) opaque.isOpaque = true;
    }
    if (!line.isError || !line.category.startsWith('CORS')) return;
    const [, url] = / remote resource at ‘?(\S+?)’?\.? \(Reason:/.exec(line.text) ?? [];
    const asked = requests.filter((request) => !isPreflight(request));
    const refused = asked.findLast(({ urls }) => urls.at(-1) === url);
    (refused ?? sentAway(asked, line, url))?.lines.push(line);
  };

  const take = (json: string): void => {
    const told: Told = JSON.parse(json);
    if (told.is === 'console') {
      takeLine(told);
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
        known.urls.push(told.url);
        known.answered = false;
        known.redirected = false;
        known.sentOnTo = null;
      }
    } else if (known?.channel === told.channel) {
      if (told.is === 'answer') answer(known, told);
      else end(known, told.error);
    }
  };

  return {
    take,
    of: (browserId) =>
      requests
        .filter(({ first: { browser } }) => browser === browserId || browser === 0)
        .map((request) => verdictOf(request, requests)),
    showed: (text) => errors.some((line) => line.text.includes(text)),
    errorsOf: (origin) =>
      errors
        .filter(({ source }) => source.startsWith(origin))
        .map(({ source, text }) => `${source.slice(origin.length)}: ${text}`),
  };
}

/**
 * The target of a redirect that was not followed is not a URL of the request, but of its response.
 */
function sentAway(
  requests: readonly Request[],
  { category }: ConsoleLine,
  url: string | undefined,
): Request | undefined {
  if (category !== 'CORSRequestNotHttp') return undefined;
  return requests.findLast(
    ({ sentOnTo, lines, error, ended }) =>
      sentOnTo === url && lines.length === 0 && (!ended || error === REFUSED),
  );
}

const isPreflight = ({ first }: Request): boolean => first.type === 'Preflight';

const begun = (first: Request['first']): Request => ({
  first,
  urls: [first.url],
  lines: [],
  channel: first.channel,
  answered: false,
  redirected: false,
  sentOnTo: null,
  isOpaque: false,
  ended: false,
  error: null,
});

function answer(request: Request, { status, location }: Extract<Told, { is: 'answer' }>): void {
  const base = request.urls.at(-1);
  request.answered = true;
  request.redirected = status >= 300 && status < 400;
  const isSent = request.redirected && location !== null && URL.canParse(location, base);
  request.sentOnTo = isSent ? new URL(location, base).href : null;
}

/** The network's state, which can be the error of a redirect that is not followed. */
const RECEIVING = 'NS_ERROR_NET_ON_RECEIVING_FROM';
/** Its usual error. */
const REFUSED = 'NS_ERROR_UNEXPECTED';

/** A failed request is also reported as stopped. */
function end(request: Request, error: string | null): void {
  request.ended = true;
  request.error ??= request.redirected && error === RECEIVING ? REFUSED : error;
}

function verdictOf(request: Request, requests: readonly Request[]): BrowserVerdict {
  const { first, urls, answered, ended, error } = request;
  const line = lineOf(request, requests);
  const failed = error !== null || line !== undefined;
  const [, failedParameter = null] = /\(Reason: .*[‘“](.*?)[’”]/.exec(line?.text ?? '') ?? [];
  return {
    urls: [...urls],
    method: first.method,
    type: first.type,
    outcome: ended ? (failed ? 'failed' : 'finished') : 'pending',
    answered,
    errorText: causeOf(request, requests),
    corsError: line?.category ?? null,
    failedParameter,
    blockedReason: request.isOpaque ? 'orb' : null,
    sentOnTo: (answered ? request : preflightOf(request, requests))?.sentOnTo ?? null,
    phase: line === undefined ? null : answered ? 'actual' : 'preflight',
  };
}

/** The name for a preflight's redirect, if CORS has let it pass until then. */
const REDIRECTED = 'CORSExternalRedirectNotAllowed';

/**
 * The first line is the reason, except that the general one gives way to any other. A redirected
 * preflight is checked twice, and the lines of the two checks may come in either order.
 */
const namingLine = ({ lines }: Request): ConsoleLine | undefined =>
  lines.find(({ category }) => category === REDIRECTED) ??
  lines.find(({ category }) => category !== GENERAL) ??
  lines[0];

/** Errors that end a request together with its preflight, whatever happened to that. */
const TAKEN_ALONG = ['NS_ERROR_DOM_BAD_URI', 'NS_ERROR_FAILURE'];

/** The error of a request, or of the preflight that ended it. */
function causeOf(request: Request, requests: readonly Request[]): string | null {
  const { error, answered } = request;
  if (error === null || answered || !TAKEN_ALONG.includes(error)) return error;
  return preflightOf(request, requests)?.error ?? error;
}

/** The next request to its URL, if that is a preflight: others are made in turn. */
function preflightOf(request: Request, requests: readonly Request[]): Request | undefined {
  const next = requests
    .slice(requests.indexOf(request) + 1)
    .find(({ urls }) => urls[0] === request.urls.at(-1));
  return next !== undefined && isPreflight(next) ? next : undefined;
}

/**
 * The line that names the reason, if there was a response to judge, its own or its preflight's. If
 * the connection broke, Firefox still names what it does not find in the response.
 */
function lineOf(request: Request, requests: readonly Request[]): ConsoleLine | undefined {
  if (request.answered) return namingLine(request);
  const preflight = preflightOf(request, requests);
  if (preflight === undefined) return request.lines.find(({ category }) => category === GENERAL);
  return !preflight.ended || preflight.error !== null ? namingLine(request) : undefined;
}
