import type { Prose } from '../../model/prose.ts';
import { codeList, say } from '../../model/say.ts';
import { type Remedy, type Restart, type Snippet, snippetText } from './stack.ts';

/** Where the edit is written: in its place, or at the end of the file. */
export type EditForm = 'in-place' | 'at-end';

/** What is done, in order. */
export type Step =
  | { readonly kind: 'install'; readonly snippet: Snippet }
  | { readonly kind: 'edit'; readonly snippets: readonly Snippet[] }
  | ({ readonly kind: 'restart' } & Restart)
  | { readonly kind: 'check' };

/** The remedy as steps in the order in which they are done, with its edit in this form. */
export function stepsOf(remedy: Remedy, form: EditForm = 'in-place'): readonly Step[] {
  const { install, snippets, pasteAtEnd, restart } = remedy;
  const edit = form === 'at-end' ? (pasteAtEnd?.snippets ?? snippets) : snippets;
  return [
    ...(install === null ? [] : [{ kind: 'install', snippet: install } as const]),
    { kind: 'edit', snippets: edit },
    ...(restart === null ? [] : [{ kind: 'restart', ...restart } as const]),
    { kind: 'check' },
  ];
}

/** What a step says to do, without the text to paste. */
export function stepProse(step: Step): Prose {
  if (step.kind === 'install') return step.snippet.place;
  if (step.kind === 'restart') return step.text;
  if (step.kind === 'check')
    return say`Repeat the request in the page.`.fr`Refaites la requête dans la page.`;
  if (step.snippets.every(({ language }) => language === 'http')) {
    return say`Make the server send these headers.`.fr`Faites envoyer ces en-têtes par le
      serveur.`;
  }
  const files = [...new Set(step.snippets.map(({ file }) => file))];
  if (files.every((file) => file === 'terminal'))
    return say`Run this in a terminal.`.fr`Lancez ceci dans un terminal.`;
  return say`Edit ${codeList(files.filter((file) => file !== 'terminal'))}.`.fr`Modifiez
    ${codeList(files.filter((file) => file !== 'terminal'))}.`;
}

/** What a step runs in a terminal. */
export function commandOf(step: Step): string | null {
  if (step.kind === 'install') return snippetText(step.snippet).trimEnd();
  return step.kind === 'restart' ? step.command : null;
}
