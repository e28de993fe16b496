import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { apart, LoadedApart, useLoadedSoon } from '../ui/apart.tsx';
import type { ChosenDetail } from './chosen-detail.tsx';
import { NothingChosen } from './empty.tsx';
import { ListPane } from './list-pane.tsx';
import { ListStrip } from './list-strip.tsx';
import { Splitter } from './splitter.tsx';
import type { PanelModel } from './use-panel.ts';

/** The rooms of all servers: loaded once the list is drawn, before a row is opened. */
const chosenDetail = apart<ComponentProps<typeof ChosenDetail>>(
  async () => (await import('./chosen-detail.tsx')).ChosenDetail,
);

type PanesProps = { readonly panel: PanelModel };

/** In CSS pixels, as in the style sheet: a narrow panel gives more room to the longer lines. */
const firstListWidth = (): number =>
  Math.round(Math.min(Math.max(window.innerWidth * 0.3, 280), 360));

/** The list, the splitter, and the detail. */
export function Panes({ panel }: PanesProps): ReactNode {
  const { listWidth, setListWidth } = panel;
  const split = useRef<HTMLElement>(null);
  useLoadedSoon(chosenDetail);
  useEffect(() => {
    if (listWidth !== null) split.current?.style.setProperty('--list-width', `${listWidth}px`);
  }, [listWidth]);
  return (
    <main className="panes" ref={split}>
      <ListPane panel={panel} />
      <div className="detail-pane">
        {panel.chosen !== null && <ListStrip panel={panel} />}
        {panel.chosen === null ? (
          <NothingChosen blocked={panel.counts.blocked} />
        ) : (
          <LoadedApart part={chosenDetail} of={{ panel, chosen: panel.chosen }} />
        )}
      </div>
      {/* Shown between them, but the next tab stop after the list is the detail. */}
      <Splitter width={listWidth ?? firstListWidth()} onResize={setListWidth} />
    </main>
  );
}
