import type { Argument, Value } from '../../../settings/value.ts';
import { pythonMatch } from '../../kit/own-file/python-pattern.ts';
import { isPattern } from '../model.ts';

/** The options of one path, or the paths that are covered if this one is not. */
export type Resource =
  | { readonly kind: 'own'; readonly options: readonly Argument[] }
  | { readonly kind: 'other'; readonly key: Value };

/** `resources={r"/api/*": {…}}`, or a pattern or a list of them; null: every path. */
export function resourceOf(resources: Value | undefined, path: string): Resource | null {
  const keys =
    resources?.kind === 'list'
      ? resources.items
      : resources?.kind === 'dict'
        ? resources.entries.map(([key]) => key)
        : resources === undefined
          ? []
          : [resources];
  const [first] = keys;
  if (first === undefined) return null;
  const known = keys.flatMap((key) => patternOf(key) ?? []);
  if (known.length < keys.length && resources?.kind !== 'dict') return null;
  // A list is tried in its own order, whose entries have no options.
  const found = known.toSorted(byRank).find((one) => covers(one, path));
  if (found === undefined) return { kind: 'other', key: first };
  if (resources?.kind !== 'dict') return null;
  const options = resources.entries.find(([key]) => key === found.key)?.[1];
  return {
    kind: 'own',
    options: options?.kind === 'dict' ? (options.written?.properties ?? []) : [],
  };
}

type Pattern = { readonly key: Value; readonly text: string; readonly isCompiled: boolean };

function patternOf(key: Value): Pattern | null {
  if (key.kind === 'string') return { key, text: key.text, isCompiled: false };
  const [text] = key.kind === 'object' && key.path === 're.compile' ? key.values : [];
  return text?.kind === 'string' ? { key, text: text.text, isCompiled: true } : null;
}

/** Flask-CORS tries whole paths first, then patterns that were compiled, then the more exact ones. */
function byRank(one: Pattern, other: Pattern): number {
  const rank = ({ text, isCompiled }: Pattern): number =>
    isCompiled ? 1 : isPattern(text) ? 2 : 0;
  const depth = ({ text }: Pattern): number => text.split('/').length;
  return (
    rank(one) - rank(other) || depth(other) - depth(one) || other.text.length - one.text.length
  );
}

function covers({ text, isCompiled }: Pattern, path: string): boolean {
  if (text === '*') return true;
  return isCompiled || isPattern(text) ? pythonMatch(text, path) !== false : text === path;
}
