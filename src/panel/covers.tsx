import type { ReactNode } from 'react';
import type { CoveredRequest } from '../model/requirement.ts';
import { counted } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';

/** Lists the requests that the settings cover, if there is more than the shown one. */
export function Covers({ requests }: { readonly requests: readonly CoveredRequest[] }): ReactNode {
  if (requests.length < 2) return null;
  return (
    <details className="fix-fold" data-testid="covers">
      <summary>This fix covers {counted(requests.length, 'request')}</summary>
      <ul className="covered">
        <Each of={requests}>
          {({ method, url, origin, credentials, headers }) => (
            <li>
              <code>
                {method} <LongValue text={url} short={160} />
              </code>{' '}
              <span className="quiet">
                {[
                  `from ${origin}`,
                  ...(credentials ? ['with credentials'] : []),
                  ...(headers.length > 0 ? [`with headers ${headers.join(', ')}`] : []),
                ].join(', ')}
              </span>
            </li>
          )}
        </Each>
      </ul>
    </details>
  );
}
