import type { CorsOptions, Option, OptionNames } from './cors-options.ts';
import { javascriptList } from './literals.ts';
import type { SnippetLine } from './stack.ts';

/** A line of a snippet, by its meaning for the reader. */
export const added = (text: string): SnippetLine => ({ text, mark: 'added' });
export const changed = (text: string): SnippetLine => ({ text, mark: 'changed' });
export const context = (text: string): SnippetLine => ({ text, mark: 'context' });
export const around = (text: string): SnippetLine => ({ text, mark: 'around' });
export const removed = (text: string): SnippetLine => ({ text, mark: 'removed' });

/** Lines with the same mark. */
export const markedLines = (
  mark: SnippetLine['mark'],
  texts: readonly string[],
): readonly SnippetLine[] => texts.map((text) => ({ text, mark }));

/** How each option is written: its value as lines of source. */
export type OptionWriters = {
  readonly [Key in keyof CorsOptions]: (
    value: NonNullable<CorsOptions[Key]>['value'],
  ) => readonly string[];
};

/** The options to write. Each line is marked as the fix or as context. */
export function optionLines(options: CorsOptions, write: OptionWriters): readonly SnippetLine[] {
  const lines = <Value>(
    option: Option<Value> | null,
    spell: (value: Value) => readonly string[],
  ): readonly SnippetLine[] =>
    option === null ? [] : markedLines(option.mark, spell(option.value));
  return [
    ...lines(options.origins, write.origins),
    ...lines(options.credentials, write.credentials),
    ...lines(options.methods, write.methods),
    ...lines(options.headers, write.headers),
    ...lines(options.expose, write.expose),
    ...lines(options.maxAge, write.maxAge),
  ];
}

/** The same if all options look alike: the library's name for it, then its value. */
export function namedLines(
  options: CorsOptions,
  names: OptionNames,
  write: (name: string, value: readonly string[] | true | number) => readonly string[],
): readonly SnippetLine[] {
  const by = (name: string) => (value: readonly string[] | true | number) => write(name, value);
  return optionLines(options, {
    origins: by(names.origins),
    credentials: by(names.credentials),
    methods: by(names.methods),
    headers: by(names.headers),
    expose: by(names.expose),
    maxAge: by(names.maxAge),
  });
}

/**
 * The options as properties of a JavaScript object, each line indented by `indent`. `compare`: the
 * function that compares origins, if the library accepts no list.
 */
export function javascriptOptions(
  options: CorsOptions,
  names: OptionNames,
  indent: string,
  compare?: string,
): readonly SnippetLine[] {
  return namedLines(options, names, (name, value) => {
    const spelled = typeof value === 'object' ? javascriptList(value) : value;
    return [`${indent}${name}: ${name === names.origins ? (compare ?? spelled) : spelled},`];
  });
}
