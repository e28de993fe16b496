import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioServers, Script } from '../scripted-servers/scenario-server.ts';
import type { App, Context } from './scenario.ts';

const text = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
const RUNNER = text('../scripted-servers/scenario-page.js');
const PLAYER = text('page.js');
const SHARED = `${RUNNER}
addEventListener('connect', ({ ports: [port] }) => {
  port.onmessage = async ({ data, ports }) => {
    ports[0].postMessage(data.ask === null ? 'ready' : await run(data.ask));
  };
});`;

const html = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Conformance</title><link rel="icon" href="data:,"><script>${script}</script>`;

/** What the servers answer for the documents and worker scripts of an app. */
export function appScript({ page }: App): Script {
  return {
    [`${page}/index.html`]: { actual: { body: html(`${RUNNER}\n${PLAYER}`) } },
    [`${page}/shared-worker.js`]: { actual: { body: SHARED } },
  };
}

/** As `settle` in page.js takes it. */
export type Place =
  | {
      readonly name: Context;
      readonly kind: 'worker' | 'shared-worker' | 'service-worker';
      readonly url: string;
    }
  | {
      readonly name: Context;
      readonly kind: 'frame';
      readonly attributes: Readonly<Record<string, string>>;
    };

/** The places, besides the document itself, from which the app makes requests. */
export function placesOf(servers: ScenarioServers, app: App): readonly Place[] {
  return app.contexts.map((name) => placeOf(servers, app, name)).filter((place) => place !== null);
}

function placeOf(servers: ScenarioServers, { id, page }: App, name: Context): Place | null {
  const url = (target: string) => servers.url(id, target);
  const frame = (attributes: Readonly<Record<string, string>>): Place => ({
    name,
    kind: 'frame',
    attributes,
  });
  switch (name) {
    case 'document':
      return null;
    case 'same-origin frame':
      return frame({ src: url(`${page}/frame.html`) });
    case 'srcdoc frame':
      return frame({ srcdoc: html(RUNNER) });
    case 'cross-site frame':
      return frame({ src: url('other/frame.html') });
    case 'sandboxed frame':
      return frame({ src: url(`${page}/frame.html`), sandbox: 'allow-scripts' });
    case 'data frame':
      return frame({ src: `data:text/html;base64,${btoa(html(RUNNER))}` });
    case 'worker':
      return { name, kind: 'worker', url: url(`${page}/worker.js`) };
    case 'shared worker':
      return { name, kind: 'shared-worker', url: url(`${page}/shared-worker.js`) };
    case 'service worker':
      return { name, kind: 'service-worker', url: url(`${page}/service-worker.js`) };
  }
}
