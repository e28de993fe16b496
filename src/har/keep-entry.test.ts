import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptEntry } from './keep-entry.ts';
import { parseHar } from './parse-har.ts';

const FOLDER = join(import.meta.dirname, 'testing/recorded/devtools');

type Log = { readonly log: { readonly entries: readonly unknown[] } };

test.each(readdirSync(FOLDER))('what is kept of a recording reads as the whole: %s', (file) => {
  const whole: Log = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  const kept = { log: { ...whole.log, entries: whole.log.entries.map(keptEntry) } };
  expect(parseHar(kept)).toEqual(parseHar(whole));
});

test('secrets, bodies and cookies are not kept', () => {
  const kept = keptEntry({
    startedDateTime: '2026-01-01T00:00:00.000Z',
    time: 1,
    request: {
      method: 'POST',
      url: 'https://u:planted1@a.test/x?token=planted2#planted3',
      headers: [
        { name: 'Authorization', value: 'Bearer planted4' },
        { name: 'Cookie', value: 'sid=planted5' },
      ],
      cookies: [{ name: 'sid', value: 'planted6' }],
      postData: { text: 'planted7' },
    },
    response: {
      status: 200,
      headers: [{ name: 'Set-Cookie', value: 'sid=planted8' }],
      content: { text: 'planted9' },
      redirectURL: 'https://a.test/?access_token=planted0',
    },
  });
  expect(JSON.stringify(kept)).not.toContain('planted');
});

test('anything else than a request is not kept, and nothing makes it throw', () => {
  expect(keptEntry({ request: { url: 'https://a.test/' } })).toBeNull();
  const close = fc.record({
    request: fc.record({ method: fc.string(), url: fc.string(), headers: fc.jsonValue() }),
    response: fc.jsonValue(),
    time: fc.jsonValue(),
    startedDateTime: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), close), (raw) => {
      parseHar({ log: { entries: [keptEntry(raw)] } });
    }),
  );
});
