import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from '../diagnosis/diagnosis.ts';
import { stacks } from '../servers/index.ts';
import { findServers } from './find-servers.ts';
import { OTHER_NAMES } from './server-names.ts';
import { familyOf, groupStacks } from './stack-groups.ts';

const candidate = (stack: Candidate['stack'], detected = false): Candidate => ({
  stack,
  detection: { confidence: detected ? 0.9 : 0, evidence: [], versions: [] },
  detected,
});

const ALL = groupStacks(stacks.map((stack) => candidate(stack)));
const found = (typed: string): readonly string[] =>
  findServers(ALL, typed).flatMap(({ members }) => members.map(({ stack }) => stack.id));

test.each([
  ['rails', 'rack-cors'],
  ['RAILS', 'rack-cors'],
  ['ruby', 'rack-cors'],
  ['node', 'express-cors'],
  ['node.js', 'node-http'],
  ['java', 'spring-boot'],
  ['kotlin', 'ktor'],
  ['spring', 'spring-security'],
  ['spring boot', 'spring-boot'],
  ['r2', 'cloudflare-r2'],
  ['s3', 'amazon-s3'],
  ['s3', 'minio'],
  ['gcs', 'google-cloud-storage'],
  ['kubernetes', 'ingress-nginx'],
  ['k8s', 'istio'],
  ['c#', 'aspnet-core'],
  ['.net', 'aspnet-core'],
  ['dotnet', 'aspnet-core'],
  ['go', 'rs-cors'],
  ['golang', 'gin-cors'],
  ['rust', 'axum'],
  ['php', 'laravel'],
  ['python', 'django-cors-headers'],
  ['llm', 'ollama'],
  ['wp', 'wordpress'],
  ['azure ad', 'entra-id'],
  ['cors-headers', 'django-cors-headers'],
  ['jango', 'django-cors-headers'],
])('“%s” finds %s', (typed, id) => {
  expect(found(typed)).toContain(id);
});

test.each([
  ['go', 'django-cors-headers'],
  ['spring boot', 'spring-security'],
  ['java', 'node-http'],
  ['r2', 'amazon-s3'],
])('“%s” does not find %s', (typed, id) => {
  expect(found(typed)).not.toContain(id);
});

test.each(['', '  '])('nothing typed finds all: “%s”', (typed) => {
  expect(findServers(ALL, typed)).toBe(ALL);
});

test.each(['no such server', '!?', 'rails nginx'])('“%s” finds none', (typed) => {
  expect(found(typed)).toEqual([]);
});

test('the detected server stays first, and is found by its family too', () => {
  const groups = groupStacks(stacks.map((stack) => candidate(stack, stack.id === 'flask-cors')));
  const [first, second] = findServers(groups, 'python');
  expect(first?.name).toBe('Detected');
  expect(first?.members.map(({ stack }) => stack.id)).toEqual(['flask-cors']);
  expect(second?.name).toBe('Python');
});

test.each(stacks.map(({ id, label }) => [label, id]))('“%s” finds its server', (label, id) => {
  expect(found(label)).toContain(id);
  expect(found(id)).toContain(id);
});

test('whatever is typed, each server is found once, in the order of the list', () => {
  const order = found('');
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('cors', 'a', 'proxy', '(', '\\')),
      (typed) => {
        const ids = found(typed);
        expect(ids).toEqual(order.filter((id) => ids.includes(id)));
      },
    ),
  );
});

test.each(Object.entries(OTHER_NAMES))('%s has other names, and only others: %s', (id, names) => {
  const stack = stacks.find((one) => one.id === id);
  if (stack === undefined) throw new Error('no such server');
  const known = `${stack.label} ${id} ${familyOf(stack)}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const said = names.toLowerCase().split(' ');
  expect(said.filter((name) => known.some((one) => one.startsWith(name)))).toEqual([]);
  expect(new Set(said).size).toBe(said.length);
});
