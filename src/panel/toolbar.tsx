import { type ReactNode, type RefObject, useId } from 'react';
import { Icon } from '../ui/icons.tsx';
import type { Observation } from '../ui/use-observation.ts';
import { ExportMenu, type ExportMenuProps } from './export-menu.tsx';
import { ObserveTool } from './observe.tsx';
import { OpenHarButton } from './open-har.tsx';

type ToolbarProps = {
  readonly filter: string;
  readonly blockedOnly: boolean;
  readonly filterField: RefObject<HTMLInputElement | null>;
  readonly onClear: () => void;
  readonly onOpen: (file: File) => void;
  readonly onFilter: (filter: string) => void;
  readonly onBlockedOnly: (on: boolean) => void;
  readonly onLeaveFilter: () => void;
  readonly observation: Observation;
  readonly exports: ExportMenuProps;
};

/** Clear, Open HAR, filter, "Blocked only" and Export, in the order of the browser's own panels. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const filterId = useId();
  return (
    <div className="toolbar" role="toolbar" aria-label="Captured requests">
      <button
        type="button"
        className="button button-icon"
        aria-label="Clear"
        title="Clear"
        onClick={props.onClear}
      >
        <Icon name="clear" />
      </button>
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
      <label className="toggle">
        <input
          type="checkbox"
          checked={props.blockedOnly}
          onChange={(event) => props.onBlockedOnly(event.currentTarget.checked)}
        />
        Blocked only
      </label>
      <span className="bar-space" />
      <ExportMenu {...props.exports} />
    </div>
  );
}
