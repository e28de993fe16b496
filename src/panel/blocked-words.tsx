import type { ReactNode } from 'react';
import type { BlockedSummary } from '../endpoints/one-fix.ts';
import { counted, figure, phrase } from '../model/say.ts';
import { blockedParts, blockedWords, type Counts } from '../ui/summary.ts';

type BlockedWordsProps = {
  readonly blocked: BlockedSummary;
  readonly counts: Counts;
  readonly testId?: string;
};

/** What is blocked, or that nothing is any more. Null if nothing was. */
export function BlockedWords({ blocked, counts, testId }: BlockedWordsProps): ReactNode {
  const words = blockedWords(blocked);
  if (words === '') return counts.fixed === 0 ? null : <NoneBlocked fixed={counts.fixed} />;
  return (
    <p className="blocked-words" title={words} data-testid={testId}>
      {blockedParts(blocked).map(({ text, drops }) => (
        <span key={text} className={drops && `words-${drops}`}>
          {text}
        </span>
      ))}
    </p>
  );
}

function NoneBlocked({ fixed }: { readonly fixed: number }): ReactNode {
  const words = phrase`${figure(fixed)} fixed, nothing is blocked`
    .fr`${counted(fixed, 'corrigée')}, rien n’est bloqué`;
  return (
    <p className="blocked-words blocked-words-none" title={words}>
      {words}
    </p>
  );
}
