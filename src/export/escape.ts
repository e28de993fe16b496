import type { Prose } from '../model/prose.ts';
import { shorten, spellOut } from '../model/shown.ts';

/** Characters with a meaning in Markdown in the middle of a line. */
const SPECIAL = /[\\`*_[\]<>|~&]/g;

/** Words as Markdown text on one line, without markup. */
export function markdownText(text: string): string {
  return oneLine(text).replace(SPECIAL, '\\$&');
}

/** A foreign value as a code span: shortened, on one line, with any backticks. */
export function codeSpan(value: string): string {
  const text = oneLine(shorten(value));
  if (text.trim() === '') return '(empty)';
  const fence = '`'.repeat(longestRun(text) + 1);
  // CommonMark strips one space on each side. The spaces keep backticks at the ends apart.
  const pad = fence.length > 1 || text.startsWith(' ') || text.endsWith(' ') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A cell's Markdown with every pipe escaped, even in code spans. */
export function tableCell(markdown: string): string {
  return oneLine(markdown).replace(/(\\*)\|/g, '$1$1\\|');
}

/** Text of many lines that nothing in it can end. `language` is one of ours. */
export function fencedCode(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const shown = text.replace(/\n$/, '').replace(/[^\t\n]+/g, (run) => spellOut(run));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Prose as Markdown on one line. */
export function markdownProse(prose: Prose): string {
  return prose
    .map((span) => {
      if (typeof span === 'string') return markdownText(span);
      return 'code' in span ? codeSpan(span.code) : `[${markdownText(span.link)}](<${span.href}>)`;
    })
    .join('');
}

const oneLine = (text: string): string => spellOut(text.replace(/[\r\n\u2028\u2029]+/g, ' '));

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
