import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureId } from '../real-servers/failures.ts';
import type { Files, LabStack, PrintedSnippet } from '../real-servers/lab-stack.ts';
import { NODE_MODULES } from '../real-servers/node.ts';
import { type RunningServer, startServer, writeFiles } from '../real-servers/server-process.ts';

/** A port, and the real server that listens there at the moment. */
export type Host = {
  readonly origin: string;
  /** The stack of `src/servers` that runs now. */
  readonly stack: () => string;
  /** Whether its files have changed since it started. */
  readonly isStale: () => boolean;
  readonly write: (settings: FailureId) => Promise<void>;
  readonly paste: (snippets: readonly PrintedSnippet[]) => Promise<void>;
  /** Takes the last paste out again. */
  readonly revert: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly replace: (by: LabStack, settings: FailureId) => Promise<void>;
  /** Runs a task while nothing listens on the port. */
  readonly whileDown: (task: () => Promise<void>) => Promise<void>;
  readonly log: () => string;
  readonly close: () => Promise<void>;
};

/** Starts a stack with one of its failures as its settings. `page`: the origin in them. */
export async function startHost(first: LabStack, settings: FailureId, page: string): Promise<Host> {
  let stack = first;
  let files: Files = {};
  let before: Files = {};
  let stale = false;
  let written = '';
  const corsOf = (id: FailureId): string => {
    const failure = stack.failures[id];
    return typeof failure === 'string' ? '' : failure.cors.replaceAll('{page}', page);
  };
  const start = (make: (place: Parameters<LabStack['project']>[0]) => Files, port?: number) =>
    startServer({
      name: `game-${stack.id}`,
      prepare: async (place) => {
        files = make(place);
        await symlink(NODE_MODULES, join(place.folder, 'node_modules'));
        await writeFiles(place.folder, files);
      },
      command: stack.command,
      ...(stack.build === undefined ? {} : { build: stack.build }),
      ...(port === undefined ? {} : { port }),
    });
  const projectWith = (id: FailureId) => (place: Parameters<LabStack['project']>[0]) =>
    stack.project(place, { cors: corsOf(id) });
  let running: RunningServer = await start(projectWith(settings));
  const { port, origin } = running;
  const save = async (next: Files): Promise<void> => {
    before = files;
    files = next;
    stale = true;
    await writeFiles(running.folder, files);
  };
  const end = async (): Promise<void> => {
    written += running.log();
    await running.stop();
  };
  return {
    origin,
    stack: () => stack.stack,
    isStale: () => stale,
    write: (id) => save(projectWith(id)(running)),
    paste: (snippets) => save(stack.paste(files, snippets)),
    revert: () => save(before),
    restart: async () => {
      await running.restart();
      stale = false;
    },
    replace: async (by, id) => {
      await end();
      stack = by;
      running = await start(projectWith(id), port);
      stale = false;
    },
    whileDown: async (task) => {
      await end();
      await task();
      const same = files;
      running = await start(() => same, port);
      stale = false;
    },
    log: () => written + running.log(),
    close: () => running.stop(),
  };
}
