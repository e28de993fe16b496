import { writeFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { readOwnSettings } from '../src/diagnosis/own-settings.ts';
import { get } from '../src/model/header-list.ts';
import { nameableOrigin } from '../src/model/origin.ts';
import { BROWSERS } from '../src/policy/browsers.ts';
import { corsCheck } from '../src/policy/cors-check.ts';
import { corsPreflightFetch } from '../src/policy/cors-preflight-fetch.ts';
import type { ServerAnswer, ServerRequest } from '../src/servers/kit/stack.ts';
import { withChanged } from '../src/settings/edit.ts';
import type { SettingsFile } from '../src/settings/file.ts';
import { debianReady } from '../tools/real-servers/debian.ts';
import { requestsOf, requirementOf, seenIn } from '../tools/real-servers/django/settings-cases.ts';
import {
  allOwnFileCases,
  type OwnFileCase,
  ownCaseFile,
} from '../tools/real-servers/own-files/cases.ts';
import { runOwnCase } from '../tools/real-servers/own-files/run-case.ts';

/**
 * Programs and configurations as people write them, on the real servers: each refuses the request
 * before our edit for the stated cause, and allows it after.
 *
 * `RECORD=1` writes what the server answered into the cases, for the unit tests.
 */

const PACKAGES = {
  fastapi: debianReady(
    ['python3-fastapi', 'python3-pydantic', 'python3-dotenv'],
    ['/usr/lib/python3/dist-packages/fastapi', '/usr/lib/python3/dist-packages/dotenv'],
  ),
  'flask-cors': debianReady(
    ['python3-flask', 'python3-flask-cors'],
    ['/usr/lib/python3/dist-packages/flask', '/usr/lib/python3/dist-packages/flask_cors'],
  ),
  nginx: debianReady(['nginx'], ['/usr/sbin/nginx']),
  'express-cors': () => Promise.resolve(null),
  nestjs: () => Promise.resolve(null),
} as const;

for (const one of allOwnFileCases()) {
  test(`${one.stack}: ${one.name}`, async () => {
    const missing = await PACKAGES[one.stack]();
    test.skip(missing !== null, missing ?? '');
    await prove(one);
  });
}

async function prove(one: OwnFileCase): Promise<void> {
  const own = requestsOf(one);
  const others = listed(one).map((origin) => asking(one, origin));
  const before = await run(one, one.files, [...own, ...others]);
  expect(refusalIn(one, before)).toEqual(one.refused);
  if (process.env['RECORD'] === '1') record(one, before.slice(0, own.length));

  const found = readOwnSettings(one.files, requirementOf(one), seenIn(one, before));
  if (found.stack === null) throw new Error('the files were not read');
  expect(found.stack).toBe(one.stack);
  if (one.noEdit === true) {
    expect(found.edit).toBeNull();
    return;
  }
  const files = withChanged(one.files, found.edit?.files ?? []);
  const after = await run(one, files, [...own, ...others]);
  expect(refusalIn(one, after)).toBeNull();
  const lost = listed(one).filter((origin, at) => {
    const [was, is] = [before, after].map((answers) => answers[own.length + at]);
    return isAllowed(was, origin) && !isAllowed(is, origin);
  });
  expect(lost).toEqual([]);
}

/** Whoever starts the server may take the environment from one of the files. */
function run(
  one: OwnFileCase,
  files: readonly SettingsFile[],
  requests: readonly ServerRequest[],
): Promise<readonly ServerAnswer[]> {
  const text = files.find(({ name }) => name === one.environmentFrom)?.text ?? '';
  const found = Object.keys(one.environment).flatMap((name) => {
    const value = new RegExp(`\\b${name}[=:]\\s*(.*)$`, 'm').exec(text)?.[1];
    return value === undefined ? [] : [[name, value.trim()]];
  });
  const environment = { ...one.environment, ...Object.fromEntries(found) };
  return runOwnCase({ ...one, environment }, files, requests);
}

/** The first refusal by the browser's rules; null if the request passes. */
function refusalIn(one: OwnFileCase, answers: readonly ServerAnswer[]) {
  const { origin, url, method, credentials, headers: unsafeNames } = requirementOf(one);
  const common = { origin, credentials: credentials ? 'include' : 'omit', hop: 0 } as const;
  for (const [at, asked] of requestsOf(one).entries()) {
    const answer = answers[at];
    if (answer === undefined || get(asked.headers, 'origin') !== origin) continue;
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

/** Origins that the files name somewhere: what they could read before, they must read after. */
function listed(one: OwnFileCase): readonly string[] {
  // What is behind a proxy is no page.
  const text = one.files.map((file) => file.text.replace(/\bproxy_pass[^;]*;/g, '')).join('\n');
  const found = text.match(/https?:\/\/[\w.:-]+/g) ?? [];
  return [...new Set(found)].filter((origin) => nameableOrigin(origin) !== null);
}

const asking = ({ request }: OwnFileCase, origin: string): ServerRequest => ({
  method: 'GET',
  url: request.url,
  headers: [['Origin', origin]],
});

/** Whether a page of this origin may read an answer, without cookies. */
const isAllowed = (answer: ServerAnswer | undefined, origin: string): boolean =>
  answer !== undefined &&
  corsCheck({ ...answer, origin, credentials: 'omit', hop: 0, phase: 'actual' }).length === 0;

/** Without what differs from run to run. */
function record(one: OwnFileCase, answers: readonly ServerAnswer[]): void {
  const { name: _, stack: __, main: ___, files, ...rest } = one;
  const same = answers.map(({ status, headers }) => ({
    status,
    headers: headers.filter(([name]) => !/^(?:date|etag)$/i.test(name)),
  }));
  const written = { files: files.map((file) => file.name), ...rest, answers: same };
  writeFileSync(ownCaseFile(one), `${JSON.stringify(written, null, 2)}\n`);
}
