import { type ReactNode, useRef } from 'react';
import { Icon } from '../ui/icons.tsx';

/** Lets the user choose a HAR file. `compact`: an icon for the toolbar. */
export function OpenHarButton({
  onOpen,
  compact = false,
}: {
  readonly onOpen: (file: File) => void;
  readonly compact?: boolean;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const label = 'Open HAR…';
  return (
    <>
      <button
        type="button"
        className={compact ? 'button button-icon' : 'button button-quiet'}
        {...(compact ? { 'aria-label': label, title: 'Open a HAR file, or drop it here' } : {})}
        data-testid="open-har"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        {!compact && label}
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,application/json"
        hidden
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // Choosing the same file again counts as a change too.
          if (file !== undefined) onOpen(file);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
