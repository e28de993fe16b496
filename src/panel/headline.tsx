import type { ReactNode, RefObject } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { plainText } from '../model/prose.ts';
import { MarkedProse, type Pair, pairOfTexts } from '../ui/marked.tsx';
import { ProseText } from '../ui/prose.tsx';

/** What is wrong, in one sentence. Two different values are marked where they differ. */
export function Headline({
  diagnosis,
  heading,
}: {
  readonly diagnosis: Diagnosis;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}): ReactNode {
  const { headline, why, evaluation } = diagnosis;
  return (
    <>
      <h2
        ref={heading}
        tabIndex={-1}
        className={`headline headline-${evaluation.verdict}`}
        data-testid="headline"
      >
        <MarkedProse prose={headline} pair={differingPair(diagnosis)} />
      </h2>
      {plainText(why) !== '' && (
        <p className={`why headline-${evaluation.verdict}`}>
          <ProseText prose={why} />
        </p>
      )}
    </>
  );
}

/** The page's origin and the one that the server allows, if they are similar. */
function differingPair({ findings }: Diagnosis): Pair | null {
  const [first] = findings;
  if (first?.finding.cause !== 'allow-origin-mismatch') return null;
  const { origin, received } = first.finding.evidence;
  return pairOfTexts(origin, received);
}
