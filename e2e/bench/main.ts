// npm run bench: what the extension costs, each number beside what it is to be compared with.
import { onEnding } from '../run/ending.ts';
import { program, stopPrograms } from '../run/program.ts';
import { table } from '../run/table.ts';
import { type Browsing, measureBrowsing, stopBrowsing } from './browsing.ts';
import { type Computing, type Memory, measureComputing, measureMemory } from './computing.ts';
import { median, ratio } from './statistics.ts';

const COMPUTING_ROUNDS = 15;
const BROWSING_ROUNDS = 6;
const BROWSING_LIMIT = 150_000;

function showComputing({ clone, ...others }: Computing): void {
  const row = (name: string, value: number) => [name, value.toFixed(1), ratio(value, clone)];
  console.log('\nOur own work (median; × against copying the exchange as JSON)\n');
  console.log(
    table(
      [
        { title: 'what', width: 44 },
        { title: 'µs', width: 8 },
        { title: 'ratio', width: 8 },
      ],
      [
        row('copy one exchange as JSON (the yardstick)', clone),
        row('take one browser event in', others.reduce),
        row('evaluate one exchange', others.evaluate),
        row('diagnose one exchange, for its row', others.row),
        row('diagnose one exchange, with fix and proof', others.everything),
      ],
    ),
  );
}

function showMemory({ storedBytes, heapBytes }: Memory): void {
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  console.log('\n1,000 exchanges');
  console.log(`  stored for the browser run  ${kilobytes(storedBytes)}`);
  console.log(`  in the background's heap    ${kilobytes(heapBytes)}`);
}

function showBrowsing({ none, idle, ours }: Browsing): void {
  const row = (name: string, hosts: 'watched' | 'unwatched') => {
    const [a, b, c] = [none, idle, ours].map((timings) => median(timings[hosts]));
    if (a === undefined || b === undefined || c === undefined) return [name];
    const milliseconds = [a, b, c].map((value) => `${Math.round(value)} ms`);
    return [name, ...milliseconds, ratio(b, a), ratio(c, a), ratio(c, b)];
  };
  console.log(
    `\n1,000 cross-origin requests, 50 at a time (median of ${ours.watched.length} rounds)\n`,
  );
  console.log(
    table(
      [
        { title: 'hosts', width: 18 },
        { title: 'no extension', width: 12 },
        { title: 'idle listeners', width: 14 },
        { title: 'Crosscheck', width: 10 },
        { title: 'idle / none', width: 11 },
        { title: 'ours / none', width: 11 },
        { title: 'ours / idle', width: 11 },
      ],
      [row('watched', 'watched'), row('not watched', 'unwatched')],
    ),
  );
}

async function main(): Promise<void> {
  onEnding(async () => {
    await Promise.all([stopPrograms(), stopBrowsing()]);
  });
  console.log('· building the extension');
  const { code, output } = await program('node_modules/vite/bin/vite.js', ['build'], 120_000);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  showComputing(measureComputing(COMPUTING_ROUNDS));
  showMemory(measureMemory());
  console.log('\n· timing requests in Chromium');
  showBrowsing(await measureBrowsing(BROWSING_ROUNDS, Date.now() + BROWSING_LIMIT));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
