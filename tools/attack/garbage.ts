import fc from 'fast-check';
import { parseCapture } from '../../src/capture/parse-state.ts';
import { META_KEY, PREFIX, TAB_PREFIX } from '../../src/capture/store-state.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { parseHar } from '../../src/har/parse-har.ts';
import {
  parsePermissionsAnswer,
  parsePermissionsQuestion,
} from '../../src/messaging/host-permissions.ts';
import { parseBackgroundMessage, parseViewMessage } from '../../src/messaging/parse.ts';
import { parseNetworkEntry } from '../../src/model/network-entry.ts';
import { parseObserverNotes } from '../../src/model/observer-notes.ts';
import { parseSettings } from '../../src/model/settings.ts';
import { parseTrials } from '../../src/trial/trials.ts';
import type { Attack } from './attack.ts';
import { tried } from './tried.ts';

/** Names that the parsers look for: values beside them get further than others. */
const NAMES = [
  'log',
  'entries',
  'version',
  'creator',
  'name',
  'value',
  'request',
  'response',
  'headers',
  'method',
  'url',
  'status',
  'startedDateTime',
  'time',
  'type',
  'exchanges',
  'changed',
  'removed',
  'tabId',
  'settings',
  'hops',
  'ending',
  'kind',
  'at',
  'meta',
  'records',
  '__proto__',
  'constructor',
  'toString',
];

/** Values of every kind, in objects whose names the parsers know. */
const { garbage } = fc.letrec((tie) => ({
  garbage: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      -1,
      0,
      2,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      '',
      'null',
    ),
    fc.constantFrom('GET', 'https://a.example/', 'http://[', '*', 'X'.repeat(2000), '\ud800', '\0'),
    fc.constantFrom({ toString: 1 }, { toString: null, valueOf: null }, Symbol.iterator, 10n),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tie('garbage'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('garbage'), { maxKeys: 6 }),
  ),
}));

/** The same as text, sometimes cut off. */
const text = fc.tuple(garbage, fc.nat(200)).map(([value, end]) => {
  const whole = JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}` : one)) ?? '';
  return end > 150 ? whole : whole.slice(0, end);
});

/** An entry of a HAR in which any part may be replaced. */
const entry = fc.record(
  {
    startedDateTime: fc.oneof(fc.constant('2026-11-29T22:00:00Z'), garbage),
    time: fc.oneof(fc.nat(), garbage),
    request: fc.oneof(
      fc.record({
        method: fc.oneof(fc.constantFrom('GET', 'OPTIONS'), garbage),
        url: fc.oneof(fc.webUrl(), garbage),
        headers: fc.oneof(fc.array(fc.record({ name: fc.string(), value: fc.string() })), garbage),
      }),
      garbage,
    ),
    response: fc.oneof(fc.record({ status: fc.nat(600), headers: garbage }), garbage),
    _error: garbage,
    _resourceType: garbage,
  },
  { requiredKeys: [] },
);
const har = fc.record({
  log: fc.record({
    version: garbage,
    creator: garbage,
    entries: fc.array(entry, { maxLength: 5 }),
  }),
});

const stored = fc
  .tuple(fc.boolean(), fc.dictionary(fc.constantFrom(TAB_PREFIX, `${PREFIX}1`), garbage))
  .map(([known, entries]) => ({
    ...entries,
    ...(known && { [META_KEY]: { version: 2, browser: 'chromium', forgotten: [] } }),
  }));

const SENDER = { url: 'https://a.example/', origin: 'https://a.example', documentId: 'D' };
const notes = fc.oneof(
  fc.record({ type: fc.constant('observer'), startedAt: fc.double(), calls: fc.array(text) }),
  garbage,
);

const PARSERS: readonly (readonly [string, fc.Arbitrary<unknown>, (value: unknown) => unknown])[] =
  [
    ['messages to the background', garbage, parseViewMessage],
    ['messages to the views', garbage, parseBackgroundMessage],
    ['questions for permissions', garbage, parsePermissionsQuestion],
    ['answers about permissions', garbage, parsePermissionsAnswer],
    ['settings', garbage, parseSettings],
    ['stored trials', garbage, parseTrials],
    ['entries of DevTools', fc.oneof(entry, garbage), parseNetworkEntry],
    ['notes of the observer', notes, (value) => parseObserverNotes(value, SENDER)],
  ];

export const garbageEverywhere: Attack = {
  id: 'garbage',
  about: 'sends garbage to every parser: none may throw',
  *run(amount) {
    for (const [name, values, parse] of PARSERS) {
      yield tried(name, values, (value) => void parse(value), amount);
    }
    yield tried('stored state', stored, (value) => void parseCapture(value, 'chromium', 0), amount);
    yield tried('HAR files', fc.oneof(har, garbage), readHar, amount);
  },
};

function readHar(value: unknown): void {
  const { exchanges, browser } = parseHar(value);
  for (const exchange of exchanges) void diagnose(exchange, { browser, exchanges }).remedies;
}
