import { type Prose, plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { spellOut } from '../model/shown.ts';
import { fencedCode, markdownProse } from './escape.ts';

/** A part of a short text, in a form that has no markup yet. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly prose: Prose }
  | { readonly kind: 'list'; readonly items: readonly Prose[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

/** How a text is written: with Markdown, or without any markup. */
export type Markup = 'markdown' | 'text';

/** The blocks as text. No value can break out of its place. */
export const blocksText = (blocks: readonly Block[], markup: Markup): string =>
  `${blocks.map(markup === 'markdown' ? markdownBlock : plainBlock).join('\n\n')}\n`;

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `## ${markdownProse(block.prose)}`;
    case 'heading':
      return `**${markdownProse(block.prose)}**`;
    case 'text':
      return markdownProse(block.prose);
    case 'list':
      return block.items.map((item) => `- ${markdownProse(item)}`).join('\n');
    case 'code':
      return fencedCode(block.language, block.text);
  }
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return phrase`${oneLine(block.prose)}:`.fr`${oneLine(block.prose)} :`;
    case 'title':
    case 'text':
      return oneLine(block.prose);
    case 'list':
      return block.items.map((item) => `- ${oneLine(item)}`).join('\n');
    case 'code':
      return block.text.replace(/\n$/, '').replace(/[^\t\n]+/g, (run) => spellOut(run));
  }
}

const oneLine = (prose: Prose): string =>
  spellOut(plainText(prose).replace(/[\r\n\u2028\u2029]+/g, ' '));
