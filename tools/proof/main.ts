// npm run proof: breaks every stack of the lab in every possible way, and fixes it by what the
// report prints. Compares its model with the running server, and records its responses for the
// tests of detection. Writes docs/proof.md, stack by stack. `-- ID …` does so for those stacks
// only, and `-- --only FAILURE` renews one row of each. `-- cmd` runs what is copied for Windows' cmd in Wine's, if Wine and a compiler for it are
// installed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { closeLoop, type LoopLab, startLoopLab } from '../real-servers/close-loop.ts';
import { closeProxyLoop } from '../real-servers/close-proxy-loop.ts';
import { type Comparison, compareModel } from '../real-servers/compare-model.ts';
import { type FailureId, failureIds } from '../real-servers/failures.ts';
import type { LabStack } from '../real-servers/lab-stack.ts';
import { nodeVersion } from '../real-servers/node.ts';
import { labStacks } from '../real-servers/stacks/index.ts';
import { proveCmd } from './cmd.ts';
import { type Proof, proofDocument, type StackProof, triedWords, withRows } from './document.ts';
import { recordingOf, recordingText } from './recorded-answers.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/proof.md', import.meta.url));
const RECORDING = (server: string, id: string) =>
  fileURLToPath(new URL(`../../src/servers/${server}/testing/${id}.json`, import.meta.url));

const PAIRS = 240;
/** The failures for which every printed line is removed in turn. */
const MINIMAL = ['django-4.9', 'express-5', 'fastapi-debian', 'nginx'];
/** The fix beside CORS: the page's own server forwards the request. */
const PROXY = 'vite-proxy';
/** Not a stack: the shell that commands are copied for. */
const CMD = 'cmd';
const KNOWN = [...labStacks.map(({ id }) => id), PROXY];

/** The ids of stacks, or none for all, and the only failure that is played, if it is one. */
type Wanted = { readonly chosen: readonly string[]; readonly only: string | null };

async function main({ chosen, only }: Wanted): Promise<number> {
  if (only !== null && !failureIds.some((id) => id === only)) {
    console.error(`Unknown: ${only}. Choose from: ${failureIds.join(', ')}.`);
    return 2;
  }
  const unknown = chosen.filter((id) => ![...KNOWN, CMD].includes(id));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Choose from: ${[...KNOWN, CMD].join(', ')}.`);
    return 2;
  }
  if (chosen.length > 0 && chosen.every((id) => id === CMD)) return told(await cmdProblems());
  const isWanted = (id: string) => chosen.length === 0 || chosen.includes(id);
  let lab: LoopLab | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), lab?.close()]);
  });
  await build(['chrome']);
  lab = await startLoopLab();
  try {
    const problems: string[] = [];
    for (const stack of labStacks.filter(({ id }) => isWanted(id))) {
      problems.push(...(await prove(lab, stack, only)));
    }
    if (only !== null) return told(problems);
    if (isWanted(PROXY)) problems.push(...(await proveProxy(lab)));
    if (isWanted(CMD)) problems.push(...(await cmdProblems()));
    return told(problems);
  } finally {
    await lab.close();
  }
}

function told(problems: readonly string[]): number {
  console.log(problems.length === 0 ? '· all proved' : `· not proved: ${problems.join(', ')}`);
  return problems.length === 0 ? 0 : 1;
}

/** A missing Wine is no problem: few machines can run this part. */
async function cmdProblems(): Promise<readonly string[]> {
  const problems = await proveCmd();
  if (problems === null) {
    console.log(`${CMD}: cannot be run here: install wine and gcc-mingw-w64-x86-64-win32`);
  }
  return problems ?? [];
}

/** Writes the stack's results, if all of it is proved. Returns what is not. */
async function prove(
  lab: LoopLab,
  stack: LabStack,
  only: string | null,
): Promise<readonly string[]> {
  const missing = await stack.ready();
  if (missing !== null) {
    console.log(`${stack.id}: cannot be started here: ${missing}`);
    return [stack.id];
  }
  const version = await stack.version();
  const minimal = MINIMAL.includes(stack.id);
  const failures: Proof[] = [];
  for (const id of failureIds.filter((one) => only === null || one === only)) {
    const proof = await proofOf(lab, stack, id, minimal);
    failures.push(proof);
    console.log(`${stack.id} (${version}), ${id}: ${wordsOf(proof)}`);
  }
  if (only !== null) return renewed(stack.id, failures, lab.browser.version);
  const comparison = stack.model && (await compareModel(stack, stack.model, PAIRS));
  if (comparison !== null) console.log(`${stack.id}: ${comparedWords(comparison)}`);
  const problems = [
    ...failures.filter(({ kind }) => kind === 'failed').map(({ failure }) => failure),
    ...(comparison?.differences.length ? ['model'] : []),
  ].map((what) => `${stack.id} ${what}`);
  if (problems.length === 0) {
    const found = { id: stack.id, version, comparison, minimal, failures };
    write(DOCUMENT, withProof(found, lab.browser.version));
    write(RECORDING(stack.stack, stack.id), recordingText(await recordingOf(stack)));
  }
  return problems;
}

/** Writes the rows of these failures again, if they are proved. Returns what is not. */
function renewed(id: string, failures: readonly Proof[], browser: string): readonly string[] {
  const failed = failures.filter(({ kind }) => kind === 'failed');
  if (failed.length > 0) return failed.map(({ failure }) => `${id} ${failure}`);
  const old = withRows(readFileSync(DOCUMENT, 'utf8'), id, failures);
  write(DOCUMENT, proofDocument(old, [], { browser, order: KNOWN }));
  return [];
}

async function proofOf(
  lab: LoopLab,
  stack: LabStack,
  id: FailureId,
  minimality: boolean,
): Promise<Proof> {
  const failure = stack.failures[id];
  if (typeof failure === 'string') return { failure: id, kind: 'impossible', why: failure };
  try {
    const loop = await closeLoop(lab, stack, id, { minimality });
    if (loop.needless.length === 0) return { failure: id, kind: 'proved', loop };
    return { failure: id, kind: 'failed', why: `not needed: ${loop.needless.join(' ⏎ ')}` };
  } catch (error) {
    return { failure: id, kind: 'failed', why: String(error) };
  }
}

async function proveProxy({ browser }: LoopLab): Promise<readonly string[]> {
  try {
    const loop = await closeProxyLoop(browser);
    const proof: Proof = { failure: 'nothing-configured', kind: 'proved', loop };
    console.log(`${PROXY}: ${wordsOf(proof)}`);
    const version = `Vite ${nodeVersion('vite')}`;
    const found = { id: PROXY, version, comparison: null, minimal: false, failures: [proof] };
    write(DOCUMENT, withProof(found, browser.version));
    return [];
  } catch (error) {
    console.log(`${PROXY}: FAILED: ${String(error)}`);
    return [PROXY];
  }
}

function withProof(found: StackProof, browser: string): string {
  const old = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  return proofDocument(old, [found], { browser, order: KNOWN });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function wordsOf(proof: Proof): string {
  if (proof.kind === 'proved') {
    const { before, tried, after } = proof.loop;
    return `${before} → tried: ${triedWords(tried, after)} → ${after}`;
  }
  return proof.kind === 'failed' ? `FAILED: ${proof.why}` : `impossible: ${proof.why}`;
}

function comparedWords({ pairs, differences }: Comparison): string {
  const words = `${pairs} pairs, ${differences.length} differences from the model`;
  return differences.length === 0 ? words : `FAILED: ${words}: ${JSON.stringify(differences[0])}`;
}

/** `--only FAILURE` may stand anywhere among the ids. */
function wantedBy(args: readonly string[]): Wanted {
  const at = args.indexOf('--only');
  if (at < 0) return { chosen: args, only: null };
  return { chosen: args.toSpliced(at, 2), only: args[at + 1] ?? '' };
}

process.exitCode = await main(wantedBy(process.argv.slice(2))).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
