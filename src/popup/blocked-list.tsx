import { type ReactNode, useContext } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { stackOf } from '../model/chosen-stacks.ts';
import { groupBy } from '../model/group-by.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { CheckButton, CheckOutcome } from '../ui/check-button.tsx';
import { chooseRemedy, preferredStack } from '../ui/choose-remedy.ts';
import { counted } from '../ui/clock.ts';
import { allSteps } from '../ui/copy-all.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { firstFix } from '../ui/first-fix.ts';
import { ProseText } from '../ui/prose.tsx';
import type { NotedDiagnosis } from '../ui/use-noted-diagnosis.ts';
import { NoteBookContext, NoteCopies } from '../ui/use-notes.ts';
import { RequestLine } from './request-line.tsx';

/** The popup shows only the first few. Each needs a fix that is written and proved. */
const MOST = 8;

type BlockedListProps = {
  readonly blocked: readonly Endpoint[];
  /** The stack that is preferred if no application is detected. */
  readonly stack: string | null;
  readonly diagnosed: NotedDiagnosis;
};

/** What is blocked. Rows that one change at one server fixes are one item. */
export function BlockedList({ blocked, stack, diagnosed }: BlockedListProps): ReactNode {
  const causes = [...groupBy(blocked, ({ server, shown }) => `${server} ${shown.title}`).values()];
  return (
    <ul aria-label="Blocked requests">
      {causes.slice(0, MOST).map(([endpoint, ...like], index) => (
        <Blocked
          key={endpoint.key}
          endpoint={endpoint}
          like={like.length}
          stack={stack}
          first={index === 0}
          diagnosed={diagnosed}
        />
      ))}
      {causes.length > MOST && (
        <li className="blocked" data-testid="more-blocked">
          and {counted(causes.length - MOST, 'more', 'more')} in the full view
        </li>
      )}
    </ul>
  );
}

type BlockedProps = Pick<BlockedListProps, 'stack' | 'diagnosed'> & {
  readonly endpoint: Endpoint;
  /** How many other rows the same change fixes. */
  readonly like: number;
  /** Whether it is the first one: only this can be checked here. */
  readonly first: boolean;
};

function Blocked({ endpoint, like, stack, diagnosed, first }: BlockedProps): ReactNode {
  const { shown } = endpoint;
  return (
    <li className="blocked" data-testid="exchange-row">
      <RequestLine endpoint={endpoint} />
      <p className="blocked-cause">
        {shown.title}
        {like > 0 && (
          <span data-testid="same-cause">
            {' '}
            ({counted(like, 'more request', 'more requests')} like it)
          </span>
        )}
      </p>
      <FirstStep endpoint={endpoint} stack={stack} diagnosed={diagnosed} />
      {first && (
        <div className="popup-check">
          <CheckButton row={endpoint} />
          <CheckOutcome row={endpoint} />
        </div>
      )}
    </li>
  );
}

/**
 * What to install, and the most important line of the fix, with a button that copies all of it. Or
 * what to do elsewhere.
 */
function FirstStep({
  endpoint,
  stack,
  diagnosed,
}: Omit<BlockedProps, 'like' | 'first'>): ReactNode {
  const shown = diagnosed(endpoint);
  const { noteCopy, stacks } = useContext(NoteBookContext);
  const toChange = shown.requirement.answer?.server ?? endpoint.server;
  const chosen = chooseRemedy(
    shown,
    preferredStack(shown.likeliest, stackOf(stacks, toChange), stack),
  );
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
        <b>This did not help.</b> <ProseText prose={whatElse} />
      </p>
    );
  }
  if (fix === null || remedy === null) return null;
  const { install } = remedy;
  return (
    <div className="first-step first-fix" data-testid="fix-snippet">
      <span className="first-file">{fix.snippet.file}</span>
      <NoteCopies value={(text) => noteCopy(toChange, text)}>
        <CopyButton
          text={allSteps(remedy) ?? snippetText(fix.snippet)}
          label="Copy"
          describedAs={`fix for ${fix.snippet.file}`}
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
    </div>
  );
}
