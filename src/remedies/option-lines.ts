import {
  areUnchanged,
  type CorsOptions,
  type Option,
  type PresentOptions,
} from './cors-options.ts';
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

/** What stands around the options: the fix itself where there is none, or it is in the wrong place. */
export function aroundMark(options: CorsOptions, { seen }: PresentOptions): SnippetLine['mark'] {
  if (!seen) return 'added';
  return areUnchanged(options) ? 'changed' : 'context';
}

export const added = (text: string): SnippetLine => ({ text, mark: 'added' });
export const context = (text: string): SnippetLine => ({ text, mark: 'context' });

/** Lines that all bear one mark. */
export const markedLines = (
  mark: SnippetLine['mark'],
  texts: readonly string[],
): readonly SnippetLine[] => texts.map((text) => ({ text, mark }));
