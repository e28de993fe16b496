import fc from 'fast-check';
import { expect, test } from 'vitest';
import { healingStore } from './healing-store.ts';

/** A store whose writes end when and how the test decides. */
function controlledStore() {
  const kept: Record<string, unknown> = {};
  const ends: ((fails: boolean) => void)[] = [];
  const write = (set: Readonly<Record<string, unknown>>, remove: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      ends.push((fails) => {
        if (fails) return reject(new Error('QUOTA_BYTES quota exceeded'));
        Object.assign(kept, set);
        for (const key of remove) delete kept[key];
        resolve();
      });
    });
  return { store: { write }, kept, ends };
}

const passed = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

test('a failed write is repeated with the next change', async () => {
  const { store, kept, ends } = controlledStore();
  const problems: (string | null)[] = [];
  const healing = healingStore(store, (problem) => problems.push(problem));
  void healing.write({ a: 1, b: 1 }, []);
  ends.shift()?.(true);
  await passed();
  expect(problems).toEqual(['Error: QUOTA_BYTES quota exceeded']);
  void healing.write({ b: 2 }, []);
  ends.shift()?.(false);
  await passed();
  expect(kept).toEqual({ a: 1, b: 2 });
  expect(problems.at(-1)).toBeNull();
});

test('a key whose removal failed is removed later', async () => {
  const { store, kept, ends } = controlledStore();
  const healing = healingStore(store, () => undefined);
  void healing.write({ a: 1 }, []);
  ends.shift()?.(false);
  await passed();
  void healing.write({}, ['a']);
  ends.shift()?.(true);
  await passed();
  expect(kept).toEqual({ a: 1 });
  void healing.heal();
  ends.shift()?.(false);
  await passed();
  expect(kept).toEqual({});
});

test('nothing is written to heal a store that holds everything', async () => {
  const { store, ends } = controlledStore();
  await healingStore(store, () => undefined).heal();
  expect(ends).toHaveLength(0);
});

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('write' as const),
      key: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.nat(9)),
    }),
    fc.record({ do: fc.constant('end' as const), fails: fc.boolean() }),
  ),
  { maxLength: 40 },
);

test('after any failures, the store holds the newest values in the end', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { store, kept, ends } = controlledStore();
      let problem: string | null = null;
      const healing = healingStore(store, (reason) => {
        problem = reason;
      });
      const meant: Record<string, number> = {};
      for (const step of all) {
        if (step.do === 'end') ends.shift()?.(step.fails);
        else if (step.value === null) {
          delete meant[step.key];
          void healing.write({}, [step.key]);
        } else {
          meant[step.key] = step.value;
          void healing.write({ [step.key]: step.value }, []);
        }
        await passed();
      }
      while (ends.length > 0) {
        ends.shift()?.(false);
        await passed();
      }
      void healing.heal();
      ends.shift()?.(false);
      await passed();
      expect(kept).toEqual(meant);
      expect(problem).toBeNull();
    }),
  );
});
