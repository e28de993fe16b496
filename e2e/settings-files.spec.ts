import { writeFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { readOwnSettings } from '../src/diagnosis/own-settings.ts';
import { get } from '../src/model/header-list.ts';
import { nameableOrigin } from '../src/model/origin.ts';
import { BROWSERS } from '../src/policy/browsers.ts';
import { corsCheck } from '../src/policy/cors-check.ts';
import { corsPreflightFetch } from '../src/policy/cors-preflight-fetch.ts';
import type { PlainValue } from '../src/servers/kit/settings-reader.ts';
import type { ServerAnswer, ServerRequest } from '../src/servers/kit/stack.ts';
import { withChanged } from '../src/settings/edit.ts';
import { installPackages } from '../tools/real-servers/debian-suite.ts';
import {
  type DjangoVersion,
  djangoVersions,
  hasPackage,
  missingDjangoVersions,
} from '../tools/real-servers/django/server.ts';
import {
  caseFile,
  requestsOf,
  requirementOf,
  runCase,
  type SettingsCase,
  seenIn,
  settingsCases,
} from '../tools/real-servers/django/settings-cases.ts';

/**
 * Settings files as people write them, on the real Django: it refuses the request before our edit
 * for the stated cause, reads what we read, and allows the request after it.
 *
 * `RECORD=1` writes what Django answered into the cases, for the unit tests.
 */

const versions = await djangoVersions();
/** `DJANGO=all npm run e2e -- settings-files` plays every case on every version. */
const isAll = process.env['DJANGO'] === 'all' || process.env['RECORD'] === '1';
const LIBRARIES = { environ: 'python3-django-environ', decouple: 'python3-decouple' } as const;

test.beforeAll(async () => {
  const [version] = versions;
  if (version === undefined) return;
  for (const [name, debian] of Object.entries(LIBRARIES)) {
    if (!(await hasPackage(version, name))) await installPackages([debian]);
  }
});

for (const { id, reason } of await missingDjangoVersions()) {
  test.skip(`settings files on the Django called ${id}`, () => expect(reason).toBe(''));
}

for (const [number, version] of versions.entries()) {
  for (const [index, one] of settingsCases().entries()) {
    if (!isAll && (index + number) % versions.length !== 0) continue;
    test(`${version.id}: ${one.name}`, () => prove(version, one));
  }
}

async function prove(version: DjangoVersion, one: SettingsCase): Promise<void> {
  const requests = [
    ...requestsOf(one),
    ...followed(one),
    ...listed(one).map((origin) => asking(one, origin)),
  ];
  const before = await runCase(version, one, one.files, requests);
  expect(refusalIn(one, before.answers)).toEqual(one.refused);
  const own = requestsOf(one).length;
  if (process.env['RECORD'] === '1' && version.id === 'debian') {
    record(one, before.answers.slice(0, own));
  }
  const defaults = version.id === 'debian' ? DEBIANS_HEADERS : NEWEST_HEADERS;
  for (const [name, value] of Object.entries(before.settings)) {
    const said = one.reads[name];
    const expected = typeof said === 'object' && said !== null ? said.value : said;
    expect({ [name]: value }).toEqual({ [name]: spelledOut(expected, defaults) });
  }

  const found = readOwnSettings(one.files, requirementOf(one), seenIn(one, before.answers));
  if (found.stack === null) throw new Error('the files were not read');
  if (one.noEdit === true) {
    expect(found.edit).toBeNull();
    return;
  }
  const files = withChanged(one.files, found.edit?.files ?? []);
  const after = await runCase(version, one, files, requests);
  expect(refusalIn(one, after.answers)).toBeNull();
  expect(after.checks).toEqual([]);
  const lost = listed(one).filter((origin, at) => {
    const [was, is] = [before, after].map(
      ({ answers }) => answers[own + followed(one).length + at],
    );
    return isAllowed(was, origin) && !isAllowed(is, origin);
  });
  expect(lost).toEqual([]);
}

/** The first refusal by the browser's rules; null if the request passes. */
function refusalIn(one: SettingsCase, answers: readonly ServerAnswer[]) {
  const { origin, url, method, credentials, headers: unsafeNames } = requirementOf(one);
  const common = { origin, credentials: credentials ? 'include' : 'omit', hop: 0 } as const;
  const all = [...requestsOf(one), ...followed(one)];
  for (const [at, asked] of all.entries()) {
    const answer = answers[at];
    if (answer === undefined || get(asked.headers, 'origin') !== origin) continue;
    if (at >= requestsOf(one).length && !isRedirected(answers[at - 1])) continue;
    const isPreflight = asked.method === 'OPTIONS';
    const [finding] = isPreflight
      ? corsPreflightFetch({ ...answer, ...common, url, method, unsafeNames }, BROWSERS.chromium)
      : corsCheck({ ...answer, ...common, phase: 'actual' });
    if (finding !== undefined) {
      return { cause: finding.cause, phase: isPreflight ? 'preflight' : 'actual' };
    }
  }
  return null;
}

const isRedirected = (answer: ServerAnswer | undefined): boolean =>
  answer !== undefined && answer.status >= 300 && answer.status < 400;

/** The request after Django's redirect to the URL with a slash. */
function followed(one: SettingsCase): readonly ServerRequest[] {
  const last = requestsOf(one).at(-1);
  if (last === undefined || last.url.endsWith('/')) return [];
  return [{ ...last, url: `${last.url}/` }];
}

/** Origins that the files name somewhere: what they could read before, they must read after. */
function listed(one: SettingsCase): readonly string[] {
  const text = one.files.map((file) => file.text).join('\n');
  const found = text.match(/https?:\/\/[\w.:-]+/g) ?? [];
  return [...new Set(found)].filter((origin) => nameableOrigin(origin) !== null);
}

const asking = ({ request }: SettingsCase, origin: string): ServerRequest => ({
  method: 'GET',
  url: request.url,
  headers: [['Origin', origin]],
});

/** Whether a page of this origin may read an answer, without cookies. */
const isAllowed = (answer: ServerAnswer | undefined, origin: string): boolean =>
  answer !== undefined &&
  corsCheck({ ...answer, origin, credentials: 'omit', hop: 0, phase: 'actual' }).length === 0;

const NEWEST_HEADERS =
  'accept authorization content-type user-agent x-csrftoken x-requested-with'.split(' ');
const DEBIANS_HEADERS =
  'accept accept-encoding authorization content-type dnt origin user-agent x-csrftoken x-requested-with'.split(
    ' ',
  );

/** The library's own list differs by release. */
function spelledOut(value: unknown, defaults: readonly string[]): unknown {
  const list = value as PlainValue | undefined;
  return typeof list === 'object' && list !== null && 'defaults' in list
    ? [...defaults, ...list.plus]
    : list;
}

function record({ name, files, ...one }: SettingsCase, answers: readonly ServerAnswer[]): void {
  const written = { files: files.map((file) => file.name), ...one, answers };
  writeFileSync(caseFile(name), `${JSON.stringify(written, null, 2)}\n`);
}
