// npm run diagnose -- FILE.har: diagnoses the CORS errors in a HAR, without a browser.
import { readFileSync } from 'node:fs';
import { parseHar } from '../har/parse-har.ts';
import { stacks } from '../servers/index.ts';
import { formatted, isBlocked } from './formats.ts';
import { parseArguments, USAGE } from './options.ts';
import { readInput } from './read-input.ts';
import { readSettingsFiles, reportOnSettings, writeSettingsFiles } from './settings-files.ts';
import { terminalOf } from './terminal.ts';

const [READ, BLOCKED, BAD_INPUT] = [0, 1, 2] as const;

async function main(args: readonly string[]): Promise<number> {
  const options = parseArguments(
    args,
    stacks.map(({ id }) => id),
  );
  if (options === 'help') return write([`${USAGE}\n`], READ);
  if ('problem' in options) return refuse(options.problem);
  const name = options.file === '-' ? 'standard input' : options.file;
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const input = await readInput(options.file, folder);
  if ('problem' in input) return refuse(`${name}: ${input.problem}`);
  const reading = parseHar(input.text, options.browser);
  if (!reading.readable) return refuse(`${name}: ${reading.problems.join('; ')}`);
  if (options.format !== 'text') for (const problem of reading.problems) note(name, problem);
  const code = options.failOnBlocked && isBlocked(reading) ? BLOCKED : READ;
  const own = await readSettingsFiles(options.settings, folder);
  if ('problem' in own) return refuse(own.problem);
  const pieces = formatted(reading, { ...options, name, ...surroundings() });
  if (options.settings.length === 0) return write(pieces, code);
  const exact = process.stdout.isTTY !== true;
  const { terminal } = surroundings();
  const { text, changed } = reportOnSettings(reading, own, {
    stack: options.stack,
    terminal,
    exact,
    writes: options.write,
  });
  const unwritten = options.write ? await writeSettingsFiles(changed, own, folder) : null;
  if (unwritten !== null) return refuse(unwritten.problem);
  return write([...pieces, text], code);
}

const surroundings = () => ({
  terminal: terminalOf(process.stdout, process.env),
  version: version(),
  capturedAt: new Date().toISOString(),
});

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { version }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}

function refuse(problem: string): number {
  console.error(`crosscheck: ${problem}`);
  return BAD_INPUT;
}

const note = (name: string, problem: string): void =>
  console.error(`crosscheck: ${name}: ${problem}`);

/** Writes piece by piece, as fast as the reader accepts it. Ends at once if the reader stops. */
async function write(pieces: Iterable<string>, code: number): Promise<number> {
  const { stdout } = process;
  stdout.on('error', (error: Error & { readonly code?: string }) => {
    // `diagnose … | head` stops reading early.
    process.exit(error.code === 'EPIPE' ? code : BAD_INPUT);
  });
  for (const piece of pieces) {
    if (!stdout.write(piece)) await new Promise((resolve) => stdout.once('drain', resolve));
  }
  return code;
}

process.exitCode = await main(process.argv.slice(2));
