import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { debianReady } from '../stack-lab/debian.ts';

const XVFB = '/usr/bin/Xvfb';

/** A screen that nobody looks at, for a browser that is to have windows. */
export type Display = {
  /** For the variable `DISPLAY`. */
  readonly name: string;
  readonly close: () => void;
};

/** Null, or why there can be no screen here. Installs Xvfb where it may. */
export const displayReady = debianReady(['xvfb'], [XVFB]);

/** Starts a screen of its own, reached through a local socket only. @throws When Xvfb ends at once. */
export async function startDisplay(): Promise<Display> {
  const server: ChildProcess = spawn(
    XVFB,
    ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1280x800x24'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = await Promise.race([
    once(server.stdio[3] as Readable, 'data'),
    once(server, 'exit').then(() => {
      throw new Error('Xvfb ended before it had a screen');
    }),
  ]);
  return { name: `:${String(number).trim()}`, close: () => server.kill() };
}
