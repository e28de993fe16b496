import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../ui/icons.tsx';

export type ExportAction = {
  readonly label: string;
  readonly testId: string;
  readonly run: () => void;
};

export type ExportMenuProps = {
  readonly actions: readonly ExportAction[];
  readonly disabled: boolean;
};

/** A menu button: arrows move, Enter runs, Escape and a click elsewhere close. */
export function ExportMenu({ actions, disabled }: ExportMenuProps): ReactNode {
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
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    items.at((at + step) % items.length)?.focus();
  };

  return (
    <div className="menu-anchor" ref={root}>
      <button
        ref={button}
        type="button"
        className="button button-quiet"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        disabled={disabled}
        data-testid="export-menu"
        onClick={() => setOpen(!open)}
      >
        <Icon name="export" />
        Export
        <Icon name="chevron" />
      </button>
      {open && (
        <div className="menu" role="menu" id={menuId} aria-label="Export" onKeyDown={onKeyDown}>
          {actions.map(({ label, testId, run }) => (
            <button
              key={testId}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-testid={testId}
              onClick={() => {
                run();
                close();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
