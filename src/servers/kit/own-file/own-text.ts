import type { Prose, Span } from '../../../model/prose.ts';
import { redactText } from '../../../model/redact.ts';
import { listed } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';

/** Text from a developer's own file inside a sentence: without secrets, and short. */
export const ownText = (text: string): Span => shown(redactText(text));

/** Such texts as in a sentence: `a`, `a and b`, `a, b and c`. */
export const ownTexts = (texts: readonly string[]): Prose => listed(texts.map(ownText));
