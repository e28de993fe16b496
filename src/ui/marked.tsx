import type { ReactNode } from 'react';
import type { Prose, Span } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { shorten } from '../model/shown.ts';
import { type Part, pairDifference } from './difference.ts';
import { Each } from './each.tsx';
import { ProseText } from './prose.tsx';

/** A value with the parts marked that differ from its counterpart. */
export function Marked({
  parts,
  side,
}: {
  readonly parts: readonly Part[];
  /** Whether this is the needed or the received value. */
  readonly side: 'needed' | 'received';
}): ReactNode {
  return (
    <Each of={parts}>
      {({ text, differs }) => {
        if (!differs) return text;
        if (text === '') {
          const title = phrase`Something is missing here`.fr`Il manque quelque chose ici`;
          return <span className="gap" title={title} />;
        }
        return <mark className={`differs-${side}`}>{text}</mark>;
      }}
    </Each>
  );
}

type Value = { readonly text: string; readonly parts: readonly Part[] };

/** Two values from a sentence, cut at their differences. */
export type Pair = { readonly needed: Value; readonly received: Value };

/** The pair of two foreign values. Null when marks would not help. */
export function pairOfTexts(needed: string, received: string): Pair | null {
  const [one, other] = [shorten(needed), shorten(received)];
  const parts = pairDifference(one, other);
  if (parts === null) return null;
  return {
    needed: { text: one, parts: parts.expected },
    received: { text: other, parts: parts.received },
  };
}

/** Words in which the two values of a pair are marked, if they are code. */
export function MarkedProse({
  prose,
  pair,
}: {
  readonly prose: Prose;
  readonly pair: Pair | null;
}): ReactNode {
  return <Each of={prose}>{(span) => <MarkedSpan span={span} pair={pair} />}</Each>;
}

function MarkedSpan({
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
