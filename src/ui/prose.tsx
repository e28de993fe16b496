import type { ReactNode } from 'react';
import type { Prose, Span } from '../model/prose.ts';
import { Each } from './each.tsx';
import { WithHidden } from './with-hidden.tsx';

/** Words as data, rendered: code as `code`, links in a new tab. Never as HTML. */
export function ProseText({ prose }: { readonly prose: Prose }): ReactNode {
  return <Each of={prose}>{spanNode}</Each>;
}

function spanNode(span: Span): ReactNode {
  if (typeof span === 'string') return span;
  if ('code' in span) {
    return (
      <code className="code">
        <WithHidden text={span.code} />
      </code>
    );
  }
  return <ExternalLink href={span.href}>{span.link}</ExternalLink>;
}

/** A link that leaves the view. It sends no referrer. */
export function ExternalLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
