import type { DocumentUnderTest } from '../../tools/browsers/browser-under-test.ts';

/** Words that no French text has. Those that both languages have, such as “page”, are not here. */
const ENGLISH =
  /\b(the|this|that|these|with|from|your|you|not|its?|is|are|and|of|to|when|what|server|servers|request|requests|header|headers|blocked|allowed|check|copy|show)\b/i;

/**
 * The texts, labels and titles with an English word. Code and headers stay as they are, and so do
 * the names of servers in the list of all, and what says itself that it is in English.
 */
export const englishIn = async (view: DocumentUnderTest): Promise<readonly string[]> => {
  const texts = await view.evaluate<readonly string[]>(() => {
    const kept = 'code, pre, textarea, svg, .hop dl, [lang=en], [data-testid=setting-stack]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement, textContent } = node;
      // The header that the row of a table is about.
      if (parentElement?.matches('th[scope=row]') === true) continue;
      if (parentElement?.closest(kept) === null) found.push(textContent ?? '');
    }
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(kept) !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        found.push(element.getAttribute(name) ?? '');
      }
    }
    return found;
  });
  // Addresses, names of headers and keys of the filter are no words.
  const words = (text: string): string => text.replace(/\S+:(?=\s)|\S*[/.:=-]\S+/g, '');
  return [...new Set(texts)].filter((text) => ENGLISH.test(words(text)));
};
