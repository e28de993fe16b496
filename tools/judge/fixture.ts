import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RawEvent } from '../../src/capture/raw-event.ts';
import type { Header } from '../../src/model/header-list.ts';
import type { BrowserVerdict } from '../browsers/browser-under-test.ts';
import { GENERAL } from '../browsers/firefox-verdicts.ts';
import type { ScenarioServers } from '../scripted-servers/scenario-server.ts';
import type { AskedMode } from './ask.ts';
import type { Said } from './judge.ts';
import type { SaidInWebkit } from './webkit-judge.ts';

/** Where recorded fixtures are: one file for each scenario. */
export const FIXTURES = {
  chromium: resolve(import.meta.dirname, '../../src/capture/testing/recorded/chromium'),
  firefox: resolve(import.meta.dirname, '../../src/capture/testing/recorded/firefox'),
} as const;

/** What WebKit said of the same scenarios. */
export const WORDS = resolve(import.meta.dirname, '../../src/capture/testing/recorded/webkit');

/** A browser's events, and what the same browser said of each request. */
export type Fixture = {
  readonly scenario: string;
  readonly name: string;
  readonly browser: string;
  /** True if the events look the same for a block and for a failure. */
  readonly indistinguishable: boolean;
  readonly events: readonly RawEvent[];
  readonly requests: readonly ({
    readonly url: string;
    readonly method: string;
    /** Whether the page asked with credentials, if the extension knew it. */
    readonly credentialed?: boolean;
  } & Said)[];
};

/**
 * What a browser said of one request, as fixtures keep it. `mode`: what the page asked for, kept if
 * the judge must know it.
 */
export function saidOfRequest(
  verdict: BrowserVerdict,
  mode: AskedMode,
): Fixture['requests'][number] {
  const { urls, method, outcome, errorText, corsError, blockedReason, phase, sentOnTo } = verdict;
  return {
    url: urls[0],
    method,
    outcome,
    errorText,
    corsError,
    blockedReason,
    ...(phase === null ? {} : { phase }),
    ...(typeof sentOnTo === 'string' ? { sentOnTo } : {}),
    ...(blockedReason === 'origin' || isUnnamedRedirect(verdict) ? { mode } : {}),
  };
}

/** Firefox: redirected, but not followed, and without a category that says why. */
const isUnnamedRedirect = ({ outcome, corsError, sentOnTo }: BrowserVerdict): boolean =>
  outcome === 'failed' && typeof sentOnTo === 'string' && (corsError ?? GENERAL) === GENERAL;

/** Ports differ from run to run; fixtures have these instead. */
export const STABLE = {
  page: 'localhost:3000',
  near: 'localhost:4000',
  api: '127.0.0.1:8000',
  other: '127.0.0.1:9000',
  public: 'localhost:5000',
  insecure: 'shop.test:5000',
  secure: 'localhost:5443',
  selfsigned: '127.0.0.1:8443',
  closed: '127.0.0.1:7000',
} as const;

/** Request headers that name the browser's build: no rule reads them. */
export const NOISE =
  /^(user-agent|sec-ch-ua.*|accept-language|accept-encoding|upgrade-insecure-requests)$/i;

/** Writes a fixture so that recording it again changes as little as possible. */
export function writeFixture(servers: ScenarioServers, fixture: Fixture, folder: string): void {
  const events = stableTimes(fixture.events.map(stableIds(fixture.events)).map(withoutNoise));
  const text = stableHosts(servers, inLines({ ...fixture, events }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${fixture.scenario}.json`), `${text}\n`);
}

/** WebKit's words on a scenario whose capture is kept under the same name. */
export type Words = {
  readonly scenario: string;
  /** `WebKitGTK 2.50.6` */
  readonly browser: string;
  readonly requests: readonly ({ readonly url: string; readonly method: string } & SaidInWebkit)[];
  /** What its console shows of the scenario, as a user copies it; only where nothing else ran. */
  readonly console?: readonly string[];
};

export function writeWords(servers: ScenarioServers, { requests, console, ...head }: Words): void {
  const fields = Object.entries(head).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  const list = (name: string, items: readonly unknown[]) =>
    `"${name}": [\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n]`;
  const lists = [
    list('requests', requests),
    ...(console === undefined || console.length === 0 ? [] : [list('console', console)]),
  ];
  const text = `{\n${[...fields, ...lists].join(',\n')}\n}`;
  mkdirSync(WORDS, { recursive: true });
  writeFileSync(join(WORDS, `${head.scenario}.json`), `${stableHosts(servers, text)}\n`);
}

const stableHosts = (servers: ScenarioServers, text: string): string =>
  Object.entries(STABLE).reduce(
    (all, [name, host]) =>
      all.replaceAll(new URL(servers.origin(name as keyof typeof STABLE)).host, host),
    text,
  );

/** One event a line, so that it is short and a change is easy to find. */
function inLines({ events, requests, ...head }: Fixture): string {
  const lines = (items: readonly unknown[]) =>
    `[\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n]`;
  const fields = Object.entries(head).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{\n${[...fields, `"events": ${lines(events)}`, `"requests": ${lines(requests)}`].join(',\n')}\n}`;
}

/** Ids are numbered in order of appearance. */
function stableIds(events: readonly RawEvent[]): (event: RawEvent) => RawEvent {
  const number = (values: readonly (string | null)[]) => {
    const distinct = [...new Set(values)];
    return (value: string) => String(distinct.indexOf(value) + 1);
  };
  const requests = events.filter((event) => 'requestId' in event);
  const requestId = number(requests.map((event) => event.requestId));
  const documents = requests.map((event) => event.documentId).filter((id) => id !== null);
  const documentId = (id: string): string => `document-${number(documents)(id)}`;
  return (event) => {
    if (event.type === 'declared') {
      const { documentId: id, ...declaration } = event.declaration;
      const sender = id === undefined ? {} : { documentId: documentId(id) };
      return { ...event, tabId: 1, declaration: { ...declaration, ...sender } };
    }
    if (!('requestId' in event)) return 'tabId' in event ? { ...event, tabId: 1 } : event;
    return {
      ...event,
      tabId: 1,
      requestId: requestId(event.requestId),
      documentId: event.documentId === null ? null : documentId(event.documentId),
      frameId: event.frameId === 0 ? 0 : 2,
    };
  };
}

function withoutNoise(event: RawEvent): RawEvent {
  const keep = ([name]: Header) => !NOISE.test(name);
  return event.type === 'send-headers'
    ? { ...event, requestHeaders: event.requestHeaders.filter(keep) }
    : event;
}

/** The order of events as whole milliseconds, which can differ from their delivery. */
function stableTimes(events: readonly RawEvent[]): readonly RawEvent[] {
  const all = events.flatMap((event) =>
    event.type === 'declared' ? [event.timeStamp, event.declaration.at] : [event.timeStamp],
  );
  const times = [...new Set(all)].toSorted((a, b) => a - b);
  const start = Date.UTC(2026, 0, 1);
  const stable = (time: number): number => start + times.indexOf(time);
  return events.map((event) => {
    const timeStamp = stable(event.timeStamp);
    if (event.type !== 'declared') return { ...event, timeStamp };
    const declaration = { ...event.declaration, at: stable(event.declaration.at) };
    return { ...event, timeStamp, declaration };
  });
}
