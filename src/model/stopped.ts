import { parseUrl } from './origin.ts';

/**
 * Why the browser stopped a request before it left the page. DevTools' own recorder then has status
 * 0 and an error without a name (measured: nothing else has both). Returns the name that DevTools'
 * network panel shows, and `net::ERR_FAILED` for a WebSocket that was not opened. Null when these
 * two URLs give no reason.
 */
export function stoppedBy(url: string, page: string): string | null {
  const [target, from] = [parseUrl(url)?.protocol, parseUrl(page)?.protocol];
  if (target === 'ws:' || target === 'wss:') return 'net::ERR_FAILED';
  if (target === 'file:') return from === 'file:' ? null : 'blocked:other';
  return target === 'http:' && from === 'https:' ? 'blocked:mixed-content' : null;
}
