import { type ReactNode, type RefObject, useContext, useRef, useState } from 'react';
import { isSafe } from '../checks/next-question.ts';
import type { CheckResult } from '../checks/result.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { lastCopiedAt } from '../model/copied.ts';
import { counted, figure, phrase } from '../model/say.ts';
import { CheckButton, CheckOutcome } from '../ui/check-button.tsx';
import { rowWords, whatIsSent } from '../ui/check-words.ts';
import { type ChecksState, inTrouble, type RowCheck, whyNotRow } from '../ui/checks.ts';
import { useChecks } from '../ui/checks-context.tsx';
import { useFocusHeir } from '../ui/focus-heir.ts';
import { rich } from '../ui/rich.tsx';
import { NoteBookContext } from '../ui/use-notes.ts';
import { type MarkName, VerdictMark } from '../ui/verdict.tsx';

/** The last step of a fix: what to press once the server has been changed. */
export function CheckStep({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const desk = useChecks();
  const row = desk && rowOf(diagnosis, desk.endpoints);
  const isPossible = desk && row && whyNotRow(row, desk.seen.browser) === null;
  return (
    <>
      <p className="fix-words">
        {isPossible
          ? rich`Press ${<b>{CHECK_AGAIN}</b>}, or repeat the request in the page.`
              .fr`Cliquez sur ${<b>{CHECK_AGAIN}</b>}, ou répétez la requête dans la page.`
          : phrase`Repeat the request in the page.`.fr`Répétez la requête dans la page.`}
      </p>
      <CheckAgain diagnosis={diagnosis} />
    </>
  );
}

const CHECK_AGAIN = phrase`Check again`.fr`Vérifier à nouveau`;

const rowOf = ({ exchange }: Diagnosis, endpoints: readonly Endpoint[]): Endpoint | undefined =>
  endpoints.find(({ exchanges }) => exchanges.includes(exchange));

/** Asks the server of a diagnosed request again: this request, or all that one change may fix. */
export function CheckAgain({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const desk = useChecks();
  const { notes } = useContext(NoteBookContext);
  const [chosen, sendCookies] = useState<boolean | null>(null);
  const place = useRef<HTMLElement>(null);
  const row = desk && rowOf(diagnosis, desk.endpoints);
  if (!desk || !row) return null;
  const { checks, state, endpoints } = desk;
  const cookies = chosen ?? desk.cookies;
  const isAskable = (one: Endpoint): boolean => whyNotRow(one, desk.seen.browser) === null;
  const alike = inTrouble(endpoints, row.server).filter(isAskable);
  const asked = isAskable(row) ? [row, ...alike] : alike;
  const isCopied = (lastCopiedAt(notes.copied, row.server) ?? 0) > diagnosis.exchange.hops[0].at;
  const isWaited = isCopied || isUnchanged(state.rows.get(row.key));
  return (
    <section
      className="check-again"
      aria-label={CHECK_AGAIN}
      data-testid="check-section"
      ref={place}
      tabIndex={-1}
    >
      <div className="check-actions">
        <CheckButton row={row} cookies={cookies} accent={isCopied} />
        {alike.length > 1 && (
          <QuietButton
            place={place}
            testId="check-all"
            waits={state.running}
            onClick={() => checks.check(alike, { cookies })}
          >
            {phrase`Check all ${figure(alike.length)}`
              .fr`Vérifier les ${figure(alike.length)} requêtes`}
          </QuietButton>
        )}
        {isWaited && (
          <QuietButton
            place={place}
            testId="keep-asking"
            waits={state.running}
            onClick={() => checks.keepAsking(row, { cookies })}
          >
            {phrase`Ask until it has restarted`.fr`Demander jusqu’au redémarrage`}
          </QuietButton>
        )}
        {state.running && (
          <QuietButton place={place} testId="cancel-check" onClick={checks.cancel}>
            {phrase`Stop`.fr`Arrêter`}
          </QuietButton>
        )}
      </div>
      {isAskable(row) && <p className="quiet check-sends">{whatIsSent(row.method, cookies)}</p>}
      {asked.some(({ method }) => isSafe(method)) && (
        <label className="check-cookies">
          <input
            type="checkbox"
            checked={cookies}
            onChange={({ target }) => sendCookies(target.checked)}
          />
          {phrase`Send the cookies that the browser has for this server`
            .fr`Envoyer les cookies que le navigateur a pour ce serveur`}
        </label>
      )}
      <CheckOutcome row={row} />
      <Checklist state={state} endpoints={endpoints} row={row} />
    </section>
  );
}

/** A button that may go away, such as with the checks that it stops. */
function QuietButton({
  place,
  testId,
  waits = false,
  onClick,
  children,
}: {
  /** Gets the focus then. */
  readonly place: RefObject<HTMLElement | null>;
  readonly testId: string;
  /** Whether it cannot be pressed now. It keeps the focus. */
  readonly waits?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  useFocusHeir(place);
  return (
    <button
      type="button"
      className="button button-quiet"
      data-testid={testId}
      aria-disabled={waits}
      onClick={() => waits || onClick()}
    >
      {children}
    </button>
  );
}

/** Whether a check has just found the server as it was. */
const isUnchanged = (check: RowCheck | undefined): boolean =>
  check?.kind === 'done' && (check.result === 'refused' || check.result === 'unreached');

/** The requests that are checked together, each with its result. */
function Checklist({
  state: { batch, rows, running },
  endpoints,
  row,
}: {
  readonly state: ChecksState;
  readonly endpoints: readonly Endpoint[];
  readonly row: Endpoint;
}): ReactNode {
  const checked = batch.flatMap((key) => {
    const endpoint = endpoints.find((one) => one.key === key);
    const check = rows.get(key);
    return endpoint && check ? [{ endpoint, check }] : [];
  });
  if (checked.length < 2 || checked[0]?.endpoint.server !== row.server) return null;
  const done = checked.filter(({ check }) => check.kind === 'done' || check.kind === 'not-checked');
  const all = counted(checked.length, phrase`request`.fr`requête`);
  return (
    <div data-testid="checklist">
      <p aria-live="polite">
        {running
          ? phrase`Checking ${figure(done.length)} of ${all}`
              .fr`Vérification : ${figure(done.length)} sur ${all}`
          : phrase`Checked ${figure(done.length)} of ${all}`
              .fr`Vérifié : ${figure(done.length)} sur ${all}`}
      </p>
      <ul className="checklist">
        {checked.map(({ endpoint, check }) => (
          <li key={endpoint.key} data-testid="checklist-row" data-result={resultName(check)}>
            <VerdictMark mark={markOfCheck(check)} />
            <span>
              <code>
                {endpoint.method} {endpoint.path}
              </code>{' '}
              <span className="quiet">{rowWords(check)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const resultName = (check: RowCheck): string => (check.kind === 'done' ? check.result : check.kind);

function markOfCheck(check: RowCheck): MarkName {
  if (check.kind === 'not-checked') return 'undetermined';
  if (check.kind !== 'done') return 'pending';
  return MARKS[check.result];
}

const MARKS: { readonly [Result in CheckResult]: MarkName } = {
  passes: 'fixed',
  refused: 'blocked',
  unreached: 'failed',
  open: 'undetermined',
};
