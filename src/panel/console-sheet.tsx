import {
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { PASTE } from '../causes/console-text.ts';
import type { Claim } from '../console/claim.ts';
import { type ConsoleReading, readConsole } from '../console/read-console.ts';
import { statedBy } from '../console/stated.ts';
import { answerTo } from '../diagnosis/of-claim.ts';
import { nameableOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { ProseText } from '../ui/prose.tsx';
import { VerdictMark } from '../ui/verdict.tsx';
import { FixSteps } from './fix-steps.tsx';
import { NO_OWN_FILES } from './own-settings.tsx';
import { Sheet } from './sheet.tsx';
import { StackPicker } from './stack-picker.tsx';
import './console-sheet.css';

type ConsoleSheetProps = {
  /** What the field begins with. */
  readonly text: string;
  /** The id of the server that the user sets most often; null: none. */
  readonly defaultStack: string | null;
  readonly onClose: () => void;
};

/** Reads messages of any browser's console that the user pastes, and shows what to do. */
export function ConsoleSheet({ text, defaultStack, onClose }: ConsoleSheetProps): ReactNode {
  const id = useId();
  const [written, setWritten] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  // The dialog is open by now, and has given the focus to its first button.
  useEffect(() => field.current?.focus(), []);
  const shown = useDeferredValue(written);
  const reading = useMemo(() => readConsole(shown), [shown]);
  return (
    <Sheet
      title={phrase`Console text`.fr`Texte de console`}
      testId="console-sheet"
      onClose={onClose}
    >
      <div className="setting">
        <label htmlFor={id}>
          {phrase`Paste the red message of any browser’s console.`
            .fr`Collez le message rouge de la console, de n’importe quel navigateur.`}
        </label>
        <textarea
          ref={field}
          id={id}
          className="console-field"
          rows={4}
          spellCheck={false}
          value={written}
          data-testid="console-text"
          aria-describedby={`${id}-about`}
          onChange={({ currentTarget }) => setWritten(currentTarget.value)}
        />
        <span id={`${id}-about`} className="setting-note">
          {phrase`Crosscheck reads messages of Chrome, Edge, Firefox and Safari. It sends and keeps
            nothing.`.fr`Crosscheck lit les messages de Chrome, Edge, Firefox et Safari. Il n’envoie
            et ne garde rien.`}
        </span>
      </div>
      <Claims reading={reading} isEmpty={shown.trim() === ''} defaultStack={defaultStack} />
    </Sheet>
  );
}

function Claims({
  reading: { claims, unknown, unread },
  isEmpty,
  defaultStack,
}: {
  readonly reading: ConsoleReading;
  readonly isEmpty: boolean;
  readonly defaultStack: string | null;
}): ReactNode {
  if (isEmpty) return null;
  if (claims.length === 0) {
    return (
      <p role="status" data-testid="console-nothing">
        {unknown === null
          ? phrase`This text has no CORS message.`.fr`Ce texte ne contient aucun message CORS.`
          : phrase`We do not know this message.`.fr`Nous ne connaissons pas ce message.`}{' '}
        <ProseText prose={PASTE[unread ?? 'strange']} />
      </p>
    );
  }
  return (
    <ul className="claims" aria-label={phrase`Messages`.fr`Messages`}>
      <Each of={claims.slice(0, MOST)}>
        {(claim) => (
          <li className="claim" data-testid="claim">
            <ClaimCard claim={claim} defaultStack={defaultStack} />
          </li>
        )}
      </Each>
      {claims.length > MOST && (
        <li className="quiet">
          {phrase`${claims.length - MOST} more messages are not shown.`
            .fr`Messages non affichés : ${claims.length - MOST}.`}
        </li>
      )}
    </ul>
  );
}

const UNNAMED_ADDRESS = phrase`an address that the text does not name`
  .fr`une adresse que le texte ne donne pas`;

/** Each has a fix to write. More of them say nothing new. */
const MOST = 20;

function ClaimCard({
  claim,
  defaultStack,
}: {
  readonly claim: Claim;
  readonly defaultStack: string | null;
}): ReactNode {
  const id = useId();
  const [page, setPage] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const origin = nameableOrigin(page);
  const own = useMemo(
    () => answerTo(claim, { page: origin, stack: picked }),
    [claim, origin, picked],
  );
  const answer = useMemo(
    () =>
      own.asks === 'server' && defaultStack !== null
        ? answerTo(claim, { page: origin, stack: defaultStack })
        : own,
    [own, claim, origin, defaultStack],
  );
  const { says, fix, asks, candidates } = answer;
  const picker =
    candidates.length > 0 && (fix !== null || asks === 'server' || picked !== null) ? (
      <StackPicker candidates={candidates} chosen={fix} onStack={setPicked} />
    ) : null;
  const needsPage = claim.origin === null && claim.causes.length === 1;
  return (
    <>
      <h3 className="claim-head">
        <VerdictMark mark={markOf(claim)} />
        <code className="code">{claim.url ?? UNNAMED_ADDRESS}</code>
      </h3>
      <p data-testid="claim-says">
        {statedBy(claim)}
        {claim.status !== null && phrase` Status ${claim.status}.`.fr` Statut ${claim.status}.`}
      </p>
      <Each of={says}>
        {(one) => (
          <p>
            <ProseText prose={one} />
          </p>
        )}
      </Each>
      {needsPage && (
        <p className="setting">
          <label htmlFor={id}>{phrase`Origin of the page`.fr`Origine de la page`}</label>
          <input
            id={id}
            className="note-field"
            value={page}
            placeholder="http://localhost:3000"
            data-testid="claim-page"
            onChange={({ currentTarget }) => setPage(currentTarget.value)}
          />
        </p>
      )}
      {fix === null ? (
        picker
      ) : (
        <FixSteps remedy={fix.remedy} picker={picker} check={null} own={NO_OWN_FILES} />
      )}
    </>
  );
}

function markOf({ causes, instead }: Claim): 'blocked' | 'failed' | 'undetermined' {
  if (instead === 'no-response') return 'failed';
  return causes.length === 1 || instead === 'redirect-after-preflight' ? 'blocked' : 'undetermined';
}
