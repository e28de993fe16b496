import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { parseUrl } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { splitEnds } from '../ui/middle.ts';
import { markOf, VerdictMark } from '../ui/verdict.tsx';

/** A row in one line: the request, how often, and the server's status. */
export function RequestLine({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const { method, server, path, apart, status, shown, exchanges } = endpoint;
  const { head, tail } = splitEnds(`${parseUrl(server)?.host ?? server}${path}`);
  return (
    <div className="blocked-line" title={`${method} ${shown.exchange.hops[0].url}`}>
      <VerdictMark mark={markOf(endpoint)} />
      <b>{method}</b>
      <span className="place">
        <span className="place-head">{head}</span>
        {tail !== '' && <span className="place-tail">{tail}</span>}
      </span>
      {apart !== '' && <span className="apart">{apart}</span>}
      {exchanges.length > 1 && <span className="times">×{exchanges.length}</span>}
      {status !== null && (
        <span className="status">
          <span className="visually-hidden">{phrase`status`.fr`statut`}</span> {status}
        </span>
      )}
    </div>
  );
}
