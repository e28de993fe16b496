import { say } from '../../model/say.ts';
import { goString } from './literals.ts';
import type { Proposal } from './options-stack.ts';
import { added } from './snippet-lines.ts';
import type { Snippet } from './stack.ts';

/**
 * Go's `http.CanonicalHeaderKey`: `x-token` becomes `X-Token`. A name with an invalid character
 * stays unchanged.
 * @see https://pkg.go.dev/net/http#CanonicalHeaderKey
 */
export function canonicalHeaderKey(name: string): string {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** `Key: value,` in a struct literal as gofmt aligns it with the values of `keys`. */
export function structField(key: string, value: string, keys: readonly string[]): string {
  const width = Math.max(...keys.map(({ length }) => length)) + 2;
  return `\t${`${key}:`.padEnd(width)}${value},`;
}

/** The import of a module; none if its code was seen to run. */
export function importSnippets(proposal: Proposal, module: string): readonly Snippet[] {
  if (proposal.present.seen) return [];
  return [
    {
      file: 'main.go',
      language: 'go',
      place: say`Paste below the imports of that file.`.fr`Collez ceci sous les imports de ce
        fichier.`,
      lines: [added(`import ${goString(module)}`)],
    },
  ];
}
