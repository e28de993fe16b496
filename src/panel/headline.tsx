import type { ReactNode, RefObject } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { plainText, type Span } from '../model/prose.ts';
import { shorten } from '../model/shown.ts';
import { markDifference, type Part } from '../ui/difference.ts';
import { Each } from '../ui/each.tsx';
import { Marked } from '../ui/marked.tsx';
import { ProseText } from '../ui/prose.tsx';

/** What is wrong, in one sentence; two values that differ are marked where they do. */
export function Headline({
  diagnosis,
  heading,
}: {
  readonly diagnosis: Diagnosis;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}): ReactNode {
  const { headline, why, evaluation } = diagnosis;
  const pair = differingPair(diagnosis);
  return (
    <>
      <h2
        ref={heading}
        tabIndex={-1}
        className={`headline headline-${evaluation.verdict}`}
        data-testid="headline"
      >
        <Each of={headline}>{(span) => <HeadlineSpan span={span} pair={pair} />}</Each>
      </h2>
      {plainText(why) !== '' && (
        <p className={`why headline-${evaluation.verdict}`}>
          <ProseText prose={why} />
        </p>
      )}
    </>
  );
}

type Pair = {
  readonly needed: { readonly text: string; readonly parts: readonly Part[] };
  readonly received: { readonly text: string; readonly parts: readonly Part[] };
};

/** The page's origin and the one that the server allows, where marking them tells something. */
function differingPair({ findings }: Diagnosis): Pair | null {
  const [first] = findings;
  if (first?.finding.cause !== 'allow-origin-mismatch') return null;
  const { origin, received } = first.finding.evidence;
  const [needed, came] = [shorten(origin), shorten(received)];
  const parts = markDifference('Access-Control-Allow-Origin', needed, [came]);
  if (parts === null) return null;
  return {
    needed: { text: needed, parts: parts.expected },
    received: { text: came, parts: parts.received },
  };
}

function HeadlineSpan({
  span,
  pair,
}: {
  readonly span: Span;
  readonly pair: Pair | null;
}): ReactNode {
  if (typeof span === 'string' || !('code' in span) || pair === null) {
    return <ProseText prose={[span]} />;
  }
  const side = (['needed', 'received'] as const).find((one) => pair[one].text === span.code);
  if (side === undefined) return <ProseText prose={[span]} />;
  return (
    <code className="code">
      <Marked parts={pair[side].parts} side={side} />
    </code>
  );
}
