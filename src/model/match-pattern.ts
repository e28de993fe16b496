import { parseUrl } from './origin.ts';

/**
 * Whether a host permission covers a URL. `*` as the scheme matches HTTP and HTTPS. Ports are
 * ignored. An invalid pattern covers nothing.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns
 */
export function covers(pattern: string, url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return false;
  if (pattern === '<all_urls>') return true;
  const [, scheme = '', host = ''] = /^([^:]+):\/\/([^/]+)\//.exec(pattern) ?? [];
  return (scheme === '*' || `${scheme}:` === parsed.protocol) && coversHost(host, parsed.hostname);
}

function coversHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.startsWith('*.')) return pattern !== '' && pattern === host;
  const base = pattern.slice(2);
  return host === base || host.endsWith(`.${base}`);
}
