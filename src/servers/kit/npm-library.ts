import { code, type Prose } from '../../model/prose.ts';
import { areUnchanged } from './cors-options.ts';
import { added, context } from './lines.ts';
import type { Proposal } from './options-stack.ts';
import type { Snippet, SnippetLine } from './stack.ts';

/** The import, where no CORS code was seen to run yet. */
export function importLines({ present }: Proposal, line: string): readonly SnippetLine[] {
  return present.seen ? [] : [added(line), context('')];
}

/** How the call around the options is marked: it is the fix where it is missing or misplaced. */
export function callMark({ present, options }: Proposal): SnippetLine['mark'] {
  if (!present.seen) return 'added';
  return areUnchanged(options) ? 'changed' : 'context';
}

/** The shell line that installs a package; none where its code was seen to run. */
export function installSnippets({ present }: Proposal, name: string): readonly Snippet[] {
  if (present.seen) return [];
  return [
    {
      file: 'terminal',
      language: 'shell',
      place: [
        'First, in the folder of ',
        code('package.json'),
        '; it does nothing if it is there.',
      ],
      lines: [added(`npm install ${name}`)],
    },
  ];
}

/** What is worth knowing of a library that is called once, where the server starts. */
export function libraryNotes(proposal: Proposal, commonJs?: string): readonly Prose[] {
  const { present, options } = proposal;
  const misplaced: Prose = [
    'The options allow this already; what answered stands above them. First in the file, ',
    'they reach every answer.',
  ];
  return [
    ...(present.seen && areUnchanged(options) ? [misplaced] : []),
    ...(present.seen || commonJs === undefined
      ? []
      : [['In a CommonJS file the first line is ', code(commonJs), ' instead.']]),
    ['Restart the server: the options are read once, at its start.'],
  ];
}
