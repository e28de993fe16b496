import type { CorsOptions, Option } from './cors-options.ts';
import type { SnippetLine } from './stack.ts';

/** How each option is written: its value as lines of source. */
export type OptionWriters = {
  readonly [Key in keyof CorsOptions]: (
    value: NonNullable<CorsOptions[Key]>['value'],
  ) => readonly string[];
};

/** The options that are to be written, each line marked as the fix or as what stands around it. */
export function optionLines(options: CorsOptions, write: OptionWriters): readonly SnippetLine[] {
  const lines = <Value>(
    option: Option<Value> | null,
    spell: (value: Value) => readonly string[],
  ): readonly SnippetLine[] =>
    option === null ? [] : spell(option.value).map((text) => ({ text, mark: option.mark }));
  return [
    ...lines(options.origins, write.origins),
    ...lines(options.credentials, write.credentials),
    ...lines(options.methods, write.methods),
    ...lines(options.headers, write.headers),
    ...lines(options.expose, write.expose),
    ...lines(options.maxAge, write.maxAge),
  ];
}

/** Lines that all bear one mark. */
export const markedLines = (
  mark: SnippetLine['mark'],
  texts: readonly string[],
): readonly SnippetLine[] => texts.map((text) => ({ text, mark }));
