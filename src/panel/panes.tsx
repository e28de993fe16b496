import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';
import { apart, LoadedApart, useLoadedSoon } from '../ui/apart.tsx';
import { INITIAL_STATE } from '../ui/state.ts';
import type { ChosenDetail } from './chosen-detail.tsx';
import { NothingChosen, NothingPasses } from './empty.tsx';
import { ExchangeList } from './exchange-list.tsx';
import { ListHead } from './list-head.tsx';
import { Splitter } from './splitter.tsx';
import type { PanelModel } from './use-panel.ts';

/** The rooms of all servers: loaded once the list is drawn, before a row is opened. */
const chosenDetail = apart<ComponentProps<typeof ChosenDetail>>(
  async () => (await import('./chosen-detail.tsx')).ChosenDetail,
);

type PanesProps = { readonly panel: PanelModel };

/** In CSS pixels, as in the style sheet: a narrow panel gives more room to the longer lines. */
const firstListWidth = (): number =>
  Math.round(Math.min(Math.max(window.innerWidth * 0.3, 280), 350));

/** The list, the splitter, and the detail. */
export function Panes({ panel }: PanesProps): ReactNode {
  /** Null until the user chooses a width. */
  const [listWidth, setListWidth] = useState<number | null>(null);
  const split = useRef<HTMLElement>(null);
  useLoadedSoon(chosenDetail);
  useEffect(() => {
    if (listWidth !== null) split.current?.style.setProperty('--list-width', `${listWidth}px`);
  }, [listWidth]);
  return (
    <main className="panes" ref={split}>
      <ListPane panel={panel} />
      <Splitter width={listWidth ?? firstListWidth()} onResize={setListWidth} />
      <div className="detail-pane">
        {panel.chosen === null ? (
          <NothingChosen blocked={panel.counts.blocked} />
        ) : (
          <LoadedApart part={chosenDetail} of={{ panel, chosen: panel.chosen }} />
        )}
      </div>
    </main>
  );
}

function ListPane({ panel }: PanesProps): ReactNode {
  const { state, dispatch, groups, navigation } = panel;
  const { list, picked } = state;
  const reset = (): void => {
    const { text, verdict, scope } = INITIAL_STATE.list;
    dispatch({ type: 'listed', list: { text, verdict, scope } });
    navigation.filterField.current?.focus();
  };
  return (
    <div className="list-pane">
      <ListHead
        list={list}
        counts={panel.counts}
        picked={picked.size}
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
            selected={panel.chosen?.key ?? null}
            picked={picked}
            label={list.groupBy === 'server' ? 'Requests by server' : 'Requests by cause'}
            onSelect={navigation.select}
            onPick={navigation.pick}
            onOpen={navigation.open}
            onPickMany={(keys) => dispatch({ type: 'picked', keys })}
            onCopy={() => panel.exporting.run(panel.exports.copyText())}
          />
        )}
      </div>
    </div>
  );
}
