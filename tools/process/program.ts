import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended. */
export type Ended = {
  /** 0 when it succeeded; null when it was stopped or could not be started. */
  readonly code: number | null;
  /** What it printed on both outputs, in order. */
  readonly output: string;
  /** What it printed on its standard output. */
  readonly stdout: string;
};

const running = new Set<ChildProcess>();

/**
 * Runs one of the repository's node programs to its end. Never rejects.
 * @param limit Milliseconds after which it is stopped.
 */
export function program(
  file: string,
  args: readonly string[],
  limit: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const { FORCE_COLOR: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [file, ...args], {
      // The output is kept and parsed, so it must be plain, even on a color terminal.
      env: { ...inherited, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    const timer = setTimeout(() => {
      output += `\nstopped after ${limit / 1000} s`;
      stop(child);
    }, limit);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, stdout });
    };
    child.on('error', (error) => {
      output += error.message;
      end(null);
    });
    child.on('close', end);
  });
}

/** Asks every running program to end, and waits for it. */
export async function stopPrograms(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const gone = new Promise((resolve) => child.once('close', resolve));
      stop(child);
      return gone;
    }),
  );
}

/** First SIGINT, at which test runners clean up; then by force. */
function stop(child: ChildProcess): void {
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
}
