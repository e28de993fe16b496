import { expect, test } from 'vitest';
import type { Candidate } from '../diagnosis/diagnosis.ts';
import { stacks } from '../servers/index.ts';
import { groupStacks } from './stack-groups.ts';

const candidates = stacks.map(
  (stack): Candidate => ({
    stack,
    detection: { confidence: 0, evidence: [], versions: [] },
    detected: false,
  }),
);

test('every server is in one group', () => {
  const ids = groupStacks(candidates).flatMap(({ members }) =>
    members.map(({ stack }) => stack.id),
  );
  expect(ids.toSorted()).toEqual(stacks.map(({ id }) => id).toSorted());
});

test.each([
  ['Products', 'ollama'],
  ['Cloud', 'cloudflare-r2'],
  ['Servers of others', 'third-party'],
  ['Python', 'flask-cors'],
  ['Rust', 'axum'],
  ['Servers and proxies', 'kong'],
  ['In front of your server', 'cloudflare-access'],
])('%s has %s', (name, id) => {
  const group = groupStacks(candidates).find((one) => one.name === name);
  expect(group?.members.map(({ stack }) => stack.id)).toContain(id);
});
