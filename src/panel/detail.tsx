import { type ReactNode, type RefObject, useRef, useState } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { Exchange } from '../model/exchange.ts';
import { figure, phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { clockTime } from '../ui/clock.ts';
import { LongValue } from '../ui/long-value.tsx';
import type { Observation } from '../ui/observation.ts';
import { useRoving } from '../ui/use-roving.ts';
import { markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';
import type { Sources } from '../witnesses/sources.ts';
import { CheckedNote } from './checked-note.tsx';
import { Comparison } from './comparison.tsx';
import { FindOut } from './cookie-question.tsx';
import { UnlessTried } from './did-not-help.tsx';
import { FixedCard } from './fixed-card.tsx';
import { Folds } from './folds.tsx';
import { Headline } from './headline.tsx';
import { History } from './history.tsx';
import { NotedCopies } from './noted-copies.tsx';
import { ObserveOffer } from './observe.tsx';
import { InOtherBrowsers } from './other-browser.tsx';
import { ExchangePicture } from './picture.tsx';
import { Alternatives, Hints, NextFindings } from './reasons.tsx';
import { Remedy } from './remedy.tsx';
import { RisksFold } from './risks.tsx';
import { apartOf } from './row-facts.ts';
import { hasSourceNotes, MadeBy, SourceNotes, SourcesFold } from './sources.tsx';
import { type Working, WorkingNote } from './working.tsx';

export type DetailProps = {
  readonly endpoint: Endpoint;
  /** The full diagnosis of the exchange that is shown. */
  readonly diagnosis: Diagnosis;
  /** `first`: its reasons and fixes are not yet there. `again`: newer ones are not. */
  readonly working: Working;
  /** All exchanges of the tab, to find other requests to the same server. */
  readonly exchanges: readonly Exchange[];
  /** The stack that the user has chosen for this server; null: the detected one. */
  readonly stack: string | null;
  readonly onStack: (stack: string) => void;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** The button that copies the report about this exchange. */
  readonly copyReport: ReactNode;
  readonly observation: Observation;
  readonly sources: Sources;
  /** Which of the row's requests is shown. Starts at one, the oldest first. */
  readonly number: number;
  /** Shows another of the row's requests, by its id. */
  readonly onOpen: (id: string) => void;
};

/** Everything about one endpoint: first what is wrong, then what to paste, then the details. */
export function Detail(props: DetailProps): ReactNode {
  const { endpoint, diagnosis } = props;
  const isEarly = useIsKnownAtFirst(props);
  const history = <History history={endpoint.history} onOpen={props.onOpen} />;
  return (
    <article className="detail" aria-label={phrase`Diagnosis`.fr`Diagnostic`}>
      <DetailHead {...props} />
      <div className="detail-body">
        {endpoint.state === 'fixed' && endpoint.before !== null ? (
          <FixedCard
            endpoint={endpoint}
            before={endpoint.before}
            after={diagnosis}
            history={history}
            working={props.working}
            heading={props.heading}
          />
        ) : (
          <Verdict {...props} history={history} recorded={isEarly} />
        )}
        <Folds
          diagnosis={diagnosis}
          sources={<SourcesFold exchange={diagnosis.exchange} sources={props.sources} />}
          risks={<RisksFold server={endpoint.server} exchanges={props.exchanges} />}
        />
        {!isEarly && <SourceNotes sources={props.sources} />}
      </div>
    </article>
  );
}

function DetailHead(props: DetailProps): ReactNode {
  const { endpoint, diagnosis, sources, copyReport } = props;
  const { exchange } = diagnosis;
  const { status } = endpoint;
  const apart = apartOf(endpoint);
  const mark = markOf(endpoint);
  const head = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(head);
  return (
    <div
      ref={head}
      className="detail-head"
      role="toolbar"
      aria-label={phrase`This request`.fr`Cette requête`}
      onKeyDown={onKeyDown}
    >
      <div className="detail-request">
        <div className="detail-line">
          <span className={`verdict verdict-${mark}`} data-testid="verdict">
            <VerdictMark mark={mark} />
            {standingOf(endpoint)}
          </span>
          <span className="detail-url">
            <span className="detail-method">{endpoint.method}</span>{' '}
            <LongValue text={exchange.hops[0].url} short={160} />
          </span>
        </div>
        {/* One line, whatever DevTools' recorder adds to it later. */}
        <div className="detail-line detail-second">
          <span className="detail-facts">
            <span className="detail-origin">
              {phrase`from ${diagnosis.evaluation.origin}`
                .fr`depuis ${diagnosis.evaluation.origin}`}
            </span>
            <span>
              {[
                '',
                ...(status === null ? [] : [phrase`status ${status}`.fr`statut ${status}`]),
                ...(apart === '' ? [] : [apart]),
                clockTime(exchange.hops[0].at),
              ].join(' · ')}
            </span>
          </span>
          <MadeBy sources={sources} />
          <Occurrences {...props} />
        </div>
      </div>
      {copyReport}
    </div>
  );
}

/** Which of the row's requests this is, and buttons to the others. */
function Occurrences({ endpoint, number, onOpen }: DetailProps): ReactNode {
  const { exchanges } = endpoint;
  if (exchanges.length < 2) return null;
  const [earlier, later] = [exchanges[number - 2], exchanges[number]];
  return (
    <span className="occurrences" data-testid="occurrence">
      <IconButton
        icon="back"
        label={phrase`Earlier request`.fr`Requête précédente`}
        disabled={earlier === undefined}
        onClick={() => earlier && onOpen(earlier.id)}
      />
      {phrase`request ${figure(number)} of ${figure(exchanges.length)}`
        .fr`requête ${figure(number)} sur ${figure(exchanges.length)}`}
      <IconButton
        icon="forward"
        label={phrase`Later request`.fr`Requête suivante`}
        disabled={later === undefined}
        onClick={() => later && onOpen(later.id)}
      />
    </span>
  );
}

/**
 * Whether DevTools' notes were there when the request was first shown. Later ones are added at the
 * end, so that nothing moves under the pointer.
 */
function useIsKnownAtFirst({ diagnosis: { exchange }, sources }: DetailProps): boolean {
  const isKnown = hasSourceNotes(sources);
  const [first, setFirst] = useState({ id: exchange.id, isKnown });
  if (first.id === exchange.id) return first.isKnown;
  setFirst({ id: exchange.id, isKnown });
  return isKnown;
}

function Verdict(
  props: DetailProps & { readonly history: ReactNode; readonly recorded: boolean },
): ReactNode {
  const { endpoint, diagnosis, stack, onStack, heading, observation, sources } = props;
  const isThere = props.working !== 'first';
  return (
    <div className="columns">
      <Headline diagnosis={diagnosis} heading={heading} />
      <div className="column column-fix" aria-busy={props.working !== 'no'}>
        <WorkingNote working={props.working} />
        {isThere && (
          <FindOut value={observation}>
            <NotedCopies diagnosis={diagnosis}>
              <UnlessTried diagnosis={diagnosis} stack={stack}>
                <Remedy diagnosis={diagnosis} stack={stack} onStack={onStack} />
              </UnlessTried>
            </NotedCopies>
          </FindOut>
        )}
      </div>
      <div className="column column-facts">
        <ExchangePicture diagnosis={diagnosis} />
        <Comparison key={endpoint.key} comparison={diagnosis.comparison} />
      </div>
      <div className="column column-reasons">
        {props.history}
        <CheckedNote diagnosis={diagnosis} />
        <NextFindings findings={diagnosis.findings.slice(1)} />
        {isThere && <Hints hints={diagnosis.hints} />}
        <Alternatives diagnosis={diagnosis} />
        {isThere && <InOtherBrowsers diagnosis={diagnosis} />}
        {props.recorded && <SourceNotes sources={sources} />}
        <ObserveOffer observation={observation} diagnosis={diagnosis} />
      </div>
    </div>
  );
}
