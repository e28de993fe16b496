import { cutHeaders, LONGEST_VALUE } from '../capture/cut.ts';
import { parseChecked } from '../model/checked.ts';
import { type ChosenStacks, NO_STACKS, withStack } from '../model/chosen-stacks.ts';
import { parseDeclared } from '../model/declared.ts';
import type {
  BrowserName,
  Ending,
  Exchange,
  Hop,
  PreflightFacts,
  RequestFacts,
  ResponseFacts,
} from '../model/exchange.ts';
import { type Fields, fields, fieldsOrNull, list, text } from '../model/fields.ts';
import { type Header, type HeaderList, isToken } from '../model/header-list.ts';
import { parseNotMine } from '../model/not-mine.ts';
import { nameableOrigin, OPAQUE_ORIGIN, type SerializedOrigin } from '../model/origin.ts';
import { redactHeaders, redactText, redactUrl } from '../model/redact.ts';
import { phrase } from '../model/say.ts';
import type { HarReading } from './parse-har.ts';

/** The only version that there is. */
const VERSION = 1;
const VERSION_NUMBER = /^\d{1,5}(\.\d{1,8}){0,3}$/;
/** As many as are ever kept of a tab. */
const MOST_EXCHANGES = 10_000;
/** Browsers follow 20 redirects. */
const MOST_HOPS = 32;
const LONGEST_NAME = 200;
/** A file has no tab. */
const NO_TAB = -1;

/** Whether a JSON value calls itself a report by Crosscheck. */
export const isReport = (root: Fields): boolean => root['format'] === 'crosscheck-report';

/**
 * Reads a `crosscheck-report` that was saved before, perhaps by another version, perhaps changed by
 * hand: the facts only. What it concluded is worked out again. Secrets are removed again. Reports of
 * before 2026-12 lack a few facts: they stay unknown. Accepts anything and never throws.
 */
export function parseReport(root: Fields, browser: BrowserName | null): HarReading {
  const own = root['browser'] === 'firefox' ? 'firefox' : 'chromium';
  const rules = browser ?? own;
  const raw = root['exchanges'];
  if (root['version'] !== VERSION) return unreadable(rules, versionProblem(root['version']));
  if (!Array.isArray(raw))
    return unreadable(
      rules,
      phrase`it is a report without its list of exchanges`.fr`c’est un rapport sans sa liste
        d’échanges`,
    );
  const read = raw
    .slice(0, MOST_EXCHANGES)
    .map((value) => fields(value))
    .map((one) => ({ one, exchange: readExchange(one) }));
  const kept = read.flatMap(({ exchange }) => (exchange === null ? [] : [exchange]));
  return {
    readable: true,
    browser: rules,
    entries: raw.length,
    exchanges: withOwnIds(kept).toSorted((a, b) => a.hops[0].at - b.hops[0].at),
    problems: leftOutLines(raw.length - kept.length, raw.length),
    report: {
      savedAt: timeOf(root['capturedAt']),
      savedBy: cut(redactText(text(fields(root['generator'])['version'])), LONGEST_NAME),
      browserVersion: VERSION_NUMBER.exec(text(root['browserVersion']))?.[0] ?? '',
      stacks: read.reduce((stacks, { one }) => withStackOf(stacks, one), NO_STACKS),
      notMine: parseNotMine(root['notMine']),
    },
  };
}

function unreadable(browser: BrowserName, problem: string): HarReading {
  return { readable: false, browser, entries: 0, exchanges: [], problems: [problem] };
}

const versionProblem = (version: unknown): string =>
  typeof version === 'number' && version > VERSION
    ? phrase`update Crosscheck to open it: it is a report of version ${version}, and this one reads version ${VERSION}`
        .fr`mettez Crosscheck à jour pour l’ouvrir : c’est un rapport de version ${version}, et
        celui-ci lit la version ${VERSION}`
    : phrase`it is a report without a version that Crosscheck knows`.fr`c’est un rapport sans
      version que Crosscheck connaisse`;

const leftOutLines = (leftOut: number, all: number): readonly string[] =>
  leftOut === 0
    ? []
    : [
        phrase`${leftOut} of ${all} requests are left out: they cannot be read`
          .fr`${leftOut} des ${all} requêtes sont laissées de côté : elles ne peuvent pas être
          lues`,
      ];

function timeOf(value: unknown): number | null {
  const at = Date.parse(text(value));
  return Number.isNaN(at) ? null : at;
}

/** The fix that the report shows first is the one that its reader expects. */
function withStackOf(stacks: ChosenStacks, one: Fields): ChosenStacks {
  const server = nameableOrigin(text(fields(fields(one['requirement'])['answer'])['server']));
  const stack = text(fields(list(one['remedies'])[0])['stack']);
  return server === null || !STACK_ID.test(stack) || stack === FALLBACK
    ? stacks
    : withStack(stacks, server, stack);
}

const STACK_ID = /^[a-z0-9-]{1,64}$/;
/** It fits every server, so nobody needs to choose it. */
const FALLBACK = 'any-server';

function readExchange(one: Fields): Exchange | null {
  const [first, ...rest] = list(one['hops']).slice(0, MOST_HOPS).map(fields);
  const ending = readEnding(one['ending']);
  if (first === undefined || ending === null) return null;
  const hops = [first, ...rest].map((raw, place, all) =>
    readHop(raw, all[place + 1] ?? null, ending),
  );
  const [head, ...others] = hops;
  if (head == null || others.includes(null)) return null;
  const checked = parseChecked({ of: '', credentials: null, ...fields(one['checked']) });
  return {
    id: cut(text(one['id']), LONGEST_NAME),
    tabId: NO_TAB,
    ...readContext(one),
    hops: [head, ...others.filter((hop) => hop !== null)],
    ending,
    ...(one['tried'] === true ? { tried: true } : {}),
    ...(checked === null ? {} : { checked }),
  };
}

/** Ids of a file that was changed by hand may be equal. */
function withOwnIds(exchanges: readonly Exchange[]): readonly Exchange[] {
  const ids = new Set<string>();
  return exchanges.map((one, index) => {
    const id = ids.has(one.id) ? `${one.id} ${index + 1}` : one.id;
    ids.add(id);
    return { ...one, id };
  });
}

type Context = Omit<Exchange, 'id' | 'tabId' | 'hops' | 'ending' | 'tried' | 'checked'>;

function readContext(one: Fields): Context {
  const seen = fieldsOrNull(one['seen']);
  if (seen === null) {
    const initiator = originIn(one['origin']);
    return { frameId: 0, documentId: '', initiator, resourceType: 'xmlhttprequest' };
  }
  const { frameId, documentId, resourceType, handedOver } = seen;
  const declared = parseDeclared(seen['declared']);
  return {
    frameId: Number.isInteger(frameId) ? Number(frameId) : 0,
    documentId: typeof documentId === 'string' ? cut(redactText(documentId), LONGEST_NAME) : null,
    initiator: originIn(seen['initiator']),
    resourceType: cut(text(resourceType), LONGEST_NAME) || 'other',
    ...(seen['incomplete'] === true ? { incomplete: true } : {}),
    ...(typeof handedOver === 'boolean' ? { handedOver } : {}),
    ...(seen['recordedOnly'] === true ? { recordedOnly: true } : {}),
    ...(declared === null ? {} : { declared }),
  };
}

const originIn = (value: unknown): SerializedOrigin | null =>
  value === OPAQUE_ORIGIN ? OPAQUE_ORIGIN : nameableOrigin(text(value));

/** `next`: the step that a redirect led to. */
function readHop(raw: Fields, next: Fields | null, ending: Ending): Hop | null {
  const { method } = raw;
  const url = cleanUrl(raw['url']);
  if (url === '' || typeof method !== 'string' || !isShortToken(method)) return null;
  const request = readRequest(raw['request']);
  const response = readResponse(raw['response']);
  const preflight = readPreflight(raw['preflight']);
  const times = [raw['at'], preflight?.request.at, request?.at, response?.at];
  const target = raw['redirectedTo'] === undefined ? next?.['url'] : raw['redirectedTo'];
  return {
    url,
    method,
    at: times.find(isTime) ?? ('at' in ending ? ending.at : 0),
    preflight,
    request,
    response,
    started: raw['started'] === true || (raw['started'] === undefined && wasPassedOn(next, ending)),
    redirectedTo: cleanUrl(target) || null,
  };
}

/** Reports of before 2026-12 do not say it. Then the end does. */
const wasPassedOn = (next: Fields | null, ending: Ending): boolean =>
  next === null && ending.kind === 'completed';

function readPreflight(value: unknown): PreflightFacts | null {
  const raw = fieldsOrNull(value);
  const request = readRequest(raw?.['request']);
  if (raw === null || request === null) return null;
  const response = readResponse(raw['response']);
  const at = response?.at ?? request.at;
  const ending = readEnding(raw['ending']);
  return {
    requestId: '',
    request,
    response,
    ending: ending ?? { kind: response === null ? 'lost' : 'completed', at },
  };
}

function readRequest(value: unknown): RequestFacts | null {
  const { method, headers, at } = fields(value);
  if (typeof method !== 'string' || !isShortToken(method) || !isTime(at)) return null;
  return { method, headers: readHeaders(headers), at };
}

function readResponse(value: unknown): ResponseFacts | null {
  const { status, headers, at, modifiedHeaders, fromCache } = fields(value);
  if (typeof status !== 'number' || !Number.isInteger(status) || !isTime(at)) return null;
  if (status < 0 || status > HIGHEST_STATUS) return null;
  return {
    status,
    headers: readHeaders(headers),
    at,
    ...(Array.isArray(modifiedHeaders) ? { modifiedHeaders: readHeaders(modifiedHeaders) } : {}),
    ...(typeof fromCache === 'boolean' ? { fromCache } : {}),
  };
}

const HIGHEST_STATUS = 999;

function readHeaders(value: unknown): HeaderList {
  const lines = list(value).flatMap((line): readonly Header[] => {
    const [name, content] = list(line);
    return typeof name === 'string' && typeof content === 'string' ? [[name, content]] : [];
  });
  return cutHeaders(redactHeaders(lines));
}

function readEnding(value: unknown): Ending | null {
  const { kind, at, error } = fields(value);
  if (kind === 'pending') return { kind };
  if (!isTime(at)) return null;
  if (kind === 'completed' || kind === 'lost') return { kind, at };
  return kind === 'error' && typeof error === 'string'
    ? { kind, error: cut(redactText(error), LONGEST_VALUE), at }
    : null;
}

/** The last one that a date can show. */
const LAST_TIME = 8_640_000_000_000_000;

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= LAST_TIME;

const isShortToken = (value: string): boolean => value.length <= LONGEST_NAME && isToken(value);

const cut = (value: string, length: number): string => value.slice(0, length);

/** Redact first: half a secret may look like a word. */
const cleanUrl = (value: unknown): string => cut(redactUrl(text(value)), LONGEST_VALUE);
