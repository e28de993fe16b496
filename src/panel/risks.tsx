import { type ReactNode, useMemo } from 'react';
import { neighboursAt } from '../diagnosis/neighbours.ts';
import { seenServerIn } from '../diagnosis/seen-server-in.ts';
import { lintServer } from '../lint/index.ts';
import type { Exchange } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { counted, phrase } from '../model/say.ts';
import { ExternalLink, ProseText } from '../ui/prose.tsx';
import { Remark } from './remark.tsx';

/** What looks unsafe in a server's CORS responses. Folded, because it did not block anything. */
export function RisksFold({
  server,
  exchanges,
}: {
  readonly server: SerializedOrigin;
  readonly exchanges: readonly Exchange[];
}): ReactNode {
  const seen = neighboursAt(server, exchanges);
  const risks = useMemo(() => lintServer(seenServerIn(seen, server)), [seen, server]);
  if (risks.length === 0) return null;
  return (
    <details data-testid="risks">
      <summary>
        {phrase`Is this server’s CORS safe? ${counted(risks.length, 'remark')}`
          .fr`Le CORS de ce serveur est-il sûr ? ${counted(risks.length, 'remarque')}`}
      </summary>
      <ul className="remarks remarks-note">
        {risks.map(({ id, seen: words, proof, docs }) => (
          <Remark key={id} icon="info" data-risk={id}>
            <ProseText prose={words} /> <ProseText prose={proof} />{' '}
            <ExternalLink href={docs}>{phrase`Read more`.fr`En savoir plus`}</ExternalLink>
          </Remark>
        ))}
      </ul>
    </details>
  );
}
