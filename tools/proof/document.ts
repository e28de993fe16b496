import type { Loop } from '../real-servers/close-loop.ts';
import type { Comparison } from '../real-servers/compare-model.ts';
import type { FailureId } from '../real-servers/failures.ts';
import type { Tried } from '../real-servers/try-fix.ts';

/** The result for one failure of one stack. */
export type Proof = { readonly failure: FailureId } & (
  | {
      readonly kind: 'proved';
      readonly loop: Pick<Loop, 'before' | 'tried' | 'snippets' | 'atEnd' | 'after'>;
    }
  | { readonly kind: 'failed' | 'impossible'; readonly why: string }
);

export type StackProof = {
  readonly id: string;
  readonly version: string;
  /** Null: a separate spec compares the model, or none does. */
  readonly comparison: Comparison | null;
  /** Whether each printed line was removed in turn, and something then failed. */
  readonly minimal: boolean;
  readonly failures: readonly Proof[];
};

/**
 * The table of docs/proof.md, one section for each stack. `old`: the current document. Its sections
 * of other stacks stay if their ids are in `order`, the ids of all stacks.
 */
export function proofDocument(
  old: string,
  proofs: readonly StackProof[],
  { browser, order }: { readonly browser: string; readonly order: readonly string[] },
): string {
  const sections = new Map([
    ...old
      .split(/^(?=## )/m)
      .slice(1)
      .map((text): [string, string] => [/^## (.*)/.exec(text)?.[1] ?? '', text.trimEnd()]),
    ...proofs.map((one): [string, string] => [one.id, section(one)]),
  ]);
  const kept = order.flatMap((id) => sections.get(id) ?? []);
  const open = order.filter((id) => !sections.has(id));
  const rows = kept.join('\n').match(/^\| (?!failure|-)(?!.*does not apply: ).*\|$/gm) ?? [];
  const works = rows.filter((one) => / \| works(, with status \d+)? \| /.test(one)).length;
  const cannot = rows.filter((one) => / \| cannot: /.test(one)).length;
  return [
    '# Proof',
    '',
    '`npm run proof` writes this file. Each row is a real server with a common mistake in its CORS',
    `settings. A page in ${browser} made a request (${rows.length} in all). Then the`,
    'printed fix was pasted, the server restarted, and the request repeated. A site that was refused',
    'before, and is not part of the fix, is still refused afterwards.',
    '',
    'Where a table has the column “tried”, “Try it” applied the fix to the tab before the paste:',
    `${works} rows worked, as after the paste, and ${cannot} cannot be tried. When the trial ended, each`,
    'page got the same as before.',
    '',
    ...(open.length === 0 ? [] : [`Not in the table yet: ${open.join(', ')}.`, '']),
    ...kept.flatMap((text) => [text, '']),
  ].join('\n');
}

/** The document with these rows of a stack's section written again. */
export function withRows(document: string, id: string, proofs: readonly Proof[]): string {
  const rows = new Map(proofs.map((one) => [`| ${one.failure} |`, row(one)]));
  const renewed = (line: string): string =>
    [...rows].find(([start]) => line.startsWith(start))?.[1] ?? line;
  return document
    .split(/^(?=## )/m)
    .map((text) =>
      text.startsWith(`## ${id}\n`) ? text.split('\n').map(renewed).join('\n') : text,
    )
    .join('');
}

function section({ id, version, comparison, minimal, failures }: StackProof): string {
  const compared =
    comparison === null
      ? ''
      : ` Its model gave the same answer for ${comparison.pairs} pairs of settings and request.`;
  const missed = minimal
    ? ' Every line of a fix is needed: without it the request fails, or more is allowed.'
    : '';
  const both = failures.some((one) => one.kind === 'proved' && one.loop.atEnd)
    ? ' The lines were edited in place; the block for the end of the file was pasted too, twice.'
    : '';
  return [
    `## ${id}`,
    '',
    `${version}.${compared}${missed}${both}`,
    '',
    '| failure | browser before | tried | lines of the fix | after |',
    '|---|---|---|---|---|',
    ...failures.map(row),
  ].join('\n');
}

function row(proof: Proof): string {
  if (proof.kind !== 'proved') {
    return `| ${proof.failure} | does not apply: ${cell(proof.why)} | | | |`;
  }
  const { before, tried, snippets, after } = proof.loop;
  const lines = snippets.flatMap(({ code, fix }) =>
    fix.map((number) => code.split('\n')[number - 1]?.trim() ?? ''),
  );
  const settings = lines.filter((line) => line !== '').map(quoted);
  const told = cell(triedWords(tried, after));
  return `| ${proof.failure} | ${cell(before)} | ${told} | ${settings.join('<br>')} | ${cell(after)} |`;
}

/** A trial changes headers only, so the page may get another status than after the paste. */
export function triedWords(tried: Tried, after: string): string {
  if (tried.says === 'cannot') return `cannot: ${tried.why}`;
  if (tried.says === 'blocked') return 'still blocked';
  return tried.got === after ? 'works' : `works, with ${tried.got}`;
}

/** Ports differ every time. */
const cell = (text: string): string => portless(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

const quoted = (line: string): string => {
  const fence = line.includes('`') ? '``' : '`';
  return `${fence}${portless(line).replaceAll('|', '\\|')}${fence}`;
};

const portless = (text: string): string =>
  text.replace(/(localhost|127\.0\.0\.1):\d{4,5}/g, '$1:3000');
