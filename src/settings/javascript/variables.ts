import type { Span } from '../file.ts';
import { depending, type Reason, type Value } from '../value.ts';
import { type Run, undefinedAt } from './run.ts';

/** An environment variable: its value in a handed-over file, else its default, else nothing. */
export function readVariable(run: Run, name: string, at: Span, fallback: Value | null): Value {
  const given = run.environment.get(name) ?? null;
  const because: readonly Reason[] = [
    { kind: 'variable', variable: name, given: given?.at.file ?? null },
  ];
  const read = { variable: name, at, fallback, given };
  if (given !== null) {
    return { kind: 'string', text: given.text, at: given.at, because, pieces: [], read };
  }
  if (fallback === null) return undefinedAt(at, because);
  const known =
    fallback.kind === 'string' || fallback.kind === 'list' ? { ...fallback, read } : fallback;
  return depending(known, because);
}
