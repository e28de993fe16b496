import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HeaderList } from '../../../src/model/header-list.ts';
import type { ServerAnswer } from '../../../src/servers/kit/stack.ts';
import { type DjangoVersion, pythonEnvironment } from './versions.ts';

const TEMPLATE = fileURLToPath(new URL('./project/', import.meta.url));

/** Requests to answer under one set of settings. */
export type DjangoCase = {
  readonly settings: Readonly<Record<string, unknown>>;
  /** A handler of the signal `check_request_enabled` enables paths that start like this. */
  readonly signal: string | null;
  readonly requests: readonly {
    readonly method: string;
    /** With the query. */
    readonly path: string;
    readonly secure: boolean;
    readonly headers: HeaderList;
  }[];
};

/**
 * What the real Django and the real middleware answer, case by case, in one Python process. Throws
 * with Python's output when it fails.
 */
export async function askDjango(
  version: DjangoVersion,
  cases: readonly DjangoCase[],
): Promise<readonly (readonly ServerAnswer[])[]> {
  const child = spawn(version.python, ['-W', 'ignore', 'answers.py'], {
    cwd: TEMPLATE,
    env: pythonEnvironment(version.pythonPath),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`answers.py ended with code ${exitCode}:\n${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly ServerAnswer[]);
}
