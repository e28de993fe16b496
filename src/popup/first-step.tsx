import { type ReactNode, useContext } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { stackOf } from '../model/chosen-stacks.ts';
import { phrase } from '../model/say.ts';
import { type Remedy, snippetText } from '../servers/kit/stack.ts';
import { chooseRemedy, preferredStack } from '../ui/choose-remedy.ts';
import { allSteps } from '../ui/copy-all.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { firstFix } from '../ui/first-fix.ts';
import { ProseText } from '../ui/prose.tsx';
import type { ViewState } from '../ui/state.ts';
import { NoteBookContext, NoteCopies } from '../ui/use-notes.ts';

type RowProps = { readonly endpoint: Endpoint; readonly state: ViewState };

type FirstStepProps = RowProps & {
  /** Rows of the same server above it: a fix that they show is not shown again. */
  readonly above: readonly Endpoint[];
  /** The stack that is preferred if no application is detected. */
  readonly stack: string | null;
};

/** The first step of the fix, and what other browsers decide otherwise. */
export function FirstStep(props: FirstStepProps): ReactNode {
  const { browser, exchanges } = props.state;
  const { otherBrowsers } = diagnose(props.endpoint.shown.exchange, { browser, exchanges });
  return (
    <>
      <FirstFix {...props} />
      <Each of={otherBrowsers}>
        {({ text }) => (
          <p className="in-other" data-testid="other-browser">
            <ProseText prose={text} />
          </p>
        )}
      </Each>
    </>
  );
}

/**
 * What to install, and the most important line of the fix, with a button that copies all of it. Or
 * what to do elsewhere.
 */
function FirstFix({ endpoint, above, stack, state }: FirstStepProps): ReactNode {
  const { noteCopy, stacks, notes } = useContext(NoteBookContext);
  const { browser, exchanges } = state;
  const fixOf = (row: Endpoint) => {
    const shown = diagnose(row.shown.exchange, { browser, exchanges, notes });
    const { answer, forward } = shown.requirement;
    const toChange = (answer ?? forward)?.server ?? row.server;
    const preferred = preferredStack(shown.likeliest, stackOf(stacks, toChange), stack);
    return { shown, toChange, chosen: chooseRemedy(shown, preferred) };
  };
  const { shown, toChange, chosen } = fixOf(endpoint);
  const remedy = chosen?.remedy ?? null;
  const fix = firstFix(remedy?.snippets ?? [], shown);
  const [elsewhere] = shown.elsewhere;
  if (elsewhere !== undefined) {
    return (
      <p className="first-step">
        <ProseText prose={elsewhere} />
      </p>
    );
  }
  const [whatElse] = chosen?.tried?.whatElse ?? [];
  if (whatElse !== undefined) {
    return (
      <p className="first-step" data-testid="did-not-help">
        <b>{phrase`This did not help.`.fr`Cela n’a pas suffi.`}</b> <ProseText prose={whatElse} />
      </p>
    );
  }
  if (fix === null || remedy === null) return null;
  const text = wholeText(remedy);
  const isAbove = above.map(fixOf).some((one) => {
    return one.shown.elsewhere.length === 0 && one.chosen && wholeText(one.chosen.remedy) === text;
  });
  if (isAbove) {
    return (
      <p className="first-step" data-testid="fixed-above">
        {phrase`The fix above ends this, too.`.fr`La correction ci-dessus règle aussi ceci.`}
      </p>
    );
  }
  const { install } = remedy;
  return (
    <div className="first-step first-fix" data-testid="fix-snippet">
      <span className="first-file">{fix.snippet.file}</span>
      <NoteCopies value={(text) => noteCopy(toChange, text)}>
        <CopyButton
          text={allSteps(remedy) ?? snippetText(fix.snippet)}
          label={phrase`Copy`.fr`Copier`}
          describedAs={phrase`fix for ${fix.snippet.file}`.fr`correction pour ${fix.snippet.file}`}
          testId="copy-fix"
          quiet
        />
      </NoteCopies>
      {install !== null && (
        <code className="first-line" data-testid="first-install">
          {snippetText(install).trimEnd()}
        </code>
      )}
      <code className="first-line">{fix.line}</code>
      <Each of={chosen?.proof.also ?? []}>
        {(needed) => (
          <p className="popup-note" data-testid="also-needed">
            <ProseText prose={needed} />
          </p>
        )}
      </Each>
    </div>
  );
}

/** All that a fix writes. */
const wholeText = ({ install, snippets }: Remedy): string =>
  [...(install === null ? [] : [install]), ...snippets].map(snippetText).join('\n');

/** Why the server itself probably refused, in a sentence. */
export function FirstReason({ endpoint, state: { browser, exchanges } }: RowProps): ReactNode {
  const [hint] = diagnose(endpoint.shown.exchange, { browser, exchanges }).hints;
  if (hint === undefined) return null;
  return (
    <p className="first-step">
      <ProseText prose={hint.text} />
    </p>
  );
}
