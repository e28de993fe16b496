import type { ExchangeInput } from '../../src/model/testing/sample-exchange.ts';
import type { Files, PrintedSnippet } from '../../tools/real-servers/lab-stack.ts';
import type { Command } from '../../tools/real-servers/server-process.ts';

/** A developer's project without any CORS settings, in which a printed regression test runs. */
export type TestProject = {
  /** The stack whose fix and test are printed. */
  readonly stack: string;
  /** Why it cannot run here; null when it can. */
  readonly missing: () => Promise<string | null>;
  /** With the route PUT /items. */
  readonly files: Files;
  /** The server's response to the preflight of that PUT, by which its stack is detected. */
  readonly refusal: NonNullable<ExchangeInput['preflight']>;
  readonly paste: (files: Files, snippets: readonly PrintedSnippet[]) => Files;
  /** Links in its folder to other folders, by name. */
  readonly links?: Readonly<Record<string, string>>;
  /** The runner that the test's own `place` names. */
  readonly command: (folder: string) => Command;
  /** The output when both tests of the file fail, and when both pass. */
  readonly failing: RegExp;
  readonly passing: RegExp;
};
