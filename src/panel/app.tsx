import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import { byServer, type Endpoint, type EndpointState, rank } from '../endpoints/endpoints.ts';
import { preferredStack } from '../ui/choose-remedy.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { ViewEnvironment } from '../ui/environment.ts';
import { EnvironmentContext } from '../ui/environment-context.ts';
import { useKeptFocus } from '../ui/kept-focus.ts';
import { createNetworkEntries, type NetworkEntries } from '../ui/network-entries.ts';
import { INITIAL_STATE, shownState, type ViewState } from '../ui/state.ts';
import { type Counts, countStates } from '../ui/summary.ts';
import { followTheme } from '../ui/theme.ts';
import { useEndpoints } from '../ui/use-endpoints.ts';
import { type Observation, useObservation } from '../ui/use-observation.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useView, type View } from '../ui/use-view.ts';
import { useWatch } from '../ui/watch.ts';
import { Announcer } from './announcer.tsx';
import { arrange, type RowGroup } from './arrange.ts';
import { Banners } from './banners.tsx';
import { Detail } from './detail.tsx';
import { EmptyList, NothingChosen, NothingPasses } from './empty.tsx';
import { ExchangeList, focusRow, keysOf } from './exchange-list.tsx';
import { ExportNote } from './export-note.tsx';
import { type Exports, exportsOf } from './exports.ts';
import { DropTarget, FileBanners } from './file-banners.tsx';
import { Help } from './help.tsx';
import { ListHead } from './list-head.tsx';
import { SettingsSheet } from './settings.tsx';
import { useSources } from './sources.tsx';
import { Splitter } from './splitter.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useCalm } from './use-calm.ts';
import { useConcluded } from './use-concluded.ts';
import { type ExportJob, useExport } from './use-export.ts';
import { useFile } from './use-file.ts';
import { useFiltered } from './use-filter.ts';
import { useHandedOver } from './use-handed-over.ts';
import { type Navigation, useNavigation } from './use-navigation.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useStopped } from './use-stopped.ts';

/** In CSS pixels, as the style sheet has it: a narrow panel keeps more for the longer lines. */
const firstListWidth = (): number =>
  Math.round(Math.min(Math.max(window.innerWidth * 0.3, 280), 350));

/** The panel: a list of endpoints to the left, everything about the chosen one to the right. */
export function PanelApp({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  useEffect(() => followTheme(environment), [environment]);
  return (
    <EnvironmentContext value={environment}>
      <Panel environment={environment} />
    </EnvironmentContext>
  );
}

function Panel({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  const live = useView(environment);
  const observation = useObservation(environment, live.observed);
  const entries = useMemo(() => createNetworkEntries(environment), [environment]);
  useEffect(() => entries.start(), [entries]);
  useHandedOver(live.state, environment, live.handedOver);
  const { calls } = observation;
  const stopped = useStopped(shownState(live.state), environment.tabId, entries, calls);
  const clear = (): void => {
    stopped.forget();
    live.dispatch({ type: 'paused', on: false });
    live.clear();
  };
  const view: View = { ...live, state: stopped.state };
  const { state, dispatch } = view;
  const file = useFile(dispatch);
  const [watch, grant] = useWatch(environment);
  const endpoints = useEndpoints(state);
  const shown = useArranged(view, endpoints);
  const [settings, changeSettings] = useSettings(environment);
  const [sheet, setSheet] = useState<'help' | 'settings' | null>(null);
  const closeSheet = (): void => setSheet(null);
  const exports = exportsOf(environment, state, settings, shown);
  const exporting = useExport(environment);
  const counts = useMemo(() => countStates(endpoints), [endpoints]);
  const navigation = useNavigation(dispatch);
  const chosen = useChosen(view, endpoints);
  useFocusOnLiveRows(navigation, shown);

  useShortcuts((event) => {
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      navigation.filterField.current?.select();
      navigation.filterField.current?.focus();
    } else if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      setSheet('help');
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      navigation.toList();
    }
  });

  return (
    <div className="panel" ref={navigation.root} data-opened={navigation.opened}>
      <header>
        <h1 className="visually-hidden">Crosscheck</h1>
        <Toolbar
          filter={state.list.text}
          paused={state.file === null ? state.paused !== null : null}
          filterField={navigation.filterField}
          onClear={state.file === null ? clear : file.close}
          onOpen={file.open}
          onFilter={(text) => dispatch({ type: 'listed', list: { text } })}
          onPause={(on) => dispatch({ type: 'paused', on })}
          onLeaveFilter={navigation.toList}
          observation={observation}
          exports={{
            ...exports,
            disabled: state.exchanges.length === 0 || state.behind,
            onRun: exporting.run,
            onRemember: changeSettings,
          }}
          onSettings={() => setSheet('settings')}
          onHelp={() => setSheet('help')}
        />
        <FileBanners opened={state.file} file={file} />
        {state.file === null && (
          <Banners state={state} watch={watch} onGrant={grant} onCapture={view.watch} />
        )}
      </header>
      {endpoints.length === 0 ? (
        <main className="panes">
          <EmptyList state={state} watch={watch} onOpen={file.open} />
        </main>
      ) : (
        <Panes
          view={view}
          shown={shown}
          counts={counts}
          chosen={chosen}
          navigation={navigation}
          observation={observation}
          entries={entries}
          exports={exports}
          onExport={exporting.run}
          defaultStack={settings.stack}
        />
      )}
      <StatusBar
        counts={counts}
        listed={shown.reduce((sum, group) => sum + group.endpoints.length, 0)}
        status={state.file === null ? state.status : null}
        behind={state.behind}
        waiting={waitingIn(live.state)}
      >
        <ExportNote {...exporting} />
      </StatusBar>
      <Announcer endpoints={state.behind ? NOTHING_YET : endpoints} />
      {file.dragging && <DropTarget />}
      {sheet === 'help' && <Help onClose={closeSheet} />}
      {sheet === 'settings' && (
        <SettingsSheet settings={settings} onChange={changeSettings} onClose={closeSheet} />
      )}
    </div>
  );
}

/** What is there when a view opens is told at once, not in the pieces in which it arrives. */
const NOTHING_YET: readonly Endpoint[] = [];

/** What calls for attention by itself, until the user chooses. */
const ATTENTION: readonly EndpointState[] = ['blocked', 'failed', 'undetermined', 'fixed'];

/** The rows that pass the filter, in the groups and the order that the user wants. */
function useArranged(
  { state: { list, status, file } }: View,
  endpoints: readonly Endpoint[],
): readonly RowGroup[] {
  const { text, verdict, scope, groupBy, sort } = list;
  const navigatedAt = file === null ? (status?.navigatedAt ?? 0) : 0;
  const filtered = useFiltered(endpoints, { text, verdict, scope, navigatedAt });
  return useMemo(() => arrange(filtered, { groupBy, sort }), [filtered, groupBy, sort]);
}

/** How many requests have come since the list was paused. */
const waitingIn = ({ paused, file, exchanges }: ViewState): number | null =>
  paused === null || file !== null ? null : Math.max(0, exchanges.length - paused.length);

/**
 * The chosen endpoint; until the user chooses, the first one in trouble: what most came to see.
 */
function useChosen({ state, dispatch }: View, endpoints: readonly Endpoint[]): Endpoint | null {
  const chosen = endpoints.find(({ key }) => key === state.selected) ?? null;
  const none = chosen === null;
  const pick = state.selected === null ? firstInTrouble : newestInTrouble;
  const picked = none && !state.behind ? pick(endpoints) : undefined;
  useEffect(() => {
    if (none && picked !== undefined) dispatch({ type: 'selected', key: picked });
  }, [none, picked, dispatch]);
  return chosen;
}

const firstInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  byServer(endpoints)
    .flatMap((group) => group.endpoints)
    .find((endpoint) => ATTENTION.includes(endpoint.state))?.key;

/** In place of a row that has left: the oldest would leave next, and the detail with each of them. */
const newestInTrouble = (endpoints: readonly Endpoint[]): string | undefined =>
  endpoints
    .filter(({ state }) => ATTENTION.includes(state))
    .reduce<Endpoint | null>((best, one) => (best && rank(best) < rank(one) ? best : one), null)
    ?.key;

/** A focused row that leaves hands its focus to the row in its place, all else to the headline. */
function useFocusOnLiveRows(navigation: Navigation, shown: readonly RowGroup[]): void {
  const { root, heading, filterField } = navigation;
  const before = useRef(shown);
  useKeptFocus(root, (lost) => {
    const at = keysOf(before.current).indexOf(lost.dataset['key'] ?? '');
    const keys = keysOf(shown);
    const next = keys[Math.min(at, keys.length - 1)];
    if (next !== undefined) focusRow(root.current, next);
    else (heading.current ?? filterField.current)?.focus({ preventScroll: true });
  });
  useEffect(() => {
    before.current = shown;
  });
}

type PanesProps = {
  readonly view: View;
  readonly counts: Counts;
  readonly shown: readonly RowGroup[];
  readonly chosen: Endpoint | null;
  readonly navigation: Navigation;
  readonly observation: Observation;
  readonly entries: NetworkEntries;
  readonly exports: Exports;
  readonly onExport: (job: ExportJob) => void;
  readonly defaultStack: string | null;
};

function Panes(props: PanesProps): ReactNode {
  const { view, counts, shown, chosen, navigation, observation, entries, exports } = props;
  const { state, dispatch } = view;
  /** Null until the user has a wish. */
  const [listWidth, setListWidth] = useState<number | null>(null);
  const split = useRef<HTMLElement>(null);
  useEffect(() => {
    if (listWidth !== null) split.current?.style.setProperty('--list-width', `${listWidth}px`);
  }, [listWidth]);
  const reset = (): void => {
    const { text, verdict, scope } = INITIAL_STATE.list;
    dispatch({ type: 'listed', list: { text, verdict, scope } });
    navigation.filterField.current?.focus();
  };
  return (
    <main className="panes" ref={split}>
      <div className="list-pane">
        <ListHead
          list={state.list}
          counts={counts}
          picked={state.picked.size}
          hasPages={state.file === null}
          onChange={(list) => dispatch({ type: 'listed', list })}
        />
        <div className="list-scroll">
          {shown.length === 0 ? (
            <NothingPasses
              blockedOnly={state.list.verdict === 'blocked' && state.list.text === ''}
              onReset={reset}
            />
          ) : (
            <ExchangeList
              groups={shown}
              selected={chosen?.key ?? null}
              picked={state.picked}
              label={state.list.groupBy === 'server' ? 'Requests by server' : 'Requests by cause'}
              onSelect={navigation.select}
              onPick={navigation.pick}
              onOpen={navigation.open}
              onPickMany={(keys) => dispatch({ type: 'picked', keys })}
              onCopy={() => props.onExport(exports.copyText())}
            />
          )}
        </div>
      </div>
      <Splitter width={listWidth ?? firstListWidth()} onResize={setListWidth} />
      <div className="detail-pane">
        {chosen === null ? (
          <NothingChosen blocked={counts.blocked} />
        ) : (
          <ChosenDetail
            view={view}
            chosen={chosen}
            navigation={navigation}
            observation={state.file === null ? observation : NOT_OF_A_FILE}
            entries={entries}
            exports={exports}
            defaultStack={props.defaultStack}
          />
        )}
      </div>
    </main>
  );
}

/** What a file holds is over: no page is there to be observed. */
const NOT_OF_A_FILE: Observation = { state: 'unavailable', calls: [], start: () => {} };

function ChosenDetail({
  view: { state, dispatch },
  chosen,
  navigation,
  observation,
  entries,
  exports,
  defaultStack,
}: Pick<
  PanesProps,
  'view' | 'navigation' | 'observation' | 'entries' | 'exports' | 'defaultStack'
> & {
  readonly chosen: Endpoint;
}): ReactNode {
  const exchanges = useCalm(state.exchanges, chosen.shown.exchange);
  const { browser } = state;
  const diagnosis = diagnose(chosen.shown.exchange, { browser, exchanges });
  const subject = useConcluded({ endpoint: chosen, diagnosis }, exchanges.length);
  const sources = useSources((subject?.diagnosis ?? diagnosis).exchange, exchanges, entries);
  if (subject === null) return null;
  const { endpoint, diagnosis: shown } = subject;
  const server = shown.requirement.answer?.server ?? endpoint.server;
  return (
    <Detail
      endpoint={endpoint}
      diagnosis={shown}
      exchanges={exchanges}
      stack={preferredStack(shown, state.stacks[server] ?? null, defaultStack)}
      onStack={(stack) => dispatch({ type: 'stack-chosen', server, stack })}
      onBack={navigation.toList}
      heading={navigation.heading}
      observation={observation}
      sources={sources}
      copyReport={
        <CopyButton
          text={() => exports.markdownOf(shown.exchange)}
          label="Copy report"
          describedAs="this request as Markdown"
          testId="copy-report"
          quiet
        />
      }
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
