// npm run diagnose -- FILE.har: diagnoses the CORS errors in a HAR, without a browser.
import { readConsole } from '../console/read-console.ts';
import { parseFile } from '../har/parse-file.ts';
import { stacks } from '../servers/index.ts';
import { consoleText, isConsoleText } from './console-text.ts';
import { formatted, isBlocked } from './formats.ts';
import { parseArguments, USAGE } from './options.ts';
import { refuse, surroundings, write } from './output.ts';
import { readInput } from './read-input.ts';
import { readSettingsFiles, reportOnSettings, writeSettingsFiles } from './settings-files.ts';

const [READ, BLOCKED] = [0, 1] as const;

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
  if (isConsoleText(options.file, input.text)) {
    const told = consoleText(readConsole(input.text), { ...options, ...surroundings() });
    return 'problem' in told ? refuse(`${name}: ${told.problem}`) : write(told.pieces, told.code);
  }
  const reading = parseFile(input.text, options.browser);
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

const note = (name: string, problem: string): void =>
  console.error(`crosscheck: ${name}: ${problem}`);

process.exitCode = await main(process.argv.slice(2));
