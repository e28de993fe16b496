import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { REDACTED } from '../../src/model/redact.ts';
import { NOISE, STABLE } from '../../tools/judge/fixture.ts';
import type { Said } from '../../tools/judge/judge.ts';
import type { SaidInWebkit } from '../../tools/judge/webkit-judge.ts';
import { isSubject, type ScenarioServers } from '../../tools/scripted-servers/scenario-server.ts';

/** Where recorded HARs are, a folder for each recorder. */
const FOLDER = resolve(import.meta.dirname, '../../src/har/testing/recorded');

type Named = { readonly name: string; readonly value: string };

/** The part of a HAR that fixtures keep. */
export type HarLog = {
  readonly creator: unknown;
  readonly browser?: unknown;
  readonly pages: readonly { readonly id: string; readonly title: string }[];
  readonly entries: readonly HarEntry[];
};
type HarEntry = {
  readonly startedDateTime: string;
  readonly time: number;
  readonly pageref?: string;
  readonly serverIPAddress?: string;
  readonly _resourceType?: string;
  readonly _initiator?: { readonly type: string };
  readonly _fromCache?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly headers: readonly Named[];
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly headers: readonly Named[];
    readonly redirectURL: string;
    readonly _error?: string | null;
    readonly _failureText?: string;
  };
};

/** The HAR of one scenario, and what the browser itself said of its requests. */
export type HarFixture = {
  readonly log: HarLog & {
    readonly version: '1.2';
    readonly _scenario: string;
    readonly _name: string;
    readonly _browser: string;
    readonly _said: readonly ({ readonly url: string; readonly method: string } & Said)[];
  };
};

/** Writes a HAR as a fixture, without bodies, cookies and anything that identifies the machine. */
export function writeHarFixture(
  servers: ScenarioServers,
  recorder: 'devtools' | 'playwright',
  { log }: HarFixture,
): void {
  write(servers, recorder, log);
}

/** The same for an export of WebKit's Web Inspector, whose own words say what it refused. */
export function writeSafariHar(
  servers: ScenarioServers,
  { id, name }: { readonly id: string; readonly name: string },
  version: string,
  log: HarLog,
): void {
  const own = log.entries.filter(({ request }) => isSubject(request.url, id));
  const said = own.map(({ request: { method, url }, response: { _error } }): SaidInHar => {
    const reason = _error ?? null;
    return { url, method, outcome: reason === null ? 'allowed' : 'refused', reason };
  });
  const head = { _scenario: id, _name: name, _browser: version, _said: said };
  write(servers, 'safari', { ...log, ...head });
}

type SaidInHar = { readonly url: string; readonly method: string } & SaidInWebkit;

function write(
  servers: ScenarioServers,
  recorder: 'devtools' | 'playwright' | 'safari',
  { entries, ...head }: HarLog & { readonly _scenario: string },
): void {
  const lines = entries.map((entry) => `  ${JSON.stringify(lean(entry))}`).join(',\n');
  const pages = head.pages.map(({ id, title }) => ({ id, title }));
  const fields = Object.entries({ ...head, pages }).map(
    ([key, value]) => `"${key}": ${JSON.stringify(value)}`,
  );
  const text = `{"log": {\n${[...fields, `"entries": [\n${lines}\n]`].join(',\n')}\n}}\n`;
  mkdirSync(join(FOLDER, recorder), { recursive: true });
  const stable = Object.entries(STABLE).reduce(
    (all, [name, host]) =>
      all.replaceAll(new URL(servers.origin(name as keyof typeof STABLE)).host, host),
    text,
  );
  writeFileSync(join(FOLDER, recorder, `${head._scenario}.har`), stable);
}

function lean(entry: HarEntry): HarEntry {
  const { request, response, _initiator, serverIPAddress, _resourceType, _fromCache } = entry;
  return {
    startedDateTime: entry.startedDateTime,
    time: Math.round(entry.time * 10) / 10,
    ...(entry.pageref === undefined ? {} : { pageref: entry.pageref }),
    ...(serverIPAddress === undefined ? {} : { serverIPAddress }),
    ...(_resourceType === undefined ? {} : { _resourceType }),
    ...(_initiator === undefined ? {} : { _initiator: { type: _initiator.type } }),
    ...(_fromCache === undefined ? {} : { _fromCache }),
    request: {
      method: request.method,
      url: request.url,
      httpVersion: request.httpVersion,
      headers: leanHeaders(request.headers),
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: response.httpVersion,
      headers: leanHeaders(response.headers),
      redirectURL: response.redirectURL,
      ...(response._error == null ? {} : { _error: response._error }),
      ...(response._failureText === undefined ? {} : { _failureText: response._failureText }),
    },
  };
}

const leanHeaders = (headers: readonly Named[]): readonly Named[] =>
  headers
    .filter(({ name }) => !NOISE.test(name))
    .map(({ name, value }) => ({
      name,
      value: /^(set-)?cookie$/i.test(name) ? REDACTED : value,
    }));
