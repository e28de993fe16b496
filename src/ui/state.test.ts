import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotOf } from '../messaging/snapshot.ts';
import { status } from '../messaging/testing/sample-status.ts';
import type { Exchange } from '../model/exchange.ts';
import { exchange } from '../model/testing/sample-exchange.ts';
import {
  type FeedEvent,
  firstOf,
  INITIAL_STATE,
  joinFeed,
  type OpenedFile,
  reduceView,
  shownState,
  type ViewState,
} from './state.ts';

const one = (id: string): Exchange => exchange({ id });
const snapshot = (...exchanges: readonly Exchange[]): readonly FeedEvent[] =>
  snapshotOf('firefox', status, exchanges);
const changed = (exchanges: readonly Exchange[], removed: readonly string[] = []): FeedEvent => ({
  type: 'changed',
  status,
  exchanges,
  removed,
  more: false,
});
const lead = (...events: readonly (FeedEvent | readonly FeedEvent[])[]): ViewState =>
  events.flat().reduce(reduceView, INITIAL_STATE);
const ids = ({ exchanges }: ViewState): readonly string[] => exchanges.map(({ id }) => id);

describe('messages of the background', () => {
  test('a snapshot replaces everything and names the browser', () => {
    const state = lead(snapshot(one('a')), snapshot(one('b')));
    expect(ids(state)).toEqual(['b']);
    expect([state.browser, state.connection]).toEqual(['firefox', 'open']);
  });

  test('a change replaces in place, appends the new and removes the gone', () => {
    const newer = { ...one('a'), resourceType: 'image' };
    const state = lead(snapshot(one('a'), one('b')), changed([one('c'), newer], ['b']));
    expect(ids(state)).toEqual(['a', 'c']);
    expect(state.exchanges[0]).toBe(newer);
  });

  test('one closing does not worry the user: the worker may have been stopped', () => {
    expect(lead(snapshot(), { type: 'closed' }).connection).toBe('open');
  });

  test('after three closings without a message between them, the user sees it', () => {
    const closed: FeedEvent = { type: 'closed' };
    expect(lead(snapshot(), closed, closed, closed).connection).toBe('reconnecting');
    expect(lead(snapshot(), closed, closed, snapshot(), closed).connection).toBe('open');
  });
});

describe('choices of the user', () => {
  test('stay when the worker was stopped and started', () => {
    const chosen = reduceView(lead(snapshot(one('a'))), { type: 'selected', key: 'a' });
    const filtered = reduceView(chosen, { type: 'listed', list: { text: 'api' } });
    const closed: FeedEvent = { type: 'closed' };
    const back = [closed, ...snapshot(one('a'))].reduce(reduceView, filtered);
    expect([back.selected, back.list.text]).toEqual(['a', 'api']);
  });

  test('count as the user’s once the user repeats what the view chose', () => {
    const shown = reduceView(lead(snapshot(one('a'))), {
      type: 'selected',
      key: 'a',
      automatic: true,
    });
    expect([shown.selected, shown.automatic]).toEqual(['a', true]);
    const clicked = reduceView(shown, { type: 'selected', key: 'a' });
    expect([clicked.selected, clicked.automatic]).toEqual(['a', false]);
    expect(reduceView(clicked, { type: 'selected', key: 'a' })).toBe(clicked);
    expect(reduceView(shown, { type: 'picked', keys: ['a'] }).automatic).toBe(false);
  });

  test('change nothing when they are made again', () => {
    expect(reduceView(INITIAL_STATE, { type: 'selected', key: null })).toBe(INITIAL_STATE);
    expect(reduceView(INITIAL_STATE, { type: 'file-closed' })).toBe(INITIAL_STATE);
  });
});

describe('several opened files', () => {
  const opened = (name: string, at: number): OpenedFile => {
    const exchanges = [exchange({ id: name, at })];
    return { name, reading: readingOf(exchanges) };
  };
  const readingOf = (exchanges: readonly Exchange[]): OpenedFile['reading'] => {
    return { readable: true, browser: 'chromium', entries: 1, exchanges, problems: [] };
  };
  const [after, before] = [opened('after.json', 200), opened('before.har', 100)];
  const open = (file: OpenedFile) => ({ type: 'file-opened', file }) as const;
  const both = [open(after), open(before)].reduce(reduceView, lead(snapshot(one('a'))));

  test('are in the order of their requests, and the last one opened is shown', () => {
    expect(both.files).toEqual([before, after]);
    expect(ids(shownState(both))).toEqual(['before.har']);
  });

  test('of the same name are the same file, saved again', () => {
    const again = opened('before.har', 150);
    expect(reduceView(both, open(again)).files).toEqual([again, after]);
  });

  test('stay open while the live requests are shown', () => {
    const live = reduceView(both, { type: 'file-shown', file: null });
    expect(ids(shownState(live))).toEqual(['a']);
    expect(live.files).toHaveLength(2);
  });

  test('close one after the other', () => {
    const one = reduceView(both, { type: 'file-closed' });
    expect([one.file, one.files]).toEqual([after, [after]]);
    const none = reduceView(one, { type: 'file-closed' });
    expect([none.file, none.files]).toEqual([null, []]);
  });
});

describe('a paused view', () => {
  const paused = [{ type: 'paused', on: true } as const, changed([one('b')])].reduce(
    reduceView,
    lead(snapshot(one('a'))),
  );

  test('shows what was there, and misses nothing', () => {
    expect(ids(shownState(paused))).toEqual(['a']);
    expect(ids(shownState(reduceView(paused, { type: 'paused', on: false })))).toEqual(['a', 'b']);
  });
});

describe('several chosen rows', () => {
  const picked = reduceView(INITIAL_STATE, { type: 'picked', keys: ['a', 'b'] });

  test('the last of them is shown', () => {
    expect([picked.selected, [...picked.picked]]).toEqual(['b', ['a', 'b']]);
  });

  test('choosing one alone deselects the others', () => {
    expect(reduceView(picked, { type: 'selected', key: 'b' }).picked.size).toBe(0);
  });
});

test('joining the messages of a frame never changes the result', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const exchanges = fc.uniqueArray(name).map((names) => names.map(one));
  const event = fc.oneof<fc.Arbitrary<FeedEvent | readonly FeedEvent[]>[]>(
    exchanges.map((list) => snapshot(...list)),
    fc.tuple(exchanges, fc.uniqueArray(name)).map(([list, gone]) =>
      changed(
        list.filter((kept) => !gone.some((id) => id === kept.id)),
        gone,
      ),
    ),
    fc.constant<FeedEvent>({ type: 'closed' }),
  );
  const told = ({ exchanges: list, connection, closings }: ViewState) => ({
    ids: list.map((kept) => kept.id).toSorted(),
    connection,
    closings,
  });
  fc.assert(
    fc.property(
      fc.array(event).map((list) => list.flat()),
      (events) => {
        expect(told(lead(...joinFeed(events)))).toEqual(told(lead(...events)));
      },
    ),
  );
});

test('applying changes in parts has the same result as applying them at once', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const event = fc
    .tuple(fc.array(name), fc.uniqueArray(name))
    .map(([list, gone]) => changed(list.map(one), gone));
  fc.assert(
    fc.property(fc.array(event), fc.nat({ max: 6 }), (events, most) => {
      const [first, rest] = firstOf(events, most);
      expect(ids(lead(...first, ...rest))).toEqual(ids(lead(...events)));
      const taken = first.flatMap((part) => ('exchanges' in part ? part.exchanges : []));
      expect(taken.length).toBeLessThanOrEqual(most);
      expect(lead(...first).behind).toBe(rest.length > 0);
    }),
  );
});

test('a burst of changes becomes one', () => {
  const burst = Array.from({ length: 500 }, (_, index) => changed([one(`${index}`)]));
  expect(joinFeed(burst)).toHaveLength(1);
});
