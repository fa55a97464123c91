import './button.css';
import type { ComponentProps } from 'react';
import { Icon, type IconName } from '../marks/Icon.tsx';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly icon?: IconName;
  /** At most one in a view. */
  readonly primary?: boolean;
  /** Only the icon shows; `label` names it. */
  readonly label?: string;
}

/** A button; it names its act. */
export function Button({ icon, primary = false, label, children, ...rest }: ButtonProps) {
  const classes = ['control', primary ? 'control-primary' : '', label === undefined ? '' : 'control-icon'];
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes.join(' ').trim()}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}
