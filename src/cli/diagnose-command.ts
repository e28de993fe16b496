import { resolve } from 'node:path';
import { readConsole } from '../console/read-console.ts';
import { parseFile } from '../har/parse-file.ts';
import type { HarReading } from '../har/parse-har.ts';
import { engines } from '../library/engines.ts';
import { stacks } from '../servers/index.ts';
import { consoleProblem, isConsoleText, isFoundInConsole } from './console-text.ts';
import { isFound } from './formats.ts';
import { type InputName, inputsOf, isFolder, nameShown } from './inputs.ts';
import { type Options, parseArguments, usage } from './options.ts';
import { BAD_INPUT, named, refuse, surroundings, write } from './output.ts';
import { readInput } from './read-input.ts';
import {
  type OwnFiles,
  readSettingsFiles,
  reportOnSettings,
  writeSettingsFiles,
} from './settings-files.ts';
import { type FileResult, sheetOf } from './sheet.ts';

const [READ, FOUND] = [0, 1] as const;

/** `crosscheck diagnose`: what CORS did in captures, without a browser. Returns the exit code. */
export async function diagnoseCommand(args: readonly string[], folder: string): Promise<number> {
  const known = { stacks: stacks.map(({ id }) => id), browsers: engines };
  const options = parseArguments(args, known);
  if (options === 'help') return write([`${usage(known)}\n`], READ);
  if ('problem' in options) return refuse(options.problem);
  const own = await readSettingsFiles(options.settings, folder);
  if ('problem' in own) return refuse(own.problem);
  const many = await mayBeMany(options, folder);
  const sheet = sheetOf({ ...options, ...surroundings(), many });
  let code: number = READ;
  await write([sheet.begin], code);
  for await (const input of inputsOf(options, folder)) {
    const result = await resultOf(input, options, folder);
    code = Math.max(code, codeOf(result, options));
    await write(sheet.of(result), code);
    if ('reading' in result && options.settings.length > 0) {
      code = Math.max(code, await onSettings(result.reading, own, options, folder));
    }
  }
  return write([sheet.end()], code);
}

/** Whether each result must be named. */
const mayBeMany = async ({ inputs, filesFrom }: Options, folder: string): Promise<boolean> =>
  filesFrom !== null || inputs.length > 1 || isFolder(resolve(folder, inputs[0] ?? ''));

/** Says on standard error what is wrong or uncertain. */
async function resultOf(input: InputName, options: Options, folder: string): Promise<FileResult> {
  const { name } = input;
  const result = 'problem' in input ? input : await read(name, input.file, options, folder);
  if ('problem' in result) refuseOf(name, result.problem);
  if ('reading' in result && options.format !== 'text') {
    for (const problem of result.reading.problems) refuseOf(name, problem);
  }
  return result;
}

function refuseOf(name: string, problem: string): void {
  refuse(named(nameShown(name), problem));
}

async function read(
  name: string,
  file: string,
  { browser, format }: Options,
  folder: string,
): Promise<FileResult> {
  const input = await readInput(file, folder);
  if ('problem' in input) return { name, problem: input.problem };
  if (isConsoleText(file, input.text)) {
    const console = readConsole(input.text);
    const problem = consoleProblem(console, format);
    return problem === null ? { name, console } : { name, problem };
  }
  const reading = parseFile(input.text, browser);
  return reading.readable ? { name, reading } : { name, problem: reading.problems.join('; ') };
}

function codeOf(result: FileResult, { failOn }: Options): number {
  if ('problem' in result) return BAD_INPUT;
  const found =
    'console' in result
      ? isFoundInConsole(failOn, result.console)
      : isFound(failOn, result.reading);
  return found ? FOUND : READ;
}

/** Reports on the developer's own files, and writes them. Returns the exit code. */
async function onSettings(
  reading: HarReading,
  own: OwnFiles,
  { stack, write: writes }: Options,
  folder: string,
): Promise<number> {
  const { terminal } = surroundings();
  const exact = process.stdout.isTTY !== true;
  const { text, changed } = reportOnSettings(reading, own, { stack, terminal, exact, writes });
  const unwritten = writes ? await writeSettingsFiles(changed, own, folder) : null;
  if (unwritten !== null) return refuse(unwritten.problem);
  return write([text], READ);
}
