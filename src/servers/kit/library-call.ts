import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { Proposal } from './options-stack.ts';
import { added, context, markedLines } from './snippet-lines.ts';
import type { Snippet, SnippetLine } from './stack.ts';

/**
 * The mark of the call around the options: it is the fix if it is missing or misplaced, or if none
 * of its options has what the refused answer lacked.
 */
export function callMark(proposal: Proposal): SnippetLine['mark'] {
  if (!proposal.present.seen) return 'added';
  return proposal.isSet || lacksCall(proposal) ? 'changed' : 'context';
}

const lacksCall = ({ requirement: { refused = [] }, options }: Proposal): boolean =>
  refused.some((part) => part === 'preflight' || options[part] === null);

/** The call of a library: its options between the lines before and after them. */
export function callSnippet(
  proposal: Proposal,
  where: Pick<Snippet, 'file' | 'language' | 'place'>,
  before: readonly string[],
  options: readonly SnippetLine[],
  after: readonly string[],
): Snippet {
  const mark = callMark(proposal);
  return {
    ...where,
    lines: [...markedLines(mark, before), ...options, ...markedLines(mark, after)],
  };
}

/** The import alone, for a file that has its imports at its top. */
export function importSnippet(
  { present }: Proposal,
  where: Pick<Snippet, 'file' | 'language'>,
  text: string,
): Snippet {
  return {
    ...where,
    place: say`With the other imports, unless the line is there.`.fr`Avec les autres imports, sauf
      si la ligne y est déjà.`,
    lines: [{ text, mark: present.seen ? 'context' : 'added' }],
  };
}

/** The snippet below its import, if no CORS code was seen to run yet. */
export function withImport({ present }: Proposal, line: string, snippet: Snippet): Snippet {
  if (present.seen) return snippet;
  return { ...snippet, lines: [added(line), context(''), ...snippet.lines] };
}

/** The command that installs a library; null if its code was seen to run. */
export function installSnippet({ present }: Proposal, command: string): Snippet | null {
  const manifest = command.startsWith('npm ') ? 'package.json' : 'go.mod';
  if (present.seen) return null;
  return {
    file: 'terminal',
    language: 'shell',
    place: say`Run this in the folder of ${code(manifest)}. It is safe to repeat.`.fr`Lancez cette
      commande dans le dossier de ${code(manifest)}. Vous pouvez la répéter sans risque.`,
    lines: [added(command)],
  };
}

/** The note if the present options allow all of it: something before them answered. */
export function whenAllowed({ isSet }: Proposal, note: Prose): readonly Prose[] {
  return isSet ? [note] : [];
}

/**
 * Notes on a library that is called once at the server's start. `otherForm`: how a file of the other
 * module system imports it.
 */
export function libraryNotes(proposal: Proposal, otherForm?: Prose): readonly Prose[] {
  return [
    ...whenAllowed(proposal, CALL_FIRST),
    ...(proposal.present.seen || otherForm === undefined ? [] : [otherForm]),
  ];
}

/** For a library whose documentation has `require`. */
export const inEsModule = (line: string): Prose =>
  say`In an ES module, write ${code(line)} instead.`.fr`Dans un module ES, écrivez plutôt
    ${code(line)}.`;

/** For a call that must come first. */
export const CALL_FIRST: Prose = say`Move the call to this place: its options already allow this
  request, so something above it answered. In this place, it reaches every response.`.fr`Déplacez
  l’appel à cet endroit : ses options autorisent déjà cette requête, donc quelque chose a répondu
  avant lui. Ici, il atteint toutes les réponses.`;
