import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { phrase } from '../model/say.ts';
import { rowWords, WHY_NOT_WORDS, whatIsSent } from './check-words.ts';
import { whyNotRow } from './checks.ts';
import { useChecks } from './checks-context.tsx';
import { Icon } from './icons.tsx';

type CheckButtonProps = {
  readonly row: Endpoint;
  readonly cookies?: boolean;
  /** Whether it is what to do next. */
  readonly accent?: boolean;
};

/** Asks the row's server again. */
export function CheckButton({ row, cookies = false, accent = false }: CheckButtonProps): ReactNode {
  const desk = useChecks();
  if (desk === null) return null;
  const { checks, state, seen } = desk;
  const why = whyNotRow(row, seen.browser);
  const sends = why === null ? whatIsSent(row.method, cookies) : WHY_NOT_WORDS[why];
  return (
    <button
      type="button"
      className={accent ? 'button button-accent' : 'button button-quiet'}
      title={sends}
      data-testid="check-again"
      disabled={why !== null}
      aria-disabled={state.running}
      onClick={() => state.running || checks.check([row], { cookies })}
    >
      <Icon name="reload" />
      {phrase`Check again`.fr`Vérifier à nouveau`}
    </button>
  );
}

/** How the last check of a row ended. */
export function CheckOutcome({ row }: { readonly row: Endpoint }): ReactNode {
  const desk = useChecks();
  if (desk === null) return null;
  const { state, seen } = desk;
  const why = whyNotRow(row, seen.browser);
  return (
    <p className="check-outcome" aria-live="polite" data-testid="check-outcome">
      {why === null ? outcomeOf(row.key, state) : WHY_NOT_WORDS[why]}
    </p>
  );
}

const CANNOT_TELL = phrase`Repeat the request in the page: a check cannot tell.`
  .fr`Répétez la requête dans la page : une vérification ne permet pas de le savoir.`;

function outcomeOf(
  key: string,
  { rows, asking, ended }: NonNullable<ReturnType<typeof useChecks>>['state'],
): string {
  if (asking?.key === key) return '';
  if (ended?.key === key) {
    if (ended.kind === 'fixed') return phrase`Fixed.`.fr`Corrigée.`;
    if (ended.kind === 'not-helped') {
      return phrase`This did not help: ${ended.title}.`.fr`Cela n’a pas suffi : ${ended.title}.`;
    }
    if (ended.kind === 'unseen') return CANNOT_TELL;
    return phrase`Restart the server, then check again. Nothing has changed: ${ended.title}.`
      .fr`Redémarrez le serveur, puis vérifiez à nouveau. Rien n’a changé : ${ended.title}.`;
  }
  const check = rows.get(key);
  if (check === undefined) return '';
  if (check.kind !== 'done') return rowWords(check);
  if (check.result === 'open') return CANNOT_TELL;
  return `${rowWords(check)}.`;
}
