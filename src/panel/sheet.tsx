import { type ReactNode, useEffect, useId, useRef } from 'react';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';

type SheetProps = {
  readonly title: string;
  readonly testId: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A dialog over the panel. It keeps the focus until Escape, its button or a click beside it closes
 * it.
 */
export function Sheet({ title, testId, onClose, children }: SheetProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const { current } = dialog;
    // The browser returns the focus to where it was.
    if (current !== null && !current.open) current.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      data-testid={testId}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div className="sheet-body">
        <header className="sheet-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton
            icon="close"
            label={phrase`Close`.fr`Fermer`}
            title={phrase`Close (Escape)`.fr`Fermer (Échap)`}
            onClick={() => dialog.current?.close()}
          />
        </header>
        {children}
      </div>
    </dialog>
  );
}
