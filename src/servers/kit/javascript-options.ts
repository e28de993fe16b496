import type { CorsOptions, Option, OptionNames } from './cors-options.ts';
import { javascriptList } from './literals.ts';
import type { SnippetLine } from './stack.ts';

/**
 * The lines of an object literal with the options under the library's names, each line indented
 * by `indent` and marked as the fix or as what stands around it. `spellOrigins`: how the library
 * takes the origins, where not as a list.
 */
export function javascriptOptions(
  options: CorsOptions,
  names: OptionNames,
  indent: string,
  spellOrigins: (origins: readonly string[]) => string = javascriptList,
): readonly SnippetLine[] {
  const write = <Value>(
    name: string,
    option: Option<Value> | null,
    spell: (value: Value) => string,
  ): readonly SnippetLine[] =>
    option === null
      ? []
      : [{ text: `${indent}${name}: ${spell(option.value)},`, mark: option.mark }];
  return [
    ...write(names.origins, options.origins, spellOrigins),
    ...write(names.credentials, options.credentials, String),
    ...write(names.methods, options.methods, javascriptList),
    ...write(names.headers, options.headers, javascriptList),
    ...write(names.expose, options.expose, javascriptList),
    ...write(names.maxAge, options.maxAge, String),
  ];
}
