import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, LabSettings, LabStack, PrintedSnippet } from './lab-stack.ts';
import { NODE_MODULES } from './node.ts';
import { type Place, type RunningServer, startServer, writeFiles } from './server-process.ts';

/** Which form of a fix is pasted. */
export type Form = 'paste' | 'pasteAtEnd';

export type RunningLab = RunningServer & {
  /**
   * Pastes the snippets unchanged at the places they name, into the original project. Takes effect
   * at the next `restart`.
   */
  readonly paste: (snippets: readonly PrintedSnippet[], form?: Form) => Promise<void>;
};

/** Starts a stack's project with a developer's settings. `page`: the origin in them. */
export async function startLab(
  stack: LabStack,
  { cors, before }: LabSettings,
  page: string,
): Promise<RunningLab> {
  const filled = (text: string) => text.replaceAll('{page}', page);
  const settings: LabSettings = {
    cors: filled(cors),
    ...(before === undefined ? {} : { before: filled(before) }),
  };
  let project: Files = {};
  const running = await startFiles(stack, (place) => {
    project = stack.project(place, settings);
    return project;
  });
  return {
    ...running,
    paste: async (snippets, form = 'paste') => {
      const change = stack[form];
      if (change === undefined) throw new Error(`${stack.id} has no ${form}`);
      await writeFiles(running.folder, change(project, snippets));
    },
  };
}

/** Starts a stack with its own files. */
export function startFiles(
  {
    id,
    command,
    build,
    packages,
    probe,
  }: Pick<LabStack, 'id' | 'command' | 'build' | 'packages' | 'probe'>,
  files: (place: Place) => Files,
): Promise<RunningServer> {
  return startServer({
    name: id,
    prepare: async (place) => {
      if (packages === undefined) await symlink(NODE_MODULES, join(place.folder, 'node_modules'));
      await writeFiles(place.folder, files(place));
    },
    command,
    ...(build === undefined ? {} : { build }),
    ...(probe === undefined ? {} : { probe }),
    ...(packages === undefined ? {} : { within: packages.folder }),
  });
}
