import type { SnippetLine } from './stack.ts';

/** Lines of a snippet by what they are to the reader. */
export const added = (text: string): SnippetLine => ({ text, mark: 'added' });
export const changed = (text: string): SnippetLine => ({ text, mark: 'changed' });
export const context = (text: string): SnippetLine => ({ text, mark: 'context' });
