import { isForeign, isRelevant } from '../capture/relevance.ts';
import type { ChosenStacks } from '../model/chosen-stacks.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { type Fields, fields, fieldsOrNull, list, text } from '../model/fields.ts';
import type { NotMine } from '../model/not-mine.ts';
import {
  isExtension,
  isSameOrigin,
  originOf,
  ownOrigin,
  type SerializedOrigin,
} from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { documentUrl, type Entry, isNavigation, isPreflightEntry, readEntry } from './entry.ts';
import { headerReader } from './headers.ts';
import { type Chain, joinRedirects } from './join-redirects.ts';
import { readJson } from './json.ts';
import { pairPreflights } from './pair-preflights.ts';
import { recorderOf } from './recorder.ts';
import { initiatorOf, type Making, orphanExchange, toExchange } from './to-exchange.ts';

/** What a HAR says about CORS. */
export type HarReading = {
  /** Whether it is a HAR. If not, the only problem says why, and the other fields are empty. */
  readonly readable: boolean;
  /** Whose rules apply: the browser that the file names, or the caller's choice. */
  readonly browser: BrowserName;
  /** How many entries the file has. */
  readonly entries: number;
  /** The requests that matter for CORS, in order of time, without secrets. */
  readonly exchanges: readonly Exchange[];
  /** What was left out or is uncertain, one line each. */
  readonly problems: readonly string[];
  /** Only for a report that Crosscheck itself saved. */
  readonly report?: {
    /** When it was saved, in milliseconds since the epoch. Null if it does not say. */
    readonly savedAt: number | null;
    /** The version of the browser in which it was saved. Empty if it does not say. */
    readonly browserVersion: string;
    /** The version of Crosscheck that saved it. */
    readonly savedBy: string;
    /** The server whose fix it shows first, by origin. */
    readonly stacks: ChosenStacks;
    /** The servers that its user could not change. */
    readonly notMine: NotMine;
  };
};

/**
 * Reads a HAR, given as its text or as the JSON value: pairs preflights with their requests, joins
 * redirects, and leaves out what is not about CORS. What the file does not say stays unknown. Takes
 * anything and never throws.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function parseHar(input: unknown, browser: BrowserName | null = null): HarReading {
  const json = typeof input === 'string' ? readJson(input) : { value: input };
  if ('problem' in json) return unreadable(json.problem, browser);
  const root = fields(json.value);
  // The extension API passes the log itself.
  const log = fieldsOrNull(root['log']) ?? root;
  const entries = log['entries'];
  if (!Array.isArray(entries)) return unreadable(NO_HAR, browser);
  return readLog(log, entries, browser);
}

function unreadable(problem: string, browser: BrowserName | null): HarReading {
  return {
    readable: false,
    browser: browser ?? 'chromium',
    entries: 0,
    exchanges: [],
    problems: [problem],
  };
}

const NO_HAR = phrase`it is JSON, but not a HAR: it has no log.entries`.fr`c’est du JSON, mais pas
  un HAR : il n’a pas de log.entries`;

function readLog(log: Fields, raw: readonly unknown[], browser: BrowserName | null): HarReading {
  const { entries, leftOut } = readEntries(raw);
  const userAgent = entries.find((entry) => entry.signals.userAgent)?.signals.userAgent ?? null;
  const recorder = recorderOf(log, { browser, userAgent });
  const { preflightOf, orphans } = pairPreflights(entries);
  const requests = entries.filter((entry) => !isPreflightEntry(entry));
  const pages = pagesOf(log, requests);
  const making: Making = {
    recorder,
    headers: headerReader(),
    preflightOf,
    pages,
    namesPages: recorder.namesPages && entries.some(({ pageref }) => pageref !== null),
  };
  const chains = joinRedirects(requests);
  const exchanges = [
    ...chains.filter((chain) => mayMatter(chain, making)).map((chain) => toExchange(chain, making)),
    ...orphans.map((preflight) => orphanExchange(preflight, making)),
  ]
    .filter(isRelevant)
    .toSorted((a, b) => a.hops[0].at - b.hops[0].at);
  const cautions = recorder.caution === null || exchanges.length === 0 ? [] : [recorder.caution];
  return {
    readable: true,
    browser: recorder.browser,
    entries: raw.length,
    exchanges,
    problems: [...leftOut, ...notOfPages(chains, making), ...cautions],
  };
}

/** A line about each extension and each of the browser's own pages whose requests are left out. */
function notOfPages(chains: readonly Chain[], making: Making): readonly string[] {
  const counts = new Map<SerializedOrigin, number>();
  const refused = new Set<SerializedOrigin>();
  for (const [first] of chains) {
    const own = ownOrigin(initiatorOf(first, making) ?? '');
    const isSent = /^https?:/.test(first.url) && !isNavigation(first);
    if (own === null || !isSent) continue;
    counts.set(own, (counts.get(own) ?? 0) + 1);
    const statuses = [first.status, making.preflightOf.get(first)?.status];
    if (statuses.includes(403)) refused.add(own);
  }
  return [...counts].map(([own, count]) => {
    const left = requestsLeftOut(count, own);
    const still = refused.has(own)
      ? phrase`. A server that answers 403 because of its Origin must allow ${own} too, such as Ollama with
          OLLAMA_ORIGINS`
          .fr`. Un serveur qui répond 403 à cause de son Origin doit aussi autoriser ${own}, comme Ollama
          avec OLLAMA_ORIGINS`
      : '';
    return isExtension(own)
      ? phrase`${left}: give this browser extension permission for the server, in its manifest, and its
          pages need no CORS${still}`
          .fr`${left} : donnez à cette extension, dans son manifeste, la permission pour le serveur,
          et ses pages n’auront pas besoin de CORS${still}`
      : phrase`${left}: this page belongs to the browser, and no server needs to allow it`
          .fr`${left} : cette page appartient au navigateur, et aucun serveur n’a besoin de
          l’autoriser`;
  });
}

const requestsLeftOut = (count: number, origin: string): string =>
  count === 1
    ? phrase`${count} request of ${origin} is left out`
        .fr`${count} requête de l’origine ${origin} est laissée de côté`
    : phrase`${count} requests of ${origin} are left out`
        .fr`${count} requêtes de l’origine ${origin} sont laissées de côté`;

/** The entries in order of time, and a line about those that cannot be read. */
function readEntries(raw: readonly unknown[]): {
  readonly entries: readonly Entry[];
  readonly leftOut: readonly string[];
} {
  const entries: Entry[] = [];
  const unread: number[] = [];
  let before = 0;
  for (const [index, item] of raw.entries()) {
    const entry = readEntry(fields(item), index + 1, before);
    if (entry === null) unread.push(index + 1);
    else {
      before = entry.at;
      entries.push(entry);
    }
  }
  return {
    entries: entries.sort((a, b) => a.at - b.at || a.number - b.number),
    leftOut: leftOutLines(unread, raw.length),
  };
}

function leftOutLines({ length, 0: first }: readonly number[], all: number): readonly string[] {
  if (first === undefined) return [];
  if (length === all) {
    return [
      phrase`none of its ${all} entries is a request with a method and a URL`
        .fr`aucune de ses ${all} entrées n’est une requête avec une méthode et une URL`,
    ];
  }
  return [
    phrase`${length} of ${all} entries are left out: they have no method or URL (the first is entry ${first})`
      .fr`${length} de ses ${all} entrées sont laissées de côté : il leur manque la méthode ou l’URL
      (la première est l’entrée ${first})`,
  ];
}

/** The URL of each page. Chromium and Safari write it; else it is the first document's. */
function pagesOf(log: Fields, entries: readonly Entry[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const raw of list(log['pages'])) {
    const { id, title } = fields(raw);
    const url = documentUrl(text(title));
    if (typeof id === 'string' && url !== null) pages.set(id, url);
  }
  for (const entry of entries) {
    const { pageref, url, redirectUrl } = entry;
    const isFirst = pageref !== null && !pages.has(pageref);
    if (isFirst && isNavigation(entry) && redirectUrl === null) pages.set(pageref, url);
  }
  return pages;
}

/** Excludes most requests before their headers are read, which `isRelevant` needs. */
function mayMatter(chain: Chain, making: Making): boolean {
  const [first] = chain;
  const initiator = initiatorOf(first, making);
  if (isForeign({ ...first, initiator }) || isPlain(chain)) return false;
  if (initiator === null) return true;
  return chain.some(
    ({ url, redirectUrl }) =>
      !isSameOrigin(initiator, originOf(url)) ||
      (redirectUrl !== null && !isSameOrigin(initiator, originOf(redirectUrl))),
  );
}

/**
 * Requests that passed without CORS and that no code reads: most images and scripts of other
 * servers.
 */
function isPlain([{ signals, status, error, resourceType }, ...more]: Chain): boolean {
  const asked = more.length > 0 || /^(font|xmlhttprequest)$/.test(resourceType);
  return !asked && signals.mode === 'no-cors' && status > 0 && error === null;
}
