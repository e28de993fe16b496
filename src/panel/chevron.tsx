import type { ReactNode } from 'react';
import { Icon } from '../ui/icons.tsx';

/** Shows whether a line of the list is open. */
export const Chevron = ({ open }: { readonly open: boolean }): ReactNode => (
  <span className="chevron" data-open={open}>
    <Icon name="chevron" />
  </span>
);
