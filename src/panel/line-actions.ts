import type { MouseEvent } from 'react';
import type { ListItem } from './list-items.ts';

/** What the lines of the list do. */
export type LineActions = {
  readonly onClick: (event: MouseEvent, item: ListItem) => void;
  readonly onDoubleClick: (item: ListItem) => void;
  readonly onContextMenu: (event: MouseEvent, item: ListItem) => void;
  /** Opens or closes a line. */
  readonly onFlip: (key: string) => void;
};
