// npm run bench: what the extension costs, each number beside one to compare it with. `-- PART …`
// measures those parts only.
import { build } from '../build/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { table } from '../table.ts';
import { type Browsing, measureBrowsing, stopBrowsing } from './browsing.ts';
import { type Computing, type Memory, measureComputing, measureMemory } from './computing.ts';
import { showFleet } from './fleet.ts';
import { showHar } from './har.ts';
import { showPanel } from './panel.ts';
import { showPopup } from './popup.ts';
import { showReports } from './reports.ts';
import { showSettings } from './settings.ts';
import { median, ratio } from './statistics.ts';
import { showTrial } from './trial.ts';
import { showWatching } from './watching.ts';

const COMPUTING_ROUNDS = 15;
const BROWSING_ROUNDS = 6;
const FLEET_ROUNDS = 5;
const HAR_ROUNDS = 7;
const REPORT_ROUNDS = 5;
const SETTINGS_ROUNDS = 7;
const PANEL_ROUNDS = 3;
const POPUP_ROUNDS = 9;
const TRIAL_ROUNDS = 15;
const WATCHING_ROUNDS = 20;
const BROWSING_LIMIT = 150_000;

function showComputing({ clone, ...others }: Computing): void {
  const row = (name: string, values: readonly number[]) => [
    name,
    median(values).toFixed(1),
    ratio(values, clone),
  ];
  console.log(`\nOur own work among 1,000 exchanges (median of ${clone.length} rounds)\n`);
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
        row('diagnose one exchange: its row in the list', others.row),
        row('the same: hints, requirement, fix and proof', others.details),
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
  const row = (name: string, hosts: 'watched' | 'unwatched') => [
    name,
    ...[none, idle, ours].map((timings) => `${Math.round(median(timings[hosts]))} ms`),
    ratio(idle[hosts], none[hosts]),
    ratio(ours[hosts], none[hosts]),
    ratio(ours[hosts], idle[hosts]),
  ];
  console.log(
    `\n1,000 cross-origin requests, 50 at a time (median of ${ours.watched.length} rounds)\n`,
  );
  console.log(
    table(
      [
        { title: 'hosts', width: 12 },
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

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  computing: () => showComputing(measureComputing(COMPUTING_ROUNDS)),
  memory: () => showMemory(measureMemory()),
  fleet: () => showFleet(FLEET_ROUNDS),
  har: () => showHar(HAR_ROUNDS),
  reports: () => showReports(REPORT_ROUNDS),
  settings: () => showSettings(SETTINGS_ROUNDS),
  panel: () => showPanel(PANEL_ROUNDS),
  popup: () => showPopup(POPUP_ROUNDS),
  trial: () => showTrial(TRIAL_ROUNDS),
  playwright: () => showWatching(WATCHING_ROUNDS),
  browsing: async () =>
    showBrowsing(await measureBrowsing(BROWSING_ROUNDS, Date.now() + BROWSING_LIMIT)),
};

async function main(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown: ${unknown.join(', ')}. Choose from: ${Object.keys(PARTS).join(', ')}.`,
    );
  }
  onEnding(async () => {
    await Promise.all([stopPrograms(), stopBrowsing()]);
  });
  await build(['chrome']);
  for (const [name, show] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n· ${name}`);
    await show();
  }
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
