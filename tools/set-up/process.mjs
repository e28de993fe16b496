import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/** The exit code of a run that a signal ended. */
export const INTERRUPTED = 130;

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: Record<string, string>,
 *   limit?: number,
 *   silence?: number,
 *   inherit?: boolean,
 * }} [options] `limit`: milliseconds it may take; `silence`: milliseconds it may print nothing;
 *   `inherit`: it uses our own terminal, and learns by a closed channel when we are gone.
 * @returns {Promise<{ code: number, output: string }>} Never rejects: a program that cannot be
 *   started or exceeds a limit has a code other than 0 and says why in `output`.
 */
export function run(command, args, { cwd, env, limit, silence, inherit = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
      stdio: inherit ? ['inherit', 'inherit', 'inherit', 'ipc'] : ['ignore', 'pipe', 'pipe'],
      // npm is a script, not a program, on Windows.
      shell: process.platform === 'win32' && !command.includes('\\'),
    });
    children.add(child);
    let output = '';
    const stop = (/** @type {string} */ why) => {
      output += `\n${why}`;
      child.kill();
    };
    const overall = limit && setTimeout(stop, limit, `gave up after ${limit / 1000} s`);
    let quiet = silence && setTimeout(stop, silence, `no progress for ${silence / 1000} s`);
    const listen = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (!silence) return;
      clearTimeout(quiet);
      quiet = setTimeout(stop, silence, `no progress for ${silence / 1000} s`);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    const end = (/** @type {number} */ code) => {
      clearTimeout(overall);
      clearTimeout(quiet);
      children.delete(child);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? INTERRUPTED));
  });
}

/**
 * Makes SIGINT and SIGTERM end what runs here. A program that shares our terminal ends itself and
 * all its children. We wait for it, so that nothing outlives this process.
 */
export function endWithChildren() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      if (children.size === 0) process.exit(INTERRUPTED);
      for (const child of children) child.kill(signal);
      process.exitCode = INTERRUPTED;
    });
  }
}

/** Whether a signal has asked this process to end. */
export const interrupted = () => process.exitCode === INTERRUPTED;
