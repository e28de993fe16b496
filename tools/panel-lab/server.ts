import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { oneLanguage, SOURCE } from '../build/one-language.ts';
import { whatsNew } from '../build/whats-new.ts';

/** The panel and the popup as ordinary pages, without an extension around them. */
export type LabServer = { readonly url: string; readonly close: () => Promise<void> };

/** Builds the lab once and serves it on a free port of the loopback interface. */
export async function startLab(): Promise<LabServer> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), 'crosscheck-panel-lab-'));
  const common = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...common,
    plugins: [oneLanguage([SOURCE, root]), react(), whatsNew()],
    build: { outDir, emptyOutDir: true, target: 'es2023', minify: false },
  });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the lab has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
