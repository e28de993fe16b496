import type { ReactNode } from 'react';
import type { ProvedEdit } from '../diagnosis/own-settings.ts';
import { phrase } from '../model/say.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { SnippetRow } from '../ui/snippet.tsx';
import { NoteCopies } from '../ui/use-notes.ts';
import { type DiffLine, diffParts } from './diff-parts.ts';

/** The edit of the developer's own files, one box for each. What is copied of them is not noted. */
export function OwnDiff({ edit: { diff, files } }: { readonly edit: ProvedEdit }): ReactNode {
  const parts = diffParts(diff.text);
  return (
    <NoteCopies value={null}>
      <Each of={files}>
        {({ name, text }, index) => {
          const part = parts[index];
          if (part === undefined) return null;
          return (
            <figure className="snippet" data-testid="own-diff">
              <figcaption className="snippet-head">
                <span className="snippet-file">{name}</span>
                {!diff.hides && (
                  <CopyButton
                    text={part.text}
                    label={phrase`Copy as diff`.fr`Copier en diff`}
                    describedAs={phrase`the change of ${name}, for git apply`
                      .fr`la modification de ${name}, pour git apply`}
                    testId="own-copy-diff"
                  />
                )}
                <CopyButton
                  text={text}
                  label={phrase`Copy whole file`.fr`Copier le fichier entier`}
                  describedAs={phrase`${name} with the change`.fr`${name} avec la modification`}
                  testId="own-copy-file"
                  quiet={!diff.hides}
                />
              </figcaption>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
              <pre className="snippet-code" tabIndex={0}>
                <Each of={part.lines}>{(line) => <Row line={line} />}</Each>
              </pre>
            </figure>
          );
        }}
      </Each>
      {diff.hides && (
        <p className="quiet" data-testid="own-hides">
          {phrase`Copy the whole file: a secret in or directly below these lines is left out here, so
            a diff would not apply.`
            .fr`Copiez le fichier entier : un secret dans ces lignes ou juste
            en dessous est omis ici, donc un diff ne s’appliquerait pas.`}
        </p>
      )}
    </NoteCopies>
  );
}

function Row({ line }: { readonly line: DiffLine }): ReactNode {
  if (line.kind === 'line') return <SnippetRow line={line.line} />;
  return (
    <span className="own-hunk">
      {line.kind === 'place'
        ? phrase`Line ${line.line}`.fr`Ligne ${line.line}`
        : phrase`No line break at the end`.fr`Pas de saut de ligne à la fin`}
    </span>
  );
}
