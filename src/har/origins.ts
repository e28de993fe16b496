import { originOf, type SerializedOrigin } from '../model/origin.ts';

/** `originOf`, for the URLs of one file. */
export type OriginReader = (url: string) => SerializedOrigin;

/** A reader that parses each authority once: a HAR has thousands of URLs of a few servers. */
export function originReader(): OriginReader {
  const known = new Map<string, SerializedOrigin>();
  return (url) => {
    const authority = authorityOf(url);
    if (authority === null) return originOf(url);
    const before = known.get(authority);
    if (before !== undefined) return before;
    const origin = originOf(url);
    known.set(authority, origin);
    return origin;
  };
}

/** The beginning of an http(s) URL, up to its path: the origin depends on nothing else. */
function authorityOf(url: string): string | null {
  const start = ['http://', 'https://'].find((scheme) => url.startsWith(scheme))?.length;
  if (start === undefined) return null;
  const end = url.indexOf('/', start);
  // More slashes than two are skipped by URL parsers, and the authority comes after them.
  return end <= start ? null : url.slice(0, end);
}
