import type { ReactNode } from 'react';

export type IconName =
  | 'clear'
  | 'filter'
  | 'export'
  | 'open'
  | 'copy'
  | 'check'
  | 'close'
  | 'back'
  | 'forward'
  | 'warning'
  | 'info'
  | 'proof'
  | 'arrow'
  | 'eye'
  | 'reload'
  | 'chevron'
  | 'up'
  | 'pause'
  | 'play'
  | 'settings'
  | 'help'
  | 'try';

const PATHS: Readonly<Record<IconName, string>> = {
  clear: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM3.6 3.6l8.8 8.8',
  filter: 'M2 3h12L9.5 8.6v4.2l-3 1.4V8.6Z',
  export: 'M8 10.5v-8M4.8 5.4 8 2.2l3.2 3.2M2.5 9.5v4h11v-4',
  open: 'M2 13V3.5h4l1.5 2H14V13ZM2 7.5h12',
  copy: 'M5.5 4.5v-2h8v9h-2M2.5 4.5h9v9h-9Z',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M10 3 5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  warning: 'M8 2 1.5 13.5h13ZM8 6.3v3.4M8 11.2v1',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.2v4M8 4.6v1',
  proof: 'M8 1.8 13 3.6v4c0 3-2.1 5.4-5 6.6-2.9-1.2-5-3.6-5-6.6v-4ZM5.6 8l1.8 1.8 3-3.4',
  arrow: 'M2.5 8h10M8.8 4.2 12.5 8l-3.7 3.8',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  reload: 'M13.2 8A5.2 5.2 0 1 1 11.5 4.2M11.8 1.6v2.9H8.9',
  chevron: 'M4 6.2 8 10.2l4-4',
  up: 'M4 9.8 8 5.8l4 4',
  pause: 'M5.5 3.2v9.6M10.5 3.2v9.6',
  play: 'M4.5 3v10l8-5Z',
  settings:
    'M2 4.5h6.2M11.8 4.5H14M2 11.5h2.2M7.8 11.5H14M10 2.7a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6ZM6 9.7a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z',
  help: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1v.2M8 11.3v.9',
  try: 'M6 1.8h4M6.8 1.8v4.6L2.9 13a1 1 0 0 0 .9 1.4h8.4a1 1 0 0 0 .9-1.4L9.2 6.4V1.8M4.6 10.4h6.8',
};

/** A decorative line icon. The text beside it or its button's label carries the meaning. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
