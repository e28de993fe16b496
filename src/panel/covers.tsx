import type { ReactNode } from 'react';
import type { CoveredRequest } from '../model/requirement.ts';
import { counted, phrase } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';

/** Lists the requests that the settings cover, if there is more than the shown one. */
export function Covers({ requests }: { readonly requests: readonly CoveredRequest[] }): ReactNode {
  if (requests.length < 2) return null;
  return (
    <details className="fix-fold" data-testid="covers">
      <summary>
        {phrase`This fix covers ${counted(requests.length, 'request')}`
          .fr`Cette correction couvre ${counted(requests.length, 'requête')}`}
      </summary>
      <ul className="covered">
        <Each of={requests}>
          {({ method, url, origin, credentials, headers }) => (
            <li>
              <code>
                {method} <LongValue text={url} short={160} />
              </code>{' '}
              <span className="quiet">
                {[
                  phrase`from ${origin}`.fr`depuis ${origin}`,
                  ...(credentials
                    ? [phrase`with credentials`.fr`avec informations d’identification`]
                    : []),
                  ...(headers.length > 0
                    ? [
                        phrase`with headers ${headers.join(', ')}`
                          .fr`avec les en-têtes ${headers.join(', ')}`,
                      ]
                    : []),
                ].join(', ')}
              </span>
            </li>
          )}
        </Each>
      </ul>
    </details>
  );
}
