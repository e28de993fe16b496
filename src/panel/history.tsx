import type { ReactNode } from 'react';
import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import { type Stretch, stretches } from '../endpoints/stretches.ts';
import { counted, phrase } from '../model/say.ts';
import { clockTime } from '../ui/clock.ts';
import { markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';

/** How many stretches are shown. Earlier ones are only counted. */
const MOST = 6;

type HistoryProps = {
  readonly history: readonly RowDiagnosis[];
  /** Shows the request with that id. */
  readonly onOpen: (id: string) => void;
};

/** Earlier results of the same endpoint: blocked, blocked, fixed. Empty if it never changed. */
export function History({ history, onOpen }: HistoryProps): ReactNode {
  const all = stretches(history);
  if (all.length < 2) return null;
  const shown = all.slice(-MOST);
  const earlier = all.length - shown.length;
  return (
    <section
      className="history"
      aria-label={phrase`History of this endpoint`.fr`Historique de ce point d’accès`}
      data-testid="history"
    >
      <ol>
        {earlier > 0 && <li className="quiet">{earlierChanges(earlier)}</li>}
        {shown.map((stretch) => (
          <StretchItem key={stretch.newest} stretch={stretch} onOpen={onOpen} />
        ))}
      </ol>
    </section>
  );
}

const earlierChanges = (count: number): string =>
  counted(
    count,
    phrase`earlier change`.fr`changement antérieur`,
    phrase`earlier changes`.fr`changements antérieurs`,
  );

function StretchItem({
  stretch: { state, count, from, refusedWith, checked, tried, newest, onlyWithoutCookies },
  onOpen,
}: Pick<HistoryProps, 'onOpen'> & { readonly stretch: Stretch }): ReactNode {
  const refused = refusedWith !== null;
  const standing = {
    state,
    refused,
    unreadable: false,
    status: refusedWith,
    tried,
    onlyWithoutCookies,
  };
  return (
    <li>
      <button
        type="button"
        className={`history-step verdict-${markOf(standing)}`}
        title={
          count > 1
            ? phrase`Show the newest of these requests`.fr`Afficher la plus récente de ces requêtes`
            : phrase`Show this request`.fr`Afficher cette requête`
        }
        onClick={() => onOpen(newest)}
      >
        <VerdictMark mark={markOf(standing)} />
        {checked && phrase`Checked: `.fr`Vérifiée : `}
        {standingOf(standing)}
        {count > 1 && ` ×${count}`} <time>{clockTime(from)}</time>
      </button>
    </li>
  );
}
