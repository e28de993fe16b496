import { expect, test } from 'playwright/test';
import { django } from './regression-tests/django.ts';
import { express } from './regression-tests/express.ts';
import { go } from './regression-tests/go.ts';
import { rack } from './regression-tests/rack.ts';
import { printed, runTests } from './regression-tests/run.ts';

/** The regression test that the panel hands over, run as printed, before and after its own fix. */

test.describe.configure({ mode: 'parallel' });

for (const project of [django, express, rack, go]) {
  test(`the test for ${project.stack} fails before the paste and passes after it`, async () => {
    test.setTimeout(240_000);
    const missing = await project.missing();
    test.skip(missing !== null, missing ?? '');
    const { fix, test: taken } = printed(project);
    const before = { ...project.files, [taken.file]: taken.code };
    const failed = await runTests(project, before);
    expect(failed).toMatch(project.failing);
    expect(failed).not.toMatch(/exit code 0$/);
    const passed = await runTests(project, project.paste(before, fix));
    expect(passed).toMatch(project.passing);
    expect(passed).toMatch(/exit code 0$/);
  });
}
