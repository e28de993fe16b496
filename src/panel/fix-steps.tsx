import { type ReactNode, useState } from 'react';
import { groupBy } from '../model/group-by.ts';
import { phrase } from '../model/say.ts';
import { type Remedy, type Snippet, snippetText } from '../servers/kit/stack.ts';
import { type EditForm, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { allSteps } from '../ui/copy-all.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { changesFirst } from '../ui/first-fix.ts';
import { ProseText } from '../ui/prose.tsx';
import { EditCard, SnippetCard } from '../ui/snippet.tsx';
import { Tabs } from '../ui/tabs.tsx';
import type { OwnPart } from './own-settings.tsx';

const FORMS = [
  { id: 'in-place', label: phrase`Edit in place`.fr`Modifier sur place` },
  { id: 'at-end', label: phrase`Paste at the end instead`.fr`Ou coller à la fin` },
] as const satisfies readonly { readonly id: EditForm; readonly label: string }[];

/**
 * The fix as numbered steps, each with its own Copy, below the picker of the server and the button
 * that copies all of them.
 */
export function FixSteps({
  remedy,
  picker,
  check,
  own,
}: {
  readonly remedy: Remedy;
  readonly picker: ReactNode;
  /** The last step. */
  readonly check: ReactNode;
  /** What the developer's own files say. */
  readonly own: OwnPart;
}): ReactNode {
  const [form, setForm] = useState<EditForm>('in-place');
  const shown = remedy.pasteAtEnd === null ? 'in-place' : form;
  const all = allSteps(remedy);
  return (
    <>
      <div className="fix-head">
        {picker}
        {all !== null && !own.replaces && (
          <CopyButton
            text={all}
            label={phrase`Copy all`.fr`Tout copier`}
            describedAs={phrase`all steps as one text to paste, with the commands as comments`
              .fr`toutes les étapes en un texte à coller, avec les commandes en commentaires`}
            testId="copy-all"
            quiet
          />
        )}
      </div>
      <ol className="fix-steps">
        <Each of={stepsOf(own.isInstalled ? { ...remedy, install: null } : remedy, shown)}>
          {(step) => (
            <li className="fix-step" data-testid="fix-step" data-step={step.kind}>
              {step.kind === 'edit' && own.result}
              {step.kind === 'check' ? (
                check
              ) : step.kind === 'edit' && own.replaces ? null : step.kind === 'edit' &&
                remedy.pasteAtEnd !== null ? (
                <Tabs
                  label={phrase`How to edit`.fr`Comment modifier`}
                  tabs={FORMS}
                  chosen={shown}
                  onChoose={setForm}
                  lead={<StepWords step={step} />}
                >
                  <Edits snippets={step.snippets} />
                </Tabs>
              ) : (
                <OneStep step={step} />
              )}
            </li>
          )}
        </Each>
      </ol>
    </>
  );
}

const StepWords = ({ step }: { readonly step: Step }): ReactNode => (
  <p className="fix-words">
    <ProseText prose={stepProse(step)} />
  </p>
);

function OneStep({ step }: { readonly step: Step }): ReactNode {
  return (
    <>
      <StepWords step={step} />
      {step.kind === 'install' && (
        <Command
          text={snippetText(step.snippet)}
          describedAs={phrase`the command that installs`.fr`la commande d’installation`}
        />
      )}
      {step.kind === 'edit' && <Edits snippets={step.snippets} />}
      {step.kind === 'restart' && step.command !== null && (
        <Command
          text={`${step.command}\n`}
          describedAs={phrase`the command that reloads the server`
            .fr`la commande qui recharge le serveur`}
        />
      )}
    </>
  );
}

/** A command for a terminal on as few lines as possible. */
function Command({
  text,
  describedAs,
}: {
  readonly text: string;
  readonly describedAs: string;
}): ReactNode {
  return (
    <div className="fix-command">
      <code>{text.trimEnd()}</code>
      <CopyButton
        text={text}
        label={phrase`Copy`.fr`Copier`}
        describedAs={describedAs}
        testId="copy-command"
        quiet
      />
    </div>
  );
}

/** The edits by file: new lines first, because a line that is already there does not help. */
function Edits({ snippets }: { readonly snippets: readonly Snippet[] }): ReactNode {
  const files = [...groupBy(changesFirst(snippets), ({ file }) => file).values()];
  return (
    <Each of={files}>
      {(edits) =>
        edits.length === 1 ? (
          <SnippetCard snippet={edits[0]} testId="fix-snippet" copyTestId="copy-fix" />
        ) : (
          <EditCard edits={edits} testId="fix-snippet" copyTestId="copy-fix" />
        )
      }
    </Each>
  );
}
