import { createEnvironment } from '../platform/environment.ts';
import { mount } from '../ui/mount.tsx';
import { PanelApp } from './app.tsx';

/** Draws the panel. */
export const draw = (): void =>
  mount(createEnvironment('panel'), (environment) => <PanelApp environment={environment} />);
