import { type ComponentProps, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { textOf, withText, withToggled } from '../model/row-notes.ts';
import { counted, phrase } from '../model/say.ts';
import { apart, LoadedApart, useLoadedSoon } from '../ui/apart.tsx';
import { INITIAL_STATE } from '../ui/state.ts';
import { NothingPasses } from './empty.tsx';
import { ExchangeList } from './exchange-list.tsx';
import { ListHead } from './list-head.tsx';
import type { ListItem } from './list-items.ts';
import type { NoteSheet } from './note-sheet.tsx';
import { type Subject, subjectOf, useRowActions } from './row-actions.ts';
import { rowWith } from './row-focus.ts';
import type { MenuPlace, RowMenu } from './row-menu.tsx';
import type { PanelModel } from './use-panel.ts';

type OpenMenu = { readonly key: string; readonly subject: Subject; readonly place: MenuPlace };

const noteSheet = apart<ComponentProps<typeof NoteSheet>>(
  async () => (await import('./note-sheet.tsx')).NoteSheet,
);
const rowMenu = apart<ComponentProps<typeof RowMenu>>(
  async () => (await import('./row-menu.tsx')).RowMenu,
);

const LABELS = {
  server: phrase`Requests by server`.fr`Requêtes par serveur`,
  cause: phrase`Requests by cause`.fr`Requêtes par cause`,
  none: phrase`Requests`.fr`Requêtes`,
} as const;

/** What is listed and how, and the list itself with its menus. */
export function ListPane({ panel }: { readonly panel: PanelModel }): ReactNode {
  // Before a key opens them: the next key is already meant for them.
  useLoadedSoon(noteSheet);
  useLoadedSoon(rowMenu);
  const { state, dispatch, groups, navigation, noteBook } = panel;
  const { list, picked } = state;
  const { toggled, texts } = noteBook.rows;
  const flipped = useMemo(() => new Set(toggled), [toggled]);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [noted, setNoted] = useState<Endpoint | null>(null);
  const actions = useRowActions(panel, setNoted);
  const reset = (): void => {
    const { text, verdict, scope } = INITIAL_STATE.list;
    dispatch({ type: 'listed', list: { text, verdict, scope } });
    navigation.filterField.current?.focus();
  };
  const openMenu = (item: ListItem, place: MenuPlace): void => {
    const subject = subjectOf(item, panel.endpoints, picked);
    if (subject !== null) setMenu({ key: item.key, subject, place });
  };
  const root = navigation.root;
  const closeMenu = useCallback(() => {
    setMenu((open) => {
      if (open !== null) rowWith(root.current, open.key)?.focus({ preventScroll: true });
      return null;
    });
  }, [root]);
  return (
    <div className="list-pane">
      <ListHead
        list={list}
        counts={panel.counts}
        blocked={panel.blocked}
        hasPages={panel.isLive}
        onChange={(list) => dispatch({ type: 'listed', list })}
      />
      <div className="list-scroll">
        {groups.length === 0 ? (
          <NothingPasses
            blockedOnly={list.verdict === 'blocked' && list.text === ''}
            onReset={reset}
          />
        ) : (
          <ExchangeList
            groups={groups}
            flipped={flipped}
            selected={panel.chosen?.key ?? null}
            picked={picked}
            texts={texts}
            hiddenColumns={panel.settings.hiddenColumns}
            label={LABELS[list.groupBy]}
            onFlip={(key) => noteBook.changeRows((rows) => withToggled(rows, key))}
            onSelect={navigation.select}
            onPick={navigation.pick}
            onOpen={navigation.open}
            onPickMany={(keys) => dispatch({ type: 'picked', keys })}
            onCopy={() => panel.exporting.run(panel.exports.copyText())}
            onMenu={openMenu}
            onPin={actions.pin}
            onNote={setNoted}
          />
        )}
      </div>
      {menu !== null && (
        <LoadedApart
          part={rowMenu}
          of={{
            label: labelOf(menu.subject),
            items: actions.menuOf(menu.subject),
            place: menu.place,
            onClose: closeMenu,
          }}
        />
      )}
      {noted !== null && (
        <LoadedApart
          part={noteSheet}
          of={{
            row: noted,
            text: textOf(noteBook.rows, noted.key),
            onSave: (text) => noteBook.changeRows((rows) => withText(rows, noted.key, text)),
            onClose: () => setNoted(null),
          }}
        />
      )}
    </div>
  );
}

function labelOf({ rows: [first, ...others] }: Subject): string {
  return others.length === 0
    ? `${first.method} ${first.path}`
    : counted(others.length + 1, phrase`request`.fr`requête`);
}
