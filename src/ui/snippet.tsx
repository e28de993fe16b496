import type { CSSProperties, ReactNode } from 'react';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { isShownOnly, type Snippet, type SnippetLine, snippetText } from '../servers/kit/stack.ts';
import { CopyButton } from './copy-button.tsx';
import { Each } from './each.tsx';
import { ProseText } from './prose.tsx';

const SIGNS: Readonly<Record<SnippetLine['mark'], string>> = {
  context: ' ',
  added: '+',
  changed: '~',
  around: ' ',
  removed: '-',
  'if-cookies': '?',
};
const SPOKEN: Readonly<Record<SnippetLine['mark'], string>> = {
  context: '',
  added: phrase`added: `.fr`ajoutée : `,
  changed: phrase`changed: `.fr`modifiée : `,
  around: '',
  removed: phrase`removed: `.fr`supprimée : `,
  'if-cookies': '',
};
const COPY = phrase`Copy`.fr`Copier`;
/** In characters: deeper indentation has no room in a narrow box. */
const DEEPEST = 10;

type SnippetCardProps = {
  readonly snippet: Snippet;
  readonly testId?: string;
  readonly copyTestId?: string;
};

/** Text to paste, with its file and place, its new lines marked, and a button that copies it. */
export function SnippetCard({ snippet, testId, copyTestId }: SnippetCardProps): ReactNode {
  return (
    <figure className="snippet" data-testid={testId}>
      <figcaption className="snippet-head">
        <span className="snippet-file">{snippet.file}</span>
        {snippet.lines.some((line) => !isShownOnly(line)) && (
          <CopyButton
            text={snippetText(snippet)}
            label={COPY}
            describedAs={snippet.file}
            {...(copyTestId === undefined ? {} : { testId: copyTestId })}
          />
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre className="snippet-code" tabIndex={0}>
        <Each of={snippet.lines}>{(line) => <SnippetRow line={line} />}</Each>
      </pre>
      <p className="snippet-place">
        <ProseText prose={snippet.place} />
      </p>
    </figure>
  );
}

/** Edits at several places of one file: each with its place, its lines and its own button. */
export function EditCard({
  edits,
  testId,
  copyTestId,
}: {
  readonly edits: readonly Snippet[];
  readonly testId: string;
  readonly copyTestId: string;
}): ReactNode {
  return (
    <figure className="snippet edits" data-testid={testId}>
      <figcaption className="visually-hidden">{edits[0]?.file}</figcaption>
      <Each of={edits}>
        {(edit) => (
          <div className="edit" data-testid="fix-edit">
            <div className="edit-head">
              <p>
                <ProseText prose={edit.place} />
              </p>
              {edit.lines.some((line) => !isShownOnly(line)) && (
                <CopyButton
                  text={snippetText(edit)}
                  label={COPY}
                  describedAs={plainText(edit.place)}
                  testId={copyTestId}
                  quiet
                />
              )}
            </div>
            <pre className="snippet-code">
              <Each of={edit.lines}>{(line) => <SnippetRow line={line} />}</Each>
            </pre>
          </div>
        )}
      </Each>
    </figure>
  );
}

/**
 * A line that is too long for the box continues below with more indentation, so that all of it is
 * visible.
 */
function hanging(text: string): CSSProperties {
  const indent = Math.min(text.search(/\S|$/) + 2, DEEPEST);
  return { paddingLeft: `${indent}ch`, textIndent: `-${indent}ch` };
}

/** A line of a snippet, with its sign. */
export function SnippetRow({ line }: { readonly line: SnippetLine }): ReactNode {
  return (
    <span className={`line line-${line.mark}`}>
      <span className="gutter" data-sign={SIGNS[line.mark]} aria-hidden="true" />
      {SPOKEN[line.mark] === '' ? null : (
        <span className="visually-hidden">{SPOKEN[line.mark]}</span>
      )}
      <code style={hanging(line.text)}>
        {line.text === '' ? '\u200b' : line.text}
        {line.mark === 'if-cookies' && (
          <span className="line-condition">
            {phrase`only if it sends cookies`.fr`seulement si elle envoie des cookies`}
          </span>
        )}
      </code>
    </span>
  );
}
