import { version } from '../library/version.ts';
import { phrase } from '../model/say.ts';
import { printable, terminalOf } from './terminal.ts';

export const BAD_INPUT = 2;

/** What the formats need to know of the moment and the place. */
export const surroundings = () => ({
  terminal: terminalOf(process.stdout, process.env),
  version: version(),
  capturedAt: new Date().toISOString(),
});

/** Says in one line what is wrong with the input, and returns the exit code for that. */
export function refuse(problem: string): number {
  console.error(`crosscheck: ${printable(problem)}`);
  return BAD_INPUT;
}

/** What is wrong with one thing, by its name. */
export const named = (name: string, problem: string): string =>
  phrase`${name}: ${problem}`.fr`${name} : ${problem}`;

/** The code if the reader stops early. */
let codeSoFar = 0;
let isHeard = false;

/** Writes piece by piece, as fast as the reader accepts it. Ends at once if the reader stops. */
export async function write(pieces: Iterable<string>, code: number): Promise<number> {
  const { stdout } = process;
  codeSoFar = code;
  if (!isHeard) {
    isHeard = true;
    stdout.on('error', (error: Error & { readonly code?: string }) => {
      // `diagnose … | head` stops reading early.
      process.exit(error.code === 'EPIPE' ? codeSoFar : BAD_INPUT);
    });
  }
  for (const piece of pieces) {
    if (!stdout.write(piece)) await new Promise((resolve) => stdout.once('drain', resolve));
  }
  return code;
}
