import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from '../ui/icons.tsx';

/** A line of a list: words beside an icon. */
export function Remark({
  icon,
  children,
  ...line
}: ComponentProps<'li'> & { readonly icon: IconName }): ReactNode {
  return (
    <li className="remark" {...line}>
      <Icon name={icon} />
      <p>{children}</p>
    </li>
  );
}
