import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  readonly icon: IconName;
  /** What the button does: for screen readers, and shown if no `title` says more. */
  readonly label: string;
};

/** A button without text. */
export function IconButton({
  icon,
  label,
  title = label,
  className = '',
  ...button
}: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`button button-icon ${className}`}
      aria-label={label}
      title={title}
      {...button}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A button that lets Crosscheck watch something. */
export function WatchButton({ children, ...button }: ComponentProps<'button'>): ReactNode {
  return (
    <button type="button" className="button button-accent" {...button}>
      <Icon name="eye" />
      {children}
    </button>
  );
}
