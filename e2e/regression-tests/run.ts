import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { plainText } from '../../src/model/prose.ts';
import { CHROMIUM_BLOCKED, exchange } from '../../src/model/testing/sample-exchange.ts';
import { type Snippet, snippetText } from '../../src/servers/kit/stack.ts';
import type { Files, PrintedSnippet } from '../../tools/real-servers/lab-stack.ts';
import { writeFiles } from '../../tools/real-servers/server-process.ts';
import type { TestProject } from './project.ts';

const PATIENCE = 120_000;

/**
 * What is printed for a page's PUT with cookies and JSON that the project refuses; null if its
 * stack prints no test.
 */
export function printed({ stack, refusal }: TestProject): {
  readonly fix: readonly PrintedSnippet[];
  readonly test: PrintedSnippet;
} | null {
  const refused = exchange({
    method: 'PUT',
    url: 'http://api.example/items',
    page: 'http://localhost:3000',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    preflight: { asksHeaders: 'content-type,x-token', ...refusal },
    declared: {
      credentials: 'include',
      mode: 'cors',
      headerNames: ['content-type', 'x-token'],
      readNames: [],
      stack: [],
    },
  });
  const diagnosis = diagnose(refused, { browser: 'chromium', exchanges: [refused] });
  const remedy = diagnosis.remedyFor(stack)?.remedy;
  if (remedy?.test == null) return null;
  return { fix: (remedy.pasteAtEnd ?? remedy).snippets.map(print), test: print(remedy.test) };
}

const print = (snippet: Snippet): PrintedSnippet => ({
  file: snippet.file,
  language: snippet.language,
  place: plainText(snippet.place),
  code: snippetText(snippet),
});

/** The output of the project's test runner, with the exit code at its end. */
export async function runTests(project: TestProject, files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `crosscheck-test-${project.stack}-`));
  try {
    await writeFiles(folder, files);
    for (const [name, target] of Object.entries(project.links ?? {})) {
      await symlink(target, join(folder, name));
    }
    const { program, args, env = process.env } = project.command(folder);
    return await new Promise((resolve) => {
      execFile(
        program,
        [...args],
        { cwd: folder, env: withoutRunner(env), timeout: PATIENCE },
        (error, out, problem) =>
          resolve(`${out}\n${problem}\nexit code ${error === null ? 0 : error.code}`),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A runner inside a runner behaves differently, and the output must have no colors. */
function withoutRunner(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, FORCE_COLOR: ___, ...env } = all;
  return env;
}
