import { plainText } from '../model/prose.ts';
import { type Remedy, type SnippetLanguage, snippetText } from '../servers/kit/stack.ts';
import { commandOf, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';

/** How a line becomes a comment; null where the language has none. */
const COMMENTS: { readonly [Language in SnippetLanguage]: string | null } = {
  apache: '# ',
  caddyfile: '# ',
  csharp: '// ',
  go: '// ',
  http: null,
  java: '// ',
  javascript: '// ',
  json: null,
  nginx: '# ',
  php: '// ',
  python: '# ',
  ruby: '# ',
  shell: '# ',
  text: null,
  toml: '# ',
  typescript: '// ',
  xml: null,
  yaml: '# ',
};

/**
 * All steps in one text that can be pasted unchanged: the edit, and the other steps as comments of
 * its language. Of two forms, the one for the end of the file. Null if the edit is no single paste,
 * has no comments, or if there is nothing beside it.
 */
export function allSteps(remedy: Remedy): string | null {
  const steps = stepsOf(remedy, 'at-end');
  const [snippet, ...others] = (remedy.pasteAtEnd ?? remedy).snippets;
  if (snippet === undefined || others.length > 0) return null;
  const comment = COMMENTS[snippet.language];
  const hasMore = remedy.pasteAtEnd !== null || steps.some((step) => commandOf(step) !== null);
  if (comment === null || !hasMore) return null;
  const numbered = steps.map((step, index) => {
    const says = `${index + 1}. ${saysOf(step)}`;
    const lines = [says, ...(commandOf(step)?.split('\n') ?? [])];
    const comments = lines.map((line) => `${comment}${line}\n`).join('');
    return step.kind === 'edit' ? `${comments}${snippetText(snippet)}` : comments;
  });
  return numbered.join('');
}

function saysOf(step: Step): string {
  const [snippet] = step.kind === 'edit' ? step.snippets : [];
  return plainText(snippet === undefined ? stepProse(step) : snippet.place);
}
