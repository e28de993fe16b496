import { expect, test } from 'playwright/test';
import { curlAgainst } from './regression-tests/curl.ts';
import { django } from './regression-tests/django.ts';
import { express } from './regression-tests/express.ts';
import { fastapi } from './regression-tests/fastapi.ts';
import { flask } from './regression-tests/flask.ts';
import { go } from './regression-tests/go.ts';
import { rack } from './regression-tests/rack.ts';
import { printed, runTests } from './regression-tests/run.ts';

/**
 * Runs the regression test that the panel prints, unchanged, before and after the panel's own fix.
 */

test.describe.configure({ mode: 'parallel' });

for (const project of [django, express, fastapi, flask, rack, go]) {
  test(`the test for ${project.stack} fails before the paste and passes after it`, async () => {
    test.setTimeout(240_000);
    const missing = await project.missing();
    test.skip(missing !== null, missing ?? '');
    const offered = printed(project);
    if (offered === null) throw new Error(`${project.stack} prints no test.`);
    const { fix, test: taken } = offered;
    const before = { ...project.files, [taken.file]: taken.code };
    const failed = await runTests(project, before);
    expect(failed).toMatch(project.failing);
    expect(failed).not.toMatch(/exit code 0$/);
    const passed = await runTests(project, project.paste(before, fix));
    expect(passed).toMatch(project.passing);
    expect(passed).toMatch(/exit code 0$/);
  });
}

test('the curl commands pass if the response is complete, and otherwise say what is missing', async () => {
  const ALL = {
    'Access-Control-Allow-Origin': 'http://localhost:3000',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'GET,PUT',
    'Access-Control-Allow-Headers': 'X-Token, Content-Type',
    'Access-Control-Expose-Headers': 'X-Total',
  };
  expect(await curlAgainst(ALL)).toBe('exit code 0');
  for (const name of Object.keys(ALL)) {
    const told = await curlAgainst({ ...ALL, [name]: [] });
    expect(told).toMatch(new RegExp(`missing in the response: ${name}: .*exit code 1`, 's'));
  }
  const lowerCase = await curlAgainst({ ...ALL, 'Access-Control-Allow-Methods': 'put' });
  expect(lowerCase).toContain('Access-Control-Allow-Methods: PUT');
  const twice = Array(2).fill(ALL['Access-Control-Allow-Origin']);
  const doubled = await curlAgainst({ ...ALL, 'Access-Control-Allow-Origin': twice });
  expect(doubled).toContain('missing in the response: Access-Control-Allow-Origin');
  expect(await curlAgainst(ALL, 404)).toContain('a status from 200 to 299');
});
