import { parseUrl } from './origin.ts';

/** The path of a URL, or the text itself where it is no URL. */
export const pathOf = (url: string): string => parseUrl(url)?.pathname ?? url;

/** The URL as servers see it. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/** Where a link leads from a URL; null where it is no link. Never throws. */
export const resolved = (link: string, base: string): string | null =>
  URL.canParse(link, base) ? new URL(link, base).href : null;
