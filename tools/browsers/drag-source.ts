import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { debianReady } from '../real-servers/debian.ts';
import type { Display, Point } from './display.ts';

const PYTHON = '/usr/bin/python3';
const PROGRAM = fileURLToPath(new URL('./drag-source.py', import.meta.url));
const SIDE = 40;

/** Null, or why nothing can be dragged here. Installs what it needs if it may. */
export const dragSourceReady = debianReady(
  ['python3-gi', 'gir1.2-gtk-3.0'],
  ['python3-gi', 'gir1.2-gtk-3.0'].map((name) => `/usr/share/doc/${name}/copyright`),
);

/** What files are dragged from, as a file manager's window. */
export type DragSource = {
  /** Drags files and folders by the mouse, and lets them go at a point of the screen. */
  readonly drop: (paths: readonly string[], to: Point) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Puts it on a screen, above every window. `at`: its left upper corner.
 * @throws When it does not start.
 */
export async function startDragSource(display: Display, at: Point): Promise<DragSource> {
  const child = spawn(PYTHON, [PROGRAM, ...[at.x, at.y, SIDE].map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DISPLAY: display.name, NO_AT_BRIDGE: '1' },
  });
  const exited = once(child, 'exit');
  const ready = (): Promise<unknown> =>
    Promise.race([
      once(child.stdout, 'data'),
      exited.then(() => Promise.reject(new Error('what files are dragged from has ended'))),
    ]);
  await ready();
  return {
    drop: async (paths, to) => {
      const taken = ready();
      child.stdin.write(`${JSON.stringify(paths)}\n`);
      await taken;
      await display.drag({ x: at.x + SIDE / 2, y: at.y + SIDE / 2 }, to);
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
