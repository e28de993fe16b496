import { type ReactNode, useRef } from 'react';
import { phrase } from '../model/say.ts';
import { Icon } from '../ui/icons.tsx';

/** Lets the user choose HAR files and reports. `compact`: an icon for the toolbar. */
export function OpenFileButton({
  onOpen,
  compact = false,
}: {
  readonly onOpen: (files: readonly File[]) => void;
  readonly compact?: boolean;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const label = phrase`Open HAR or report…`.fr`Ouvrir un HAR ou un rapport…`;
  return (
    <>
      <button
        type="button"
        className={compact ? 'button button-icon' : 'button button-quiet'}
        {...(compact
          ? {
              'aria-label': label,
              title: phrase`Open HAR files, saved reports or console text`
                .fr`Ouvrir des fichiers HAR, rapports ou textes de console`,
            }
          : {})}
        data-testid="open-file"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        {!compact && label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".har,.json,.txt,.log,application/json,text/plain"
        hidden
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // Choosing the same file again counts as a change too.
          if (files.length > 0) onOpen(files);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
