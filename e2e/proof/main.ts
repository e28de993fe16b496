// npm run proof: every stack of the lab, broken in every way it can be, mended by what the report
// prints; writes docs/proof.md. `-- ID …` runs only those stacks and writes nothing.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onEnding } from '../run/ending.ts';
import { program, stopPrograms } from '../run/program.ts';
import { closeLoop, type LoopLab, startLoopLab } from '../stack-lab/close-loop.ts';
import { failureIds } from '../stack-lab/failures.ts';
import type { LabStack } from '../stack-lab/lab-stack.ts';
import { labStacks } from '../stacks/index.ts';
import { type Proof, proofDocument, type StackProof } from './document.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/proof.md', import.meta.url));

async function main(chosen: readonly string[]): Promise<number> {
  const known = labStacks.map(({ id }) => id);
  const strange = chosen.filter((id) => !known.includes(id));
  if (strange.length > 0) {
    console.error(`no stack ${strange.join(', ')}; there are ${known.join(', ')}`);
    return 2;
  }
  let lab: LoopLab | null = null;
  onEnding(async () => {
    await Promise.all([stopPrograms(), lab?.close()]);
  });
  console.log('· building the extension');
  const { code, output } = await program('node_modules/vite/bin/vite.js', ['build'], 300_000);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  lab = await startLoopLab();
  try {
    const wanted = labStacks.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
    const proofs: StackProof[] = [];
    for (const stack of wanted) proofs.push(await proofOf(lab, stack));
    return conclude(proofs, lab.browser.version, chosen.length === 0);
  } finally {
    await lab.close();
  }
}

function conclude(proofs: readonly StackProof[], browser: string, all: boolean): number {
  const rows = proofs.flatMap(({ failures }) => failures);
  const count = (kind: Proof['kind']) => rows.filter((row) => row.kind === kind).length;
  const missing = proofs.filter((one) => one.missing !== null).length;
  console.log(
    `${count('proved')} proved, ${count('failed')} failed, ${count('impossible')} impossible, ` +
      `${missing} stacks missing`,
  );
  if (count('failed') > 0) return 1;
  // A table with holes must not replace a whole one.
  if (all && missing === 0) {
    writeFileSync(DOCUMENT, proofDocument(proofs, browser));
    console.log(`· wrote ${DOCUMENT}`);
  }
  return missing === 0 ? 0 : 1;
}

async function proofOf(lab: LoopLab, stack: LabStack): Promise<StackProof> {
  const missing = await stack.ready();
  if (missing !== null) {
    console.log(`${stack.id}: skipped, ${missing}`);
    return { id: stack.id, version: '', missing, failures: [] };
  }
  const version = await stack.version();
  const failures: Proof[] = [];
  for (const id of failureIds) {
    const failure = stack.failures[id];
    const proof: Proof =
      typeof failure === 'string'
        ? { failure: id, kind: 'impossible', why: failure }
        : await closeLoop(lab, stack, id).then(
            (loop) => ({ failure: id, kind: 'proved', loop }) as const,
            (error: unknown) => ({ failure: id, kind: 'failed', why: String(error) }) as const,
          );
    failures.push(proof);
    console.log(`${stack.id} (${version}), ${id}: ${wordsOf(proof)}`);
  }
  return { id: stack.id, version, missing: null, failures };
}

function wordsOf(proof: Proof): string {
  if (proof.kind === 'proved') return `${proof.loop.before} → ${proof.loop.after}`;
  return proof.kind === 'failed' ? `FAILED: ${proof.why}` : `impossible: ${proof.why}`;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
