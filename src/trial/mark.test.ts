import { describe, expect, test } from 'vitest';
import type { RawEvent } from '../capture/raw-event.ts';
import { originOf } from '../model/origin.ts';
import { redactHeaders } from '../model/redact.ts';
import { API, PAGE } from '../model/testing/sample-exchange.ts';
import { marked } from './mark.ts';
import { BYPASS, BYPASS_VALUE, MARK } from './rules.ts';
import { trial } from './testing/sample-trial.ts';
import { NO_TRIALS, type Trials } from './trials.ts';

const common = {
  requestId: '5',
  url: `${API}/items`,
  method: 'GET',
  tabId: 1,
  frameId: 0,
  documentId: 'd',
  initiator: originOf(PAGE),
  resourceType: 'xmlhttprequest',
  timeStamp: 2_000,
};
const on: Trials = { on: [{ ...trial, holder: 'panel' }], past: [] };
const ended: Trials = { on: [], past: [{ ...trial, endedAt: 3_000 }] };
const begins = (change: object = {}): RawEvent => ({
  ...common,
  type: 'before-request',
  ...change,
});
const responds = (id: string, change: object = {}): RawEvent => ({
  ...common,
  type: 'headers-received',
  status: 200,
  responseHeaders: redactHeaders([
    ['Server', 'nginx'],
    [MARK, id],
  ]),
  ...change,
});
const isMarked = (event: RawEvent, trials: Trials): boolean => 'tried' in marked(event, trials);

describe('a request is marked as tried', () => {
  test.each<[string, RawEvent, Trials]>([
    ['that begins under a trial', begins(), on],
    ['that began under one that has ended', begins(), ended],
    ['of a frame of the page’s host', begins({ initiator: 'http://sub.localhost:9' }), on],
    ['of a document without an origin', begins({ initiator: null }), on],
    ['whose response carries the mark', responds(trial.id), on],
    ['whose response still carries it', responds(trial.id, { timeStamp: 9_999 }), ended],
  ])('%s', (_, event, trials) => {
    expect(isMarked(event, trials)).toBe(true);
  });

  test.each<[string, RawEvent, Trials]>([
    ['without any trial', begins(), NO_TRIALS],
    ['of another tab', begins({ tabId: 2 }), on],
    ['of another server', begins({ url: 'http://127.0.0.1:8001/items' }), on],
    ['of another page', begins({ initiator: originOf('http://app.example') }), on],
    ['before the trial', begins({ timeStamp: 999 }), on],
    ['after the trial', begins({ timeStamp: 3_001 }), ended],
    ['with the mark of a trial that never was', responds('77'), on],
    ['of another tab, with the mark', responds(trial.id, { tabId: 2 }), on],
    ['that began earlier', responds('', { responseHeaders: [] }), on],
    ['that is no request', { type: 'tick', timeStamp: 2_000 }, on],
  ])('but not one %s', (_, event, trials) => {
    expect(isMarked(event, trials)).toBe(false);
  });
});

test('the trial’s own headers are not kept', () => {
  expect(marked(responds(trial.id), on)).toMatchObject({ responseHeaders: [['Server', 'nginx']] });
  const headers = [
    ['Accept', '*/*'],
    [BYPASS, BYPASS_VALUE],
  ] as const;
  const sent: RawEvent = {
    ...common,
    type: 'send-headers',
    requestHeaders: redactHeaders(headers),
  };
  expect(marked(sent, on)).toMatchObject({ requestHeaders: [['Accept', '*/*']] });
});
