import { type ReactNode, useRef } from 'react';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { useRoving } from '../ui/use-roving.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterField } from './filter-field.tsx';
import { ObserveTool } from './observe.tsx';
import { OpenFileButton } from './open-file.tsx';
import type { PanelModel } from './use-panel.ts';

type ToolbarProps = { readonly panel: PanelModel };

/** Clear, Pause, Open, filter and Export, in the order of the browser's own panels. */
export function Toolbar({ panel }: ToolbarProps): ReactNode {
  const { state, dispatch, openSheet } = panel;
  const toolbar = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(toolbar);
  return (
    <div
      ref={toolbar}
      className="bar toolbar"
      role="toolbar"
      aria-label={phrase`Requests`.fr`Requêtes`}
      onKeyDown={onKeyDown}
    >
      <IconButton
        icon="clear"
        label={phrase`Clear`.fr`Vider`}
        title={phrase`Clear the list`.fr`Vider la liste`}
        onClick={panel.clear}
      />
      {panel.isLive && (
        <PauseTool
          paused={state.paused !== null}
          onPause={(on) => dispatch({ type: 'paused', on })}
        />
      )}
      <OpenFileButton onOpen={panel.file.open} compact />
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
        label={phrase`Settings`.fr`Paramètres`}
        data-testid="open-settings"
        onClick={() => openSheet('settings')}
      />
      <IconButton
        icon="help"
        label={phrase`Help`.fr`Aide`}
        title={phrase`Help and keyboard shortcuts (?)`.fr`Aide et raccourcis clavier (?)`}
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
      label={paused ? phrase`Resume`.fr`Reprendre` : phrase`Pause`.fr`Mettre en pause`}
      title={
        paused
          ? phrase`Show new requests again`.fr`Afficher à nouveau les nouvelles requêtes`
          : phrase`Pause the list. Crosscheck keeps watching.`
              .fr`Mettre la liste en pause. Crosscheck continue de surveiller.`
      }
      data-testid="pause"
      data-active={paused}
      onClick={() => onPause(!paused)}
    />
  );
}
