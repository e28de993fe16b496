import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { counted, phrase } from '../model/say.ts';
import type { Settings } from '../model/settings.ts';
import { Icon } from '../ui/icons.tsx';
import type { ExportScope, Exports } from './exports.ts';
import type { ExportJob } from './use-export.ts';

export type ExportMenuProps = Pick<Exports, 'actions' | 'scope'> & {
  readonly disabled: boolean;
  readonly onRun: (job: ExportJob) => void;
  readonly onRemember: (decided: Partial<Settings>) => void;
};

const EXPORT = phrase`Export`.fr`Exporter`;

/**
 * A menu button: arrows, Home and End move, Enter runs, Escape and a click elsewhere close. Says
 * beforehand what is exported, and what stays hidden.
 */
export function ExportMenu({
  actions,
  scope,
  disabled,
  onRun,
  onRemember,
}: ExportMenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const menuId = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const closeOutside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  };

  return (
    <div className="menu-anchor" ref={root}>
      <button
        ref={button}
        type="button"
        className="button button-quiet"
        aria-label={EXPORT}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        disabled={disabled}
        data-testid="export-menu"
        onClick={() => setOpen(!open)}
      >
        <Icon name="export" />
        <span className="export-label">{EXPORT}</span>
        <Icon name="chevron" />
      </button>
      {open && (
        <div className="menu">
          <ScopeNote id={`${menuId}-note`} scope={scope} />
          <div
            className="menu-items"
            role="menu"
            id={menuId}
            aria-label={EXPORT}
            aria-describedby={`${menuId}-note`}
            onKeyDown={onKeyDown}
          >
            {actions.map(({ label, testId, remembers, job }) => (
              <button
                key={testId}
                type="button"
                role="menuitem"
                tabIndex={-1}
                data-testid={testId}
                onClick={() => {
                  onRun(job());
                  if (remembers !== undefined) onRemember(remembers);
                  close();
                }}
              >
                {label}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** Counted when the menu opens. Later requests count the next time. */
function ScopeNote({ id, scope }: { readonly id: string } & Pick<Exports, 'scope'>): ReactNode {
  const [{ words, hidden }] = useState<ExportScope>(scope);
  return (
    <p className="menu-note" id={id} data-testid="export-scope">
      {words}
      {hidden > 0 &&
        phrase`, ${counted(hidden, 'value')} hidden. Crosscheck never keeps secrets.`
          .fr`, ${counted(hidden, 'valeur masquée', 'valeurs masquées')}. Crosscheck ne garde jamais
          de secrets.`}
    </p>
  );
}
