import { parseUrl } from './origin.ts';

/** The path of a URL, or the text itself if it is not a URL. */
export const pathOf = (url: string): string => parseUrl(url)?.pathname ?? url;

/** The URL as servers see it. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/**
 * The absolute URL of a link on a page with the given URL. Null if it is not a link. Never throws.
 */
export const resolved = (link: string, base: string): string | null =>
  URL.canParse(link, base) ? new URL(link, base).href : null;
