import type { Prose, Span } from '../../../model/prose.ts';
import { redactText } from '../../../model/redact.ts';
import { shown } from '../../../model/shown.ts';

/** Text from a developer's own file inside a sentence: without secrets, and short. */
export const ownText = (text: string): Span => shown(redactText(text));

/** Such texts as in a sentence: `a`, `a and b`, `a, b and c`. */
export function ownTexts(texts: readonly string[]): Prose {
  return texts.flatMap((text, index): Span[] => {
    if (index === 0) return [ownText(text)];
    return [index === texts.length - 1 ? ' and ' : ', ', ownText(text)];
  });
}
