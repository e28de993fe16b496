import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { allAtOnce } from '../model/work.ts';
import { conclude, type Subject } from './use-diagnosed.ts';

const PAGES = 20;

/** A row of which pages of many ports ask, before anything of it but the headline was made. */
function row(): Subject {
  const exchanges = Array.from({ length: PAGES }, (_, index) =>
    exchange({
      id: `e${index}`,
      page: `http://localhost:${3000 + index}`,
      method: 'PUT',
      error: CHROMIUM_BLOCKED,
      unsent: true,
      preflight: {
        asksHeaders: 'x-one',
        status: 200,
        headers: { Server: 'AmazonS3', 'Access-Control-Allow-Origin': 'http://localhost:3000' },
      },
    }),
  );
  const diagnoseOne = (one: (typeof exchanges)[number]) =>
    diagnose(one, { browser: 'chromium', exchanges });
  const [endpoint] = groupEndpoints(exchanges, diagnoseOne).flatMap((group) => group.endpoints);
  if (endpoint === undefined) throw new Error('no row');
  return { endpoint, diagnosis: endpoint.shown };
}

const server = 'http://127.0.0.1:8000';

test.each([
  ['the most likely server', {}, null, 'amazon-s3'],
  ['the server that the user has chosen', { [server]: 'nginx' }, null, 'nginx'],
  ['the detected server, not the one that the user prefers', {}, 'nginx', 'amazon-s3'],
])(
  'the fix of %s is made in slices, and is the one that is made at once',
  (_, stacks, preferred, id) => {
    const subject = row();
    const choice = { stacks, preferred };
    const work = conclude(subject, choice);
    let slices = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) slices += 1;
    // Each origin that must pass is tried by itself.
    expect(slices).toBeGreaterThan(PAGES);
    const { stack, diagnosis } = step.value;
    const fix = stack === null ? diagnosis.remedies[0] : diagnosis.remedyFor(stack);
    expect(fix?.stack.id).toBe(id);
    expect(fix?.proof.verdict).toBe('allowed');
    const atOnce = row().diagnosis.remedyFor(id);
    expect(fix?.remedy.snippets).toEqual(atOnce?.remedy.snippets);
    expect(fix?.proof).toEqual(atOnce?.proof);
  },
);

test('what was made once is not made again', () => {
  const subject = row();
  const none = { stacks: {}, preferred: null };
  allAtOnce(conclude(subject, none));
  const [first] = subject.diagnosis.remedies;
  const again = [...conclude(subject, none)];
  expect(again.length).toBeLessThan(PAGES);
  expect(subject.diagnosis.remedies[0]).toBe(first);
});
