import { existsSync, readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureId } from '../real-servers/failures.ts';
import type { Files, LabStack, PrintedSnippet } from '../real-servers/lab-stack.ts';
import { NODE_MODULES } from '../real-servers/node.ts';
import { type RunningServer, startServer, writeFiles } from '../real-servers/server-process.ts';
import type { Effect } from './life.ts';

type Place = Parameters<LabStack['project']>[0];

/** A port, and the real server that listens there at the moment. */
export type Host = {
  readonly origin: string;
  /** The stack of `src/servers` that runs now. */
  readonly stack: () => string;
  /** Whether its files have changed since it last read them. */
  readonly isStale: () => boolean;
  /** How often it has read other files, or was replaced. */
  readonly changes: () => number;
  readonly write: (settings: FailureId) => Promise<void>;
  readonly paste: (snippets: readonly PrintedSnippet[]) => Promise<void>;
  /** Takes the last change of the files back. */
  readonly undo: () => Promise<void>;
  readonly take: (effect: Effect) => Promise<void>;
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
  /** Before anything was pasted. */
  let own: Files = {};
  let before: { readonly files: Files; readonly own: Files } | null = null;
  let stale = false;
  let changes = 0;
  let written = '';
  const projectWith = (id: FailureId) => (place: Place) => {
    const failure = stack.failures[id];
    const { cors, before: earlier } = typeof failure === 'string' ? { cors: '' } : failure;
    const filled = (text: string) => text.replaceAll('{page}', page);
    return stack.project(place, {
      cors: filled(cors),
      ...(earlier === undefined ? {} : { before: filled(earlier) }),
    });
  };
  const start = (make: (place: Place) => Files, port?: number) =>
    startServer({
      name: `game-${stack.id}`,
      prepare: async (place) => {
        files = make(place);
        own = files;
        await symlink(NODE_MODULES, join(place.folder, 'node_modules'));
        await writeFiles(place.folder, withMark(files));
      },
      command: stack.command,
      // A crash is as good as Ctrl-C, and much faster.
      endedBy: 'SIGKILL',
      ...(stack.build === undefined ? {} : { build: stack.build }),
      ...(port === undefined ? {} : { port }),
    });
  const withMark = (all: Files): Files =>
    stack.id === 'nginx' ? withGeneration(all, changes) : all;
  let running: RunningServer = await start(projectWith(settings));
  const { port, origin } = running;
  const save = async (next: Files, nextOwn: Files): Promise<void> => {
    before = { files, own };
    files = next;
    own = nextOwn;
    stale = true;
    changes += 1;
    await writeFiles(running.folder, withMark(files));
  };
  /** A second fix takes the place of the first. Edits of a settings file follow each other. */
  const pasted = (snippets: readonly PrintedSnippet[]): Files =>
    stack.paste(stack.pasteAtEnd === undefined ? own : files, snippets);
  const end = async (): Promise<void> => {
    written += running.log();
    await running.stop();
  };
  return {
    origin,
    stack: () => stack.stack,
    isStale: () => stale,
    changes: () => changes,
    write: (id) => {
      const next = projectWith(id)(running);
      return save(next, next);
    },
    paste: (snippets) => save(pasted(snippets), own),
    undo: async () => {
      if (before !== null) await save(before.files, before.own);
    },
    take: async (effect) => {
      if (effect === 'none') return;
      changes += 1;
      if (effect === 'reload' && stack.id === 'nginx') {
        await writeFiles(running.folder, withMark(files));
        await reloadNginx(running, changes);
      } else {
        await running.restart();
      }
      stale = false;
    },
    replace: async (by, id) => {
      await end();
      stack = by;
      changes += 1;
      before = null;
      running = await start(projectWith(id), port);
      stale = false;
    },
    whileDown: async (task) => {
      changes += 1;
      await running.restart(task);
      stale = false;
    },
    log: () => written + running.log(),
    close: () => running.stop(),
  };
}

const GENERATION = '/.game';

/** nginx reloads behind its listening socket: only its answer shows which file it runs by. */
function withGeneration(files: Files, number: number): Files {
  const { 'nginx.conf': config = '', ...others } = files;
  const mark = `location = ${GENERATION}/${number} { return 204; }`;
  return { ...others, 'nginx.conf': config.replace(/^server \{$/m, (line) => `${line}\n${mark}`) };
}

async function reloadNginx({ folder, port }: RunningServer, number: number): Promise<void> {
  const main = Number(readFileSync(join(folder, 'nginx.pid'), 'utf8'));
  const before = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ');
  process.kill(main, 'SIGHUP');
  const deadline = Date.now() + 20_000;
  const isOld = async (): Promise<boolean> => {
    const { status } = await fetch(`http://127.0.0.1:${port}${GENERATION}/${number}`, {
      headers: { connection: 'close' },
    });
    return status !== 204 || before.some((worker) => existsSync(`/proc/${worker}`));
  };
  // For a moment, old workers still answer what comes over open connections.
  while (await isOld()) {
    if (Date.now() > deadline) throw new Error('nginx does not reload');
    await sleep(10);
  }
}
