import { elements, type HeaderList } from '../model/header-list.ts';

/** Servers in which people set headers. The routers of hosting platforms only forward responses. */
const SETS_HEADERS = /\b(caddy|envoy|haproxy|kong|squid|traefik|varnish)\b/i;

/**
 * The layer nearest to the browser, by its name in `Via`, if it is one that may add headers; else
 * null.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.via each one appends itself
 */
export function outerLayerOf(list: HeaderList): string | null {
  const last = elements(list, 'via').at(-1) ?? '';
  const name = last.replace(/^\S+\s+/, '').trim();
  return SETS_HEADERS.test(name) ? name : null;
}
