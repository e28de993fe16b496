import { type ReactNode, useRef } from 'react';
import { IconButton } from '../ui/buttons.tsx';
import { useRoving } from '../ui/use-roving.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterField } from './filter-field.tsx';
import { ObserveTool } from './observe.tsx';
import { OpenHarButton } from './open-har.tsx';
import type { PanelModel } from './use-panel.ts';

type ToolbarProps = { readonly panel: PanelModel };

/** Clear, Pause, Open HAR, filter and Export, in the order of the browser's own panels. */
export function Toolbar({ panel }: ToolbarProps): ReactNode {
  const { state, dispatch, openSheet } = panel;
  const toolbar = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(toolbar);
  return (
    <div
      ref={toolbar}
      className="bar toolbar"
      role="toolbar"
      aria-label="Requests"
      onKeyDown={onKeyDown}
    >
      <IconButton icon="clear" label="Clear" title="Clear the list" onClick={panel.clear} />
      {panel.isLive && (
        <PauseTool
          paused={state.paused !== null}
          onPause={(on) => dispatch({ type: 'paused', on })}
        />
      )}
      <OpenHarButton onOpen={panel.file.open} compact />
      <ObserveTool observation={panel.observation} />
      <span className="bar-divider" />
      <FilterField panel={panel} />
      <span className="bar-space" />
      <ExportMenu
        {...panel.exports}
        disabled={state.exchanges.length === 0 || state.behind}
        onRun={panel.exporting.run}
        onRemember={panel.changeSettings}
      />
      <IconButton
        icon="settings"
        label="Settings"
        data-testid="open-settings"
        onClick={() => openSheet('settings')}
      />
      <IconButton
        icon="help"
        label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        data-testid="open-help"
        onClick={() => openSheet('help')}
      />
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
  return (
    <IconButton
      icon={paused ? 'play' : 'pause'}
      label={paused ? 'Resume' : 'Pause'}
      title={paused ? 'Show new requests again' : 'Pause the list. Crosscheck keeps watching.'}
      data-testid="pause"
      data-active={paused}
      onClick={() => onPause(!paused)}
    />
  );
}
