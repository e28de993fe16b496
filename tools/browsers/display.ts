import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { debianReady } from '../real-servers/debian.ts';
import { temporaryFolder } from './profile.ts';

const XVFB = '/usr/bin/Xvfb';
const XDOTOOL = '/usr/bin/xdotool';
const run = promisify(execFile);

/** A virtual screen, for a browser that must have windows. */
export type Display = {
  /** For the variable `DISPLAY`. */
  readonly name: string;
  /** Brings a window to the front, by the start of its title, and gives it the keyboard focus. */
  readonly focus: (title: string) => Promise<void>;
  /** Presses keys, by X's names for them, in the focused window. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Holds the mouse down at a point, and lets it go at another one. */
  readonly drag: (from: Point, to: Point) => Promise<void>;
  /** The brightness of a point, from 0 to 1. */
  readonly brightnessAt: (x: number, y: number) => number;
  readonly close: () => void;
};

export type Point = { readonly x: number; readonly y: number };

/** In steps, as a hand does: what is below the mouse answers each. */
const DRAG_STEPS = 12;
const STEP_MS = 100;

/** Null, or why there can be no screen here. Installs it and its keyboard if it may. */
export const displayReady = debianReady(['xvfb', 'xdotool'], [XVFB, XDOTOOL]);

/**
 * Starts a separate screen, reached through a local socket only. @throws When Xvfb ends at once.
 */
export async function startDisplay(): Promise<Display> {
  const folder = temporaryFolder('display');
  const server: ChildProcess = spawn(
    XVFB,
    ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1280x800x24', '-fbdir', folder],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const end = () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  const [number] = await Promise.race([
    once(server.stdio[3] as Readable, 'data'),
    once(server, 'exit').then(() => {
      throw new Error('Xvfb ended before it had a screen');
    }),
  ]);
  const name = `:${String(number).trim()}`;
  const xdotool = async (...args: readonly string[]): Promise<void> => {
    await run(XDOTOOL, args, { env: { DISPLAY: name }, timeout: 15_000 });
  };
  const pointAt = ({ x, y }: Point) => xdotool('mousemove', '--sync', String(x), String(y));
  return {
    name,
    drag: async (from, to) => {
      await pointAt(from);
      await xdotool('mousedown', '1');
      for (let step = 1; step <= DRAG_STEPS; step += 1) {
        const between = (one: number, other: number): number =>
          Math.round(one + ((other - one) * step) / DRAG_STEPS);
        await pointAt({ x: between(from.x, to.x), y: between(from.y, to.y) });
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      }
      await xdotool('mouseup', '1');
    },
    focus: (title) =>
      xdotool('search', '--sync', '--name', `^${title}`, 'windowraise', 'windowfocus', '--sync'),
    press: (...keys) => xdotool('key', '--delay', '100', ...keys),
    brightnessAt: (x, y) => brightnessOf(readFileSync(join(folder, 'Xvfb_screen0')), x, y),
    close: () => {
      process.removeListener('exit', end);
      end();
    },
  };
}

/** Starts a screen for the windows of everything that is started while `use` runs. */
export async function withDisplay(use: (display: Display) => Promise<void>): Promise<void> {
  const display = await startDisplay();
  const before = process.env['DISPLAY'];
  process.env['DISPLAY'] = display.name;
  try {
    await use(display);
  } finally {
    process.env['DISPLAY'] = before;
    if (before === undefined) delete process.env['DISPLAY'];
    display.close();
  }
}

/**
 * Xvfb keeps its screen as a file of `xwd`: a header of big-endian words, a palette, the points.
 */
function brightnessOf(file: Buffer, x: number, y: number): number {
  const [headerSize, bytesPerLine, colours] = [0, 12, 19].map((word) =>
    file.readUInt32BE(word * 4),
  );
  const points = Number(headerSize) + Number(colours) * 12;
  const point = points + y * Number(bytesPerLine) + x * 4;
  const [blue = 0, green = 0, red = 0] = file.subarray(point, point + 3);
  return (red + green + blue) / (3 * 255);
}
