import type { ComponentProps, ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import { CheckDesk } from '../ui/checks-context.tsx';
import type { ViewEnvironment } from '../ui/environment.ts';
import { NoteBookContext } from '../ui/use-notes.ts';
import { ViewRoot } from '../ui/view-root.tsx';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import type { ConsoleSheet } from './console-sheet.tsx';
import { DropTarget } from './drop-target.tsx';
import { EmptyList } from './empty.tsx';
import { ExportNote } from './export-note.tsx';
import type { FileBanners } from './file-banners.tsx';
import type { Help } from './help.tsx';
import { Panes } from './panes.tsx';
import type { SettingsSheet } from './settings.tsx';
import { SkipLinks } from './skip-links.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { TrialBar } from './trial-bar.tsx';
import { TrialContext } from './trial-context.ts';
import { usePanel } from './use-panel.ts';

/** The panel: a list of endpoints on the left, the details of the chosen one on the right. */
export function PanelApp({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  return (
    <ViewRoot environment={environment}>
      <Panel environment={environment} />
    </ViewRoot>
  );
}

function Panel({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  const panel = usePanel(environment);
  const { state, isLive, file, grants, asking, navigation, endpoints, sheet, openSheet } = panel;
  return (
    <TrialContext value={panel.trial}>
      <div
        className="panel"
        ref={navigation.root}
        data-opened={navigation.opened && panel.chosen !== null}
      >
        <SkipLinks navigation={navigation} hasRows={endpoints.length > 0} />
        <header>
          <h1 className="visually-hidden">Crosscheck</h1>
          <Toolbar panel={panel} />
          {(state.files.length > 0 || file.busy !== null || file.problem !== null) && (
            <LoadedApart part={fileBanners} of={{ opened: state.file, files: state.files, file }} />
          )}
          <TrialBar onFocusLost={navigation.toTry} />
          {isLive && (
            <Banners
              state={state}
              asking={asking}
              hasRows={endpoints.length > 0}
              recorded={panel.recorded}
              cautions={panel.recordedCautions}
              onWatchTab={() => panel.watchTab(true)}
            />
          )}
        </header>
        {endpoints.length === 0 ? (
          <main className="panes">
            <EmptyList
              state={state}
              grants={grants}
              asking={asking}
              onOpen={file.open}
              onConsole={() => panel.openConsole('')}
            />
          </main>
        ) : (
          <NoteBookContext value={panel.noteBook}>
            <CheckDesk state={state} endpoints={endpoints} cookies={panel.settings.checkCookies}>
              <LoadedApart part={askingBar} of={NO_PROPS} />
              <Panes panel={panel} />
            </CheckDesk>
          </NoteBookContext>
        )}
        <StatusBar
          counts={panel.watchedCounts}
          recorded={panel.recorded}
          unwatchedPage={isLive ? asking.page : null}
          all={endpoints.length}
          onPage={panel.onPage}
          listed={panel.groups.reduce((sum, group) => sum + group.endpoints.length, 0)}
          picked={state.picked.size}
          onUndo={panel.undoClear}
          ignored={panel.ignored}
          onListAgain={panel.listAgain}
          status={isLive ? state.status : null}
          behind={state.behind}
          waiting={panel.waiting}
        >
          <ExportNote {...panel.exporting} />
        </StatusBar>
        <Announcer endpoints={state.behind ? NOTHING_YET : endpoints} />
        {file.dragging && <DropTarget />}
        {sheet === 'help' && <LoadedApart part={help} of={{ onClose: () => openSheet(null) }} />}
        {sheet === 'console' && (
          <LoadedApart
            part={consoleSheet}
            of={{
              text: panel.consoleText,
              defaultStack: panel.settings.stack,
              onClose: () => openSheet(null),
            }}
          />
        )}
        {sheet === 'settings' && (
          <LoadedApart
            part={settingsSheet}
            of={{
              settings: panel.settings,
              browser: panel.browser,
              onChange: panel.changeSettings,
              onClose: () => openSheet(null),
            }}
          />
        )}
      </div>
    </TrialContext>
  );
}

const fileBanners = apart<ComponentProps<typeof FileBanners>>(
  async () => (await import('./file-banners.tsx')).FileBanners,
);
const help = apart<ComponentProps<typeof Help>>(async () => (await import('./help.tsx')).Help);
const consoleSheet = apart<ComponentProps<typeof ConsoleSheet>>(
  async () => (await import('./console-sheet.tsx')).ConsoleSheet,
);
const settingsSheet = apart<ComponentProps<typeof SettingsSheet>>(
  async () => (await import('./settings.tsx')).SettingsSheet,
);

const askingBar = apart<object>(async () => (await import('./asking-bar.tsx')).AskingBar);
const NO_PROPS = {};

/** A view shows its first rows at once, not in the pieces in which they arrive. */
const NOTHING_YET: readonly Endpoint[] = [];
