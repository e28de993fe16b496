import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readChecks } from './checks-file.ts';

const GIVEN = { origin: undefined, send: false, strangers: false };
const URL = 'http://127.0.0.1:8000/a';
const ORIGIN = 'http://localhost:3000';

test.each([
  ['{', 'it is not JSON'],
  ['3', 'it must be a list of checks, or an object with "checks"'],
  ['{"checks": []}', 'it has no "checks"'],
  ['{"check": []}', 'there is no key "check". Did you mean checks?'],
  ['[3]', 'check 1: it must be an object'],
  ['[{}]', 'check 1: it has no "url"'],
  [JSON.stringify([{ url: URL }]), 'check 1: name the page: --origin ORIGIN'],
  [JSON.stringify([{ url: URL, origin: ORIGIN, methd: 'PUT' }]), 'Did you mean method?'],
  [JSON.stringify([{ url: URL, origin: ORIGIN, send: 'true' }]), '"send" must be a boolean'],
  [JSON.stringify([{ url: URL, origin: ORIGIN, headers: [1] }]), '"headers" must be a list'],
  [JSON.stringify([{ url: URL, origin: ORIGIN, expect: 'maybe' }]), '"expect" must be one of'],
  [JSON.stringify([{ url: 'file:///etc/passwd', origin: ORIGIN }]), 'must begin with http'],
  ['[{"__proto__": {"send": true}, "url": ""}]', 'there is no key "__proto__"'],
])('%s: %s', (text, problem) => {
  expect(readChecks(text, GIVEN)).toEqual({ problem: expect.stringContaining(problem) });
});

test('a check sends what may change data only if the command line says so, too', () => {
  const text = JSON.stringify([
    { url: URL, origin: ORIGIN, method: 'put', send: true },
    { url: URL, origin: ORIGIN, method: 'put' },
  ]);
  const sends = (send: boolean) => {
    const checks = readChecks(text, { ...GIVEN, send });
    return 'problem' in checks ? checks : checks.map(({ request }) => request.sendsAll);
  };
  expect(sends(false)).toEqual([false, false]);
  expect(sends(true)).toEqual([true, false]);
});

test('the origin of a check comes first, then that of the command line, then that of the file', () => {
  const text = JSON.stringify({
    origin: 'http://file.test',
    checks: [{ url: URL }, { url: URL, origin: 'http://own.test' }],
  });
  const origins = (origin: string | undefined) => {
    const checks = readChecks(text, { ...GIVEN, origin });
    return 'problem' in checks ? checks : checks.map(({ request }) => request.origin);
  };
  expect(origins(undefined)).toEqual(['http://file.test', 'http://own.test']);
  expect(origins('http://line.test')).toEqual(['http://line.test', 'http://own.test']);
});

test('any JSON is read or refused in one line', () => {
  const check = fc.record(
    { url: fc.webUrl(), origin: fc.jsonValue(), method: fc.jsonValue(), headers: fc.jsonValue() },
    { requiredKeys: ['url'] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(check).map((all) => JSON.stringify(all)),
      ),
      (text) => {
        const checks = readChecks(text, GIVEN);
        if ('problem' in checks) expect(checks.problem).not.toContain('\n');
      },
    ),
  );
});
