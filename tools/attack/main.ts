// npm run attack -- [ID …] [--seed N] [--count N]: tries each attack N times.
import { parseArgs } from 'node:util';
import type { Amount, Attack, Result } from './attack.ts';
import { attacks } from './index.ts';

const USAGE = `usage: npm run attack -- [ID …] [--seed N] [--count N]: whole numbers, at least 1
${attacks.map(({ id, about }) => `  ${id.padEnd(16)} ${about}`).join('\n')}`;

type Options = Amount & { readonly chosen: readonly Attack[] };

/** Null when the arguments do not match the usage. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '100' },
      },
    });
    const [seed, count] = [Number(values.seed), Number(values.count)];
    const areWhole = [seed, count].every((value) => Number.isSafeInteger(value) && value > 0);
    const areKnown = positionals.every((id) => attacks.some((one) => one.id === id));
    if (!areWhole || !areKnown) return null;
    const isChosen = ({ id }: Attack) => positionals.length === 0 || positionals.includes(id);
    return { seed, count, chosen: attacks.filter(isChosen) };
  } catch {
    return null;
  }
}

function told({ name, passed, problem, skipped }: Result): string {
  if (skipped !== null) return `  ${name}: skipped, ${skipped}`;
  return problem === null ? `  ${name}: ${passed} passed` : `  ${name}: FAILED`;
}

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const { seed, count, chosen } = options;
  let [passed, failed] = [0, 0];
  for (const { id, about, run } of chosen) {
    console.log(`${id}: ${about}`);
    for await (const result of run({ seed, count })) {
      passed += result.passed;
      console.log(told(result));
      if (result.problem === null) continue;
      failed += 1;
      console.log(`${result.problem}\nnpm run attack -- ${id} --seed ${seed} --count ${count}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
