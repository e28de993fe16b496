import type { StackFrame } from '../model/declared.ts';
import { type NetworkEntry, parseNetworkEntry } from '../model/network-entry.ts';
import { redactUrl } from '../model/redact.ts';
import type { DevtoolsApi } from './devtools.ts';

/**
 * Listens to DevTools' recorder. Also passes on what it has recorded since DevTools were opened.
 * Its entries are parsed and redacted here, at the edge.
 */
export function onNetworkEntry(
  { network }: DevtoolsApi,
  listener: (entry: NetworkEntry) => void,
): () => void {
  const told = new Set<string>();
  let listening = true;
  const onFinished = (value: unknown): void => {
    const entry = parseNetworkEntry(value);
    if (entry === null) return;
    told.add(keyOf(entry));
    listener(entry);
  };
  const onHar = (har: unknown): void => {
    const entries: unknown = Reflect.get(Object(har), 'entries');
    for (const value of Array.isArray(entries) ? entries : []) {
      const entry = parseNetworkEntry(value);
      // Requests that finished in the meantime were passed on already.
      if (listening && entry !== null && !told.has(keyOf(entry))) listener(entry);
    }
    told.clear();
  };
  network.onRequestFinished.addListener(onFinished);
  const returned: unknown = Reflect.apply(network.getHAR, network, [onHar]);
  if (returned instanceof Promise) returned.then(onHar, () => {});
  return () => {
    listening = false;
    network.onRequestFinished.removeListener(onFinished);
  };
}

const keyOf = ({ at, method, url }: NetworkEntry): string => `${at} ${method} ${url}`;

/** A function that shows a line of code in Sources. Null if the browser has none. */
export function sourceOpener({
  panels,
  inspectedWindow,
}: DevtoolsApi): ((frame: StackFrame) => void) | null {
  const openResource: unknown = Reflect.get(panels, 'openResource');
  if (typeof openResource !== 'function') return null;
  const open = (url: string, { line, column }: StackFrame): void => {
    // Here, DevTools count lines and columns from zero.
    Reflect.apply(openResource, panels, [url, line - 1, column - 1, () => {}]);
  };
  return (frame) => {
    const getResources: unknown = Reflect.get(inspectedWindow, 'getResources');
    if (typeof getResources !== 'function') return open(frame.url, frame);
    Reflect.apply(getResources, inspectedWindow, [
      (resources: unknown) => open(fullUrl(frame.url, resources), frame),
    ]);
  };
}

/** A function that shows a URL in Network. Null if the browser has none. */
export function networkShower({ panels }: DevtoolsApi): ((url: string) => void) | null {
  const network: unknown = Reflect.get(panels, 'network');
  const show: unknown = Reflect.get(Object(network), 'show');
  if (typeof show !== 'function') return null;
  return (url) => void Reflect.apply(show, network, [{ filter: url }]);
}

/** The URL including the secrets that were removed from it: Sources needs the original. */
function fullUrl(redacted: string, resources: unknown): string {
  const list: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const urls = list.map((resource) => Reflect.get(Object(resource), 'url'));
  const full: unknown = urls.find((url) => typeof url === 'string' && redactUrl(url) === redacted);
  return typeof full === 'string' ? full : redacted;
}
