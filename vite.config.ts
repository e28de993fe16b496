import { join } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { builtAlone } from './tools/build/built-alone.ts';
import { loadedTogether } from './tools/build/loaded-together.ts';
import { observerFiles } from './tools/build/observer-files.ts';
import { oneLanguage } from './tools/build/one-language.ts';
import { whatsNew } from './tools/build/whats-new.ts';

const { background, minimum_chrome_version, browser_specific_settings, ...shared } = manifest;
const manifests = {
  chrome: { ...shared, background, minimum_chrome_version },
  firefox: {
    ...shared,
    browser_specific_settings,
    // The same background, as an event page.
    background: { scripts: [background.service_worker], type: background.type },
  },
};

const REACT_DOM = /node_modules\/react-dom\//;

export default defineConfig(({ mode }) => {
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [
      builtAlone(join(import.meta.dirname, background.service_worker)),
      oneLanguage(),
      loadedTogether(),
      react(),
      // The plugin's own manifest type knows neither host patterns with brackets nor Firefox's keys.
      crx({ manifest: manifests[browser] as never, browser }),
      observerFiles(),
      whatsNew(),
    ],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      sourcemap: false,
      // What the libraries' licences ask for: their text goes where their code goes.
      license: { fileName: 'licenses.md' },
      modulePreload: { polyfill: false },
      // Named at run time by the DevTools page and the background, so no analysis finds them.
      rolldownOptions: {
        input: { panel: 'src/panel/panel.html', grant: 'src/grant/grant.html' },
        // A file of its own: what Mozilla's linter finds there is not ours.
        output: {
          codeSplitting: { groups: [{ name: 'react-dom', test: REACT_DOM, priority: 1 }] },
        },
      },
    },
  };
});
