import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

/** The panel and the popup as ordinary pages, without an extension around them. */
export type LabServer = { readonly url: string; readonly close: () => Promise<void> };

/** Serves the lab on a free port of the loopback interface. */
export async function startLab(): Promise<LabServer> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: `${repository}node_modules/.vite-panel-lab`,
    plugins: [react()],
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [repository] } },
    optimizeDeps: {
      include: ['react', 'react/jsx-dev-runtime', 'react-dom/client'],
      entries: [],
    },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') {
    throw new Error('the lab has no port');
  }
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
