import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { phrase } from '../model/say.ts';

const STEP = 16;
const NARROWEST_LIST = 220;
const NARROWEST_DETAIL = 320;

type SplitterProps = {
  /** Width of the left pane, in CSS pixels. */
  readonly width: number;
  readonly onResize: (width: number) => void;
};

/** The bar between two panes: dragged with the pointer, or moved with arrows, Home and End. */
export function Splitter({ width, onResize }: SplitterProps): ReactNode {
  const widest = (): number => Math.max(NARROWEST_LIST, window.innerWidth - NARROWEST_DETAIL);
  const resize = (wanted: number): void =>
    onResize(Math.round(Math.min(Math.max(wanted, NARROWEST_LIST), widest())));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = {
      ArrowLeft: width - STEP,
      ArrowRight: width + STEP,
      Home: NARROWEST_LIST,
      End: widest(),
    }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget; hr is not
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={phrase`Width of the list`.fr`Largeur de la liste`}
      aria-valuenow={width}
      aria-valuemin={NARROWEST_LIST}
      aria-valuemax={widest()}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
