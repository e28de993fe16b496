import { parseUrl } from './origin.ts';

/**
 * Why the browser stopped a request before it left the page. DevTools' own recorder has status 0 and
 * an error without a name for it (measured: nothing else has both). The result is the name that
 * DevTools' network panel shows, `net::ERR_FAILED` for a WebSocket that was not opened. Null where
 * these two URLs give no reason.
 */
export function stoppedBy(url: string, page: string): string | null {
  const [target, from] = [parseUrl(url)?.protocol, parseUrl(page)?.protocol];
  if (target === 'ws:' || target === 'wss:') return 'net::ERR_FAILED';
  if (target === 'file:') return from === 'file:' ? null : 'blocked:other';
  return target === 'http:' && from === 'https:' ? 'blocked:mixed-content' : null;
}
