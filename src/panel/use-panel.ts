import { useCallback, useEffect, useMemo, useState } from 'react';
import { blockedOnPage, withoutIgnored } from '../endpoints/blocked.ts';
import { type Endpoint, isRecordedOnly } from '../endpoints/endpoints.ts';
import { summarizeBlocked } from '../endpoints/one-fix.ts';
import { type NotMine, withNotMine } from '../model/not-mine.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import { useGrants } from '../ui/grants.ts';
import { createNetworkEntries, type NetworkEntries } from '../ui/network-entries.ts';
import { observationOf } from '../ui/observation.ts';
import { shownState, type ViewState } from '../ui/state.ts';
import { countStates } from '../ui/summary.ts';
import { useEndpoints } from '../ui/use-endpoints.ts';
import { type NoteBook, useNotes } from '../ui/use-notes.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useView, type View } from '../ui/use-view.ts';
import { arrange, type RowGroup } from './arrange.ts';
import { useAsking } from './ask-to-watch.tsx';
import { exportsOf } from './exports.ts';
import { useFocusOnLiveRows } from './row-focus.ts';
import type { TrialModel } from './trial-context.ts';
import { useChosen } from './use-chosen.ts';
import { useExport } from './use-export.ts';
import { useFile } from './use-file.ts';
import { useFiltered } from './use-filter.ts';
import { copyButton, useNavigation } from './use-navigation.ts';
import { useOwnFiles } from './use-own-files.ts';
import { usePastedText } from './use-pasted-text.ts';
import { useRecordedOnly } from './use-recorded-only.ts';
import { useResourceTimings } from './use-resource-timings.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useStopped } from './use-stopped.ts';
import { useUndo } from './use-undo.ts';

/** What the panel shows, and the actions of its user. */
export type PanelModel = ReturnType<typeof usePanel>;

/** The panel's state, without its layout. */
export function usePanel(environment: ViewEnvironment) {
  const live = useView(environment);
  const { dispatch, watch: watchTab } = live;
  const entries = useEntries(environment);
  useResourceTimings(live.state, environment, live.handedOver);
  const [grants, grant] = useGrants(environment);
  const stopped = useStopped(shownState(live.state), environment.tabId, entries, live.calls);
  const recorded = useRecordedOnly(stopped.state, environment, grants);
  const { state } = recorded;
  const ownFiles = useOwnFiles();
  const [sheet, openSheet] = useState<'help' | 'settings' | 'console' | null>(null);
  const [consoleText, setConsoleText] = useState('');
  const openConsole = useCallback((text: string): void => {
    setConsoleText(text);
    openSheet('console');
  }, []);
  usePastedText(openConsole);
  const file = useFile(dispatch, ownFiles, openConsole);
  const [settings, changeSettings] = useSettings(environment);
  const noteBook = useWithNotesOf(state, useNotes(environment));
  const all = useEndpoints(state);
  const { ignored } = settings;
  const endpoints = useMemo(() => withoutIgnored(all, ignored), [all, ignored]);
  const ignoredRows = useMemo(
    () => (ignored.length === 0 ? [] : all.filter(({ server }) => ignored.includes(server))),
    [all, ignored],
  );
  const ignoredHere = ignored.filter((one) => ignoredRows.some(({ server }) => server === one));
  const navigatedAt = navigatedAtOf(state);
  const since = state.list.scope === 'page' ? navigatedAt : 0;
  const counts = useMemo(() => countStates(endpoints, since), [endpoints, since]);
  const watched = useMemo(() => endpoints.filter((one) => !isRecordedOnly(one)), [endpoints]);
  const watchedCounts = useMemo(() => countStates(watched, since), [watched, since]);
  const blocked = useMemo(() => summarizeBlocked(watched, since), [watched, since]);
  const onPage = useMemo(() => blockedOnPage(watched, navigatedAt).length, [watched, navigatedAt]);
  const groups = useGroups(state, endpoints, noteBook.rows.pinned);
  const chosen = useChosen(state, endpoints, dispatch);
  const { last, keep } = environment.view;
  const navigation = useNavigation(dispatch, last.opened);
  const [listWidth, setListWidth] = useState(last.listWidth);
  const { list, selected, automatic, picked } = live.state;
  const { opened } = navigation;
  useEffect(() => {
    keep({ list, selected, automatic, picked: [...picked], listWidth, opened });
  }, [keep, list, selected, automatic, picked, listWidth, opened]);
  useFocusOnLiveRows(navigation, groups);
  const { filterField, toList } = navigation;
  const toFilter = (): void => {
    filterField.current?.select();
    filterField.current?.focus();
  };
  useShortcuts({
    toFilter,
    toHelp: () => openSheet('help'),
    toList,
    // The button says that it has copied.
    copyFix: () => copyButton(navigation.root.current)?.click(),
  });

  const undo = useUndo(() => {
    stopped.remember();
    recorded.remember();
    live.undoClear();
  });
  const forgetRequests = (): void => {
    if (endpoints.length > 0) undo.offer();
    stopped.forget();
    recorded.forget();
    dispatch({ type: 'paused', on: false });
    live.clear();
  };
  const isLive = state.file === null;
  return {
    state,
    dispatch,
    /** False while a file is shown. */
    isLive,
    endpoints,
    counts,
    blocked,
    /** The same without what only DevTools saw, which the badge does not know. */
    watchedCounts,
    /** How many rows only DevTools saw. */
    recorded: endpoints.length - watched.length,
    /** How many rows are blocked on the current page: the number on the badge. */
    onPage,
    groups,
    chosen,
    waiting: waitingIn(live.state),
    clear: isLive ? forgetRequests : file.close,
    /** Brings the cleared list back. Null when it is too late, or nothing was cleared. */
    undoClear: undo.undo,
    /** The ignored servers that would have rows. */
    ignored: ignoredHere,
    ignore: (server: string): void => changeSettings({ ignored: [...ignored, server] }),
    /** Lists their rows again. */
    listAgain: (servers: readonly string[]): void =>
      changeSettings({ ignored: ignored.filter((one) => !servers.includes(one)) }),
    file,
    ownFiles,
    grants,
    asking: useAsking(grants, grant),
    /** How sure is what only DevTools saw, one line each. */
    recordedCautions: recorded.cautions,
    watchTab,
    trial: isLive ? trialModel(live, environment, [settings, changeSettings]) : null,
    observation: observationOf(live.state, live),
    entries,
    /** The browser that the panel runs in. */
    browser: live.state.browser,
    settings,
    changeSettings,
    noteBook,
    exports: exportsOf(environment, state, settings, {
      ...noteBook,
      groups,
      ignored: ignoredRows,
    }),
    exporting: useExport(environment),
    navigation,
    /** Null until the user chooses a width. */
    listWidth,
    setListWidth,
    sheet,
    openSheet,
    /** What the sheet for console text begins with. */
    consoleText,
    openConsole,
  };
}

function trialModel(
  { state: { status, browser, exchanges }, tryFix, endTrial }: View,
  { repeatInPage }: ViewEnvironment,
  [settings, changeSettings]: ReturnType<typeof useSettings>,
): TrialModel {
  return {
    trial: status?.trial ?? null,
    problem: status?.trialProblem ?? null,
    browser,
    exchanges,
    settings,
    changeSettings,
    begin: tryFix,
    end: endTrial,
    repeat: repeatInPage,
  };
}

/** What DevTools' recorder reports while the panel is open. */
function useEntries(environment: ViewEnvironment): NetworkEntries {
  const entries = useMemo(() => createNetworkEntries(environment), [environment]);
  useEffect(() => entries.start(), [entries]);
  return entries;
}

/**
 * A report shows the fix that it was saved with, and knows which servers its user could not change,
 * until the user says otherwise.
 */
function useWithNotesOf({ file }: ViewState, noteBook: NoteBook): NoteBook {
  const saved = file?.reading.report;
  const [taken, setTaken] = useState<{ readonly of: object; readonly back: NotMine } | null>(null);
  return useMemo(() => {
    if (saved === undefined) return noteBook;
    const back = taken?.of === saved ? taken.back : [];
    const still = saved.notMine.filter((server) => !back.includes(server));
    const notMine = [...new Set([...still, ...noteBook.notes.notMine])];
    return {
      ...noteBook,
      stacks: { ...saved.stacks, ...noteBook.stacks },
      notes: { ...noteBook.notes, notMine },
      sayNotMine: (server, isNotMine) => {
        setTaken({ of: saved, back: withNotMine(back, server, !isNotMine) });
        noteBook.sayNotMine(server, isNotMine);
      },
    };
  }, [saved, taken, noteBook]);
}

/** When the tab's current document began to load. The requests of a file belong to no page. */
const navigatedAtOf = ({ status, file }: ViewState): number =>
  file === null ? (status?.navigatedAt ?? 0) : 0;

/** The rows that pass the filter, in the groups and the order that the user wants. */
function useGroups(
  state: ViewState,
  endpoints: readonly Endpoint[],
  pinned: readonly string[],
): readonly RowGroup[] {
  const { text, verdict, scope, groupBy, sort } = state.list;
  const navigatedAt = navigatedAtOf(state);
  const filtered = useFiltered(endpoints, { text, verdict, scope, navigatedAt });
  return useMemo(
    () => arrange(filtered, { groupBy, sort }, new Set(pinned)),
    [filtered, groupBy, sort, pinned],
  );
}

/** How many requests arrived after the list was paused. */
const waitingIn = ({ paused, file, exchanges }: ViewState): number | null =>
  paused === null || file !== null ? null : Math.max(0, exchanges.length - paused.length);
