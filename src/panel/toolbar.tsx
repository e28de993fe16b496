import { type ReactNode, type RefObject, useId } from 'react';
import { Icon } from '../ui/icons.tsx';
import type { Observation } from '../ui/use-observation.ts';
import { ExportMenu, type ExportMenuProps } from './export-menu.tsx';
import { ObserveTool } from './observe.tsx';
import { OpenHarButton } from './open-har.tsx';

type ToolbarProps = {
  readonly filter: string;
  /** Null where there is nothing that could stand still. */
  readonly paused: boolean | null;
  readonly filterField: RefObject<HTMLInputElement | null>;
  readonly onClear: () => void;
  readonly onOpen: (file: File) => void;
  readonly onFilter: (filter: string) => void;
  readonly onPause: (on: boolean) => void;
  readonly onLeaveFilter: () => void;
  readonly observation: Observation;
  readonly exports: ExportMenuProps;
  readonly onSettings: () => void;
  readonly onHelp: () => void;
};

/** Clear, Pause, Open HAR, filter and Export, in the order of the browser's own panels. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const filterId = useId();
  return (
    <div className="bar toolbar" role="toolbar" aria-label="Captured requests">
      <button
        type="button"
        className="button button-icon"
        aria-label="Clear"
        title="Clear"
        onClick={props.onClear}
      >
        <Icon name="clear" />
      </button>
      {props.paused !== null && <PauseTool paused={props.paused} onPause={props.onPause} />}
      <OpenHarButton onOpen={props.onOpen} compact />
      <ObserveTool observation={props.observation} />
      <span className="bar-divider" />
      <label className="filter" htmlFor={filterId}>
        <Icon name="filter" />
        <span className="visually-hidden">Filter by URL, cause or header</span>
        <input
          ref={props.filterField}
          id={filterId}
          type="search"
          placeholder="Filter"
          title="Filter by URL, cause or header text (/)"
          spellCheck={false}
          autoComplete="off"
          value={props.filter}
          onChange={(event) => props.onFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault();
              if (props.filter === '') props.onLeaveFilter();
              else props.onFilter('');
            } else if (event.key === 'ArrowDown') {
              event.preventDefault();
              props.onLeaveFilter();
            }
          }}
        />
      </label>
      <span className="bar-space" />
      <ExportMenu {...props.exports} />
      <button
        type="button"
        className="button button-icon"
        aria-label="Settings"
        title="Settings"
        data-testid="open-settings"
        onClick={props.onSettings}
      >
        <Icon name="settings" />
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        data-testid="open-help"
        onClick={props.onHelp}
      >
        <Icon name="help" />
      </button>
    </div>
  );
}

function PauseTool({
  paused,
  onPause,
}: {
  readonly paused: boolean;
  readonly onPause: (on: boolean) => void;
}): ReactNode {
  const label = paused ? 'Go on' : 'Pause';
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={label}
      title={paused ? 'Show what has arrived, and go on' : 'Hold the list still; capturing goes on'}
      data-testid="pause"
      data-active={paused}
      onClick={() => onPause(!paused)}
    >
      <Icon name={paused ? 'play' : 'pause'} />
    </button>
  );
}
