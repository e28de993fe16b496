import { type ReactNode, useSyncExternalStore } from 'react';
import type { StackFrame } from '../model/declared.ts';
import type { Exchange } from '../model/exchange.ts';
import { Each } from '../ui/each.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import type { NetworkEntries } from '../ui/network-entries.ts';
import { type Sources, sourcesOf } from '../witnesses/sources.ts';
import { Headers } from './headers.tsx';
import { Remark } from './remark.tsx';

/** What DevTools' recorder and the observer add to an exchange, live. */
export function useSources(
  exchange: Exchange,
  exchanges: readonly Exchange[],
  entries: NetworkEntries,
): Sources {
  const recorded = useSyncExternalStore(entries.subscribe, entries.get);
  return sourcesOf(exchange, exchanges, recorded);
}

/** The line of code that made the request. */
export function MadeBy({ sources }: { readonly sources: Sources }): ReactNode {
  const [first] = sources.stack;
  if (first === undefined) return null;
  return (
    <span className="made-by">
      sent by <FrameLink frame={first} testId="made-by" />
    </span>
  );
}

function FrameLink({
  frame,
  testId,
}: {
  readonly frame: StackFrame;
  readonly testId: string;
}): ReactNode {
  const { openSource } = useEnvironment();
  const { functionName, url, line } = frame;
  const file = url.replace(/[?#].*$/, '').replace(/^.*\//, '') || url;
  const words = `${functionName === '' ? '' : `${functionName}, `}${file}:${line}`;
  if (openSource === null) return <span data-testid={testId}>{words}</span>;
  return (
    <button
      type="button"
      className="button-link"
      title={`Open ${url}:${line} in Sources`}
      data-testid={testId}
      onClick={() => openSource(frame)}
    >
      {words}
    </button>
  );
}

/** Whether DevTools recorded something that matters for the verdict. */
export const hasSourceNotes = ({ preflightError, fromCache }: Sources): boolean =>
  preflightError !== null || fromCache;

/** The part that matters for the verdict. */
export function SourceNotes({ sources }: { readonly sources: Sources }): ReactNode {
  const { preflightError, fromCache } = sources;
  if (!hasSourceNotes(sources)) return null;
  return (
    <section className="source-notes" aria-label="What DevTools recorded">
      <h3>DevTools recorded</h3>
      <ul className="hints">
        {preflightError !== null && (
          <Remark icon="info" data-testid="preflight-error">
            The preflight request failed: <code className="code">{preflightError}</code>.
          </Remark>
        )}
        {fromCache && (
          <Remark icon="info" data-testid="from-cache">
            Disable the cache and reload to see the server’s current response. The blocked one came
            from the browser’s HTTP cache, where an earlier request to the same URL stored it.
          </Remark>
        )}
      </ul>
    </section>
  );
}

/** The rest, for readers who want to follow. */
export function SourcesFold({
  exchange: { declared },
  sources: { stack, provisionalHeaders },
}: {
  readonly exchange: Exchange;
  readonly sources: Sources;
}): ReactNode {
  const hasHeaders = provisionalHeaders !== null && provisionalHeaders.length > 0;
  if (declared === undefined && stack.length === 0 && !hasHeaders) return null;
  return (
    <details data-testid="sources">
      <summary>The page’s code</summary>
      {declared !== undefined && (
        <p className="declared" data-testid="declared">
          It uses mode <code className="code">{declared.mode}</code>, credentials{' '}
          <code className="code">{declared.credentials}</code>
          {declared.headerNames.length > 0 && (
            <>
              , headers <code className="code">{declared.headerNames.join(', ')}</code>
            </>
          )}
          .
        </p>
      )}
      {stack.length > 0 && (
        <ol className="steps">
          <Each of={stack}>
            {(frame) => (
              <li className="step">
                <FrameLink frame={frame} testId="stack-frame" />
              </li>
            )}
          </Each>
        </ol>
      )}
      {hasHeaders && (
        <Headers title="Headers that the request would have sent" headers={provisionalHeaders} />
      )}
    </details>
  );
}
