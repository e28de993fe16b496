import type { PrintedSnippet } from '../lab-stack.ts';

/** A list or tuple in settings.py: where its elements start and end. */
type Literal = { readonly start: number; readonly end: number };

/** Names that a setting had before; a developer edits the one that is there. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  CORS_ALLOWED_ORIGINS: 'CORS_ORIGIN_WHITELIST',
  CORS_ALLOW_ALL_ORIGINS: 'CORS_ORIGIN_ALLOW_ALL',
};
/** Classes of the labs that add CORS headers themselves. */
const OWN_CLASS = /["'][\w.]*(?:OwnCors|AllowEverybody)["'],?/g;

/**
 * settings.py after its developer made the printed edits in place: elements go into the lists that
 * stand there, unless they are in them, and other lines to the end.
 */
export function editSettings(text: string, snippets: readonly PrintedSnippet[]): string {
  return snippets
    .filter(({ file }) => file === 'settings.py')
    .reduce((edited, { code, diff }) => editOnce(edited, diff ?? signed(code)), text);
}

const signed = (code: string): string => code.replace(/^(?=.)/gm, '+');

function editOnce(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const around = /^ (\w+) = \[$/.exec(lines[0] ?? '')?.[1];
  const gone = lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1).trim());
  const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
  if (around !== undefined) {
    const atEnd = lines[1] === '     # …' && !gone.includes(added[0]?.trim() ?? '');
    return editList(text, around, { gone, added: added.map((line) => line.trim()), atEnd });
  }
  const without = gone.reduce(
    (left, line) => withoutSetting(left, line.split(' = ')[0] ?? ''),
    text,
  );
  return added.reduce(withLine, without.endsWith('\n') ? without : `${without}\n`);
}

type ListEdit = {
  readonly gone: readonly string[];
  readonly added: readonly string[];
  readonly atEnd: boolean;
};

function editList(text: string, setting: string, edit: ListEdit): string {
  const [name, found] = literalOf(text, setting);
  if (found === null) return `${text}${name} = [${edit.added.join(' ')}]\n`;
  const inner = text.slice(found.start, found.end);
  // Its place says: if it is there already, move it.
  const moved = setting === 'MIDDLEWARE' ? edit.added : [];
  const kept = [...edit.gone, ...moved].reduce(withoutElement, inner);
  const isThere = (element: string) => {
    const value = escaped(element.replace(/^["']|["'],?$/g, ''));
    // An app may be listed by its configuration: `corsheaders.apps.CorsHeadersAppConfig`.
    const pattern = `["']${value}(?:\\.[\\w.]*Config)?["']`;
    return (
      new RegExp(pattern).test(kept) || new RegExp(`^${setting} \\+= .*${pattern}`, 'm').test(text)
    );
  };
  const added = edit.added.filter((element) => !isThere(element)).join(' ');
  const separated = /,\s*$/.test(kept) || kept.trim() === '' ? kept : `${kept.trimEnd()}, `;
  const elements = edit.atEnd ? `${separated}${added}` : `${added}${kept}`;
  return `${text.slice(0, found.start)}${elements}${text.slice(found.end)}`;
}

const escaped = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function withoutElement(inner: string, element: string): string {
  if (element.startsWith('#')) return inner.replace(OWN_CLASS, '');
  const value = escaped(element.replace(/^["']|["'],?$/g, ''));
  return inner.replace(new RegExp(`["']${value}["'],?`, 'g'), '');
}

/** A line of its own; elements of a list that is there already go into that. */
function withLine(text: string, line: string): string {
  const [, setting, elements] = /^(CORS_\w+) = \[(.+)\]$/.exec(line) ?? [];
  if (setting === undefined || elements === undefined) return `${text}${line}\n`;
  if (literalOf(text, setting)[1] === null) return `${text}${line}\n`;
  const added = elements.split(', ').map((element) => `${element},`);
  return editList(text, setting, { gone: [], added, atEnd: true });
}

function withoutSetting(text: string, setting: string): string {
  const names = [setting, OLD_NAMES[setting] ?? setting].join('|');
  return text.replace(new RegExp(`^(?:${names}) = .*\\n`, 'gm'), '');
}

/** The last literal that is assigned to the setting, by its name or the old one. */
function literalOf(text: string, setting: string): readonly [name: string, found: Literal | null] {
  for (const name of [setting, OLD_NAMES[setting] ?? setting]) {
    const found = [...text.matchAll(new RegExp(`^${name} = [[(]`, 'gm'))].at(-1);
    if (found === undefined) continue;
    const start = found.index + found[0].length;
    // No element of the labs has a bracket.
    return [name, { start, end: start + text.slice(start).search(/[\])]/) }];
  }
  return [setting, null];
}
