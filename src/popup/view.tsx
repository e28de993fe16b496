import { createEnvironment } from '../platform/environment.ts';
import { mount } from '../ui/mount.tsx';
import { PopupApp } from './app.tsx';

/** Draws the popup. */
export const draw = (): void =>
  mount(createEnvironment('popup'), (environment) => <PopupApp environment={environment} />);
