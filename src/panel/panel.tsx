import { createEnvironment } from '../platform/environment.ts';
import { mount } from '../ui/mount.tsx';
import { PanelApp } from './app.tsx';

mount(createEnvironment('panel'), (environment) => <PanelApp environment={environment} />);
