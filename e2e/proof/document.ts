import type { Loop } from '../stack-lab/close-loop.ts';
import type { FailureId } from '../stack-lab/failures.ts';

/** What one failure of one stack came to. */
export type Proof = { readonly failure: FailureId } & (
  | { readonly kind: 'proved'; readonly loop: Loop }
  | { readonly kind: 'failed' | 'impossible'; readonly why: string }
);

export type StackProof = {
  readonly id: string;
  readonly version: string;
  /** Why the stack cannot be started here; null when it can. */
  readonly missing: string | null;
  readonly failures: readonly Proof[];
};

/** The table of docs/proof.md. */
export function proofDocument(proofs: readonly StackProof[], browser: string): string {
  const rows = proofs.flatMap(({ failures }) => failures);
  const proved = rows.filter(({ kind }) => kind === 'proved').length;
  return [
    '# Proof',
    '',
    `Written by \`npm run proof\`. ${proved} times a real server, broken as developers break it, was`,
    `asked by a page in ${browser}; the fix that the report prints was pasted as printed, the server`,
    'restarted, the request repeated. In every row a stranger’s page that was refused stays refused.',
    '',
    ...proofs.flatMap(section),
  ].join('\n');
}

function section({ id, version, failures }: StackProof): readonly string[] {
  return [
    `## ${id}`,
    '',
    version,
    '',
    '| failure | the browser before | lines of the fix | after |',
    '|---|---|---|---|',
    ...failures.map(row),
    '',
  ];
}

function row(proof: Proof): string {
  if (proof.kind !== 'proved')
    return `| ${proof.failure} | cannot fail so: ${cell(proof.why)} | | |`;
  const { before, snippets, after } = proof.loop;
  const lines = snippets.flatMap(({ code, fix }) =>
    fix.map((number) => code.split('\n')[number - 1]?.trim() ?? ''),
  );
  const settings = lines.filter((line) => line !== '').map(quoted);
  return `| ${proof.failure} | ${cell(before)} | ${settings.join('<br>')} | ${cell(after)} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const quoted = (line: string): string => {
  const fence = line.includes('`') ? '``' : '`';
  return `${fence}${line.replaceAll('|', '\\|')}${fence}`;
};
