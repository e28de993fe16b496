import { type ReactNode, useSyncExternalStore } from 'react';
import type { Declared, StackFrame } from '../model/declared.ts';
import type { Exchange } from '../model/exchange.ts';
import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { Each } from '../ui/each.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import type { NetworkEntries } from '../ui/network-entries.ts';
import { ProseText } from '../ui/prose.tsx';
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
      {phrase`sent by`.fr`envoyée par`} <FrameLink frame={first} testId="made-by" />
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
      title={phrase`Open ${url}:${line} in Sources`.fr`Ouvrir ${url}:${line} dans Sources`}
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
    <section
      className="source-notes"
      aria-label={phrase`What DevTools recorded`.fr`Ce que les DevTools ont enregistré`}
    >
      <h3>{phrase`DevTools recorded`.fr`Enregistré par les DevTools`}</h3>
      <ul className="hints">
        {preflightError !== null && (
          <Remark icon="info" data-testid="preflight-error">
            <ProseText
              prose={say`The preflight request failed: ${code(preflightError)}.`
                .fr`La requête préliminaire a échoué : ${code(preflightError)}.`}
            />
          </Remark>
        )}
        {fromCache && (
          <Remark icon="info" data-testid="from-cache">
            {phrase`Disable the cache and reload to see the server’s current response. The blocked
              one came from the browser’s HTTP cache, where an earlier request to the same URL stored
              it.`.fr`Désactivez le cache et rechargez pour voir la réponse actuelle du serveur.
              La réponse bloquée venait du cache HTTP du navigateur. Une requête précédente à la même
              URL l’y avait placée.`}
          </Remark>
        )}
      </ul>
    </section>
  );
}

function declaredProse({ mode, credentials, headerNames }: Declared): Prose {
  const [asMode, asCredentials] = [code(mode), code(credentials)];
  if (headerNames.length === 0) {
    return say`It uses mode ${asMode}, credentials ${asCredentials}.`
      .fr`Il utilise le mode ${asMode} et les informations d’identification ${asCredentials}.`;
  }
  const names = code(headerNames.join(', '));
  return say`It uses mode ${asMode}, credentials ${asCredentials}, headers ${names}.`
    .fr`Il utilise le mode ${asMode}, les informations d’identification ${asCredentials} et les
      en-têtes ${names}.`;
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
      <summary>{phrase`The page’s code`.fr`Le code de la page`}</summary>
      {declared !== undefined && (
        <p className="declared" data-testid="declared">
          <ProseText prose={declaredProse(declared)} />
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
        <Headers
          title={phrase`Headers that the request would have sent`
            .fr`En-têtes que la requête aurait envoyés`}
          headers={provisionalHeaders}
        />
      )}
    </details>
  );
}
