import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Endpoint, EndpointGroup, EndpointState } from '../diagnosis/endpoints.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { ViewEnvironment } from '../ui/environment.ts';
import { EnvironmentContext, useEnvironment } from '../ui/environment-context.ts';
import { useKeptFocus } from '../ui/kept-focus.ts';
import { createNetworkEntries, type NetworkEntries } from '../ui/network-entries.ts';
import { shownState } from '../ui/state.ts';
import { followTheme } from '../ui/theme.ts';
import { useGroups } from '../ui/use-groups.ts';
import { type Observation, useObservation } from '../ui/use-observation.ts';
import { useView, type View } from '../ui/use-view.ts';
import { useWatch } from '../ui/watch.ts';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import { Detail } from './detail.tsx';
import { EmptyList, NothingChosen, NothingPasses } from './empty.tsx';
import { ExchangeList, focusRow, keysOf } from './exchange-list.tsx';
import { exportActions, markdownOf } from './exports.ts';
import { DropTarget, FileBanners } from './file-banners.tsx';
import { filterGroups } from './filter.ts';
import { useSources } from './sources.tsx';
import { Splitter } from './splitter.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useFile } from './use-file.ts';
import { type Navigation, useNavigation } from './use-navigation.ts';
import { useStopped } from './use-stopped.ts';

/** In CSS pixels: a narrow panel keeps more for the detail, which has the longer lines. */
const firstListWidth = (): number =>
  Math.round(Math.min(Math.max(window.innerWidth * 0.28, 240), 350));

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
  const { calls } = observation;
  const stopped = useStopped(shownState(live.state), environment.tabId, entries, calls);
  const clear = (): void => {
    stopped.forget();
    live.clear();
  };
  const view: View = { ...live, state: stopped.state };
  const { state, dispatch } = view;
  const file = useFile(dispatch);
  const [watch, grant] = useWatch(environment);
  const groups = useGroups(state);
  const { filter: text, blockedOnly } = state;
  const shown = useMemo(
    () => filterGroups(groups, { text, blockedOnly }),
    [groups, text, blockedOnly],
  );
  const navigation = useNavigation(dispatch);
  const chosen = useChosen(view, groups);
  useFocusOnLiveRows(navigation, shown);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      navigation.filterField.current?.select();
      navigation.filterField.current?.focus();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      navigation.toList();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the view as a whole
    <div
      className="panel"
      ref={navigation.root}
      data-opened={navigation.opened}
      onKeyDown={onKeyDown}
    >
      <header>
        <h1 className="visually-hidden">Crosscheck</h1>
        <Toolbar
          filter={state.filter}
          blockedOnly={state.blockedOnly}
          filterField={navigation.filterField}
          onClear={state.file === null ? clear : file.close}
          onOpen={file.open}
          onFilter={(filter) => dispatch({ type: 'filtered', filter })}
          onBlockedOnly={(on) => dispatch({ type: 'blocked-only', on })}
          onLeaveFilter={navigation.toList}
          observation={observation}
          exports={{
            actions: exportActions(environment, state),
            disabled: state.exchanges.length === 0,
          }}
        />
        <FileBanners opened={state.file} file={file} />
        {state.file === null && <Banners state={state} watch={watch} onGrant={grant} />}
      </header>
      {groups.length === 0 ? (
        <main className="panes">
          <EmptyList state={state} watch={watch} onOpen={file.open} />
        </main>
      ) : (
        <Panes
          view={view}
          shown={shown}
          groups={groups}
          chosen={chosen}
          navigation={navigation}
          observation={observation}
          entries={entries}
        />
      )}
      <StatusBar groups={groups} status={state.file === null ? state.status : null} />
      <Announcer groups={groups} />
      {file.dragging && <DropTarget />}
    </div>
  );
}

/** What calls for attention by itself, until the user chooses. */
const ATTENTION: readonly EndpointState[] = ['blocked', 'failed', 'undetermined', 'fixed'];

/** The chosen endpoint; until the user chooses, the first one in trouble: what most came to see. */
function useChosen({ state, dispatch }: View, groups: readonly EndpointGroup[]): Endpoint | null {
  const endpoints = groups.flatMap((group) => group.endpoints);
  const chosen = endpoints.find(({ key }) => key === state.selected) ?? null;
  const first = endpoints.find((endpoint) => ATTENTION.includes(endpoint.state))?.key;
  const none = chosen === null;
  useEffect(() => {
    if (none && first !== undefined) dispatch({ type: 'selected', key: first });
  }, [none, first, dispatch]);
  return chosen;
}

/** A focused row that leaves hands its focus to the row in its place, all else to the headline. */
function useFocusOnLiveRows(navigation: Navigation, shown: readonly EndpointGroup[]): void {
  const { root, heading, filterField } = navigation;
  const keys = keysOf(shown);
  const before = useRef(keys);
  useKeptFocus(root, (lost) => {
    const at = before.current.indexOf(lost.dataset['key'] ?? '');
    const next = keys[Math.min(at, keys.length - 1)];
    if (next !== undefined) focusRow(root.current, next);
    else (heading.current ?? filterField.current)?.focus({ preventScroll: true });
  });
  useEffect(() => {
    before.current = keys;
  });
}

type PanesProps = {
  readonly view: View;
  readonly groups: readonly EndpointGroup[];
  readonly shown: readonly EndpointGroup[];
  readonly chosen: Endpoint | null;
  readonly navigation: Navigation;
  readonly observation: Observation;
  readonly entries: NetworkEntries;
};

function Panes(props: PanesProps): ReactNode {
  const { view, groups, shown, chosen, navigation, observation, entries } = props;
  const { state, dispatch } = view;
  const [listWidth, setListWidth] = useState(firstListWidth);
  const split = useRef<HTMLElement>(null);
  useEffect(() => {
    split.current?.style.setProperty('--list-width', `${listWidth}px`);
  }, [listWidth]);
  const reset = (): void => {
    dispatch({ type: 'filtered', filter: '' });
    dispatch({ type: 'blocked-only', on: false });
    navigation.filterField.current?.focus();
  };
  return (
    <main className="panes" ref={split}>
      <div className="list-pane">
        {shown.length === 0 ? (
          <NothingPasses blockedOnly={state.blockedOnly && state.filter === ''} onReset={reset} />
        ) : (
          <ExchangeList
            groups={shown}
            selected={chosen?.key ?? null}
            onSelect={navigation.select}
            onPick={navigation.pick}
            onOpen={navigation.open}
          />
        )}
      </div>
      <Splitter width={listWidth} onResize={setListWidth} />
      <div className="detail-pane">
        {chosen === null ? (
          <NothingChosen blocked={countBlocked(groups)} />
        ) : (
          <ChosenDetail
            view={view}
            chosen={chosen}
            navigation={navigation}
            observation={state.file === null ? observation : NOT_OF_A_FILE}
            entries={entries}
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
}: Pick<PanesProps, 'view' | 'navigation' | 'observation' | 'entries'> & {
  readonly chosen: Endpoint;
}): ReactNode {
  const environment = useEnvironment();
  const { shown } = chosen;
  const sources = useSources(shown.exchange, state.exchanges, entries);
  const server = shown.requirement.answer?.server ?? chosen.server;
  return (
    <Detail
      endpoint={chosen}
      diagnosis={shown}
      stack={state.stacks[server] ?? null}
      onStack={(stack) => dispatch({ type: 'stack-chosen', server, stack })}
      onBack={navigation.toList}
      heading={navigation.heading}
      observation={observation}
      sources={sources}
      copyReport={
        <CopyButton
          text={() => markdownOf(environment, state, [shown.exchange])}
          label="Copy report"
          describedAs="this request as Markdown"
          testId="copy-report"
          quiet
        />
      }
    />
  );
}

const countBlocked = (groups: readonly EndpointGroup[]): number =>
  groups.flatMap(({ endpoints }) => endpoints).filter(({ state }) => state === 'blocked').length;

function isTyping(target: EventTarget): boolean {
  return (
    (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
