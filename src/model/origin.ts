declare const brand: unique symbol;

/**
 * The ASCII serialization of an origin: `https://app.example`, `http://localhost:3000`, or `null`
 * for an opaque origin.
 * @see https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
export type SerializedOrigin = string & { readonly [brand]: 'SerializedOrigin' };

/** The serialization of every opaque origin (sandboxed frame, `data:` URL, `file:` page). */
export const OPAQUE_ORIGIN = 'null' as SerializedOrigin;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Judging one exchange needs the same few URLs many times. */
const MOST_KNOWN = 500;
const known = new Map<string, Readonly<URL> | null>();

/** Node 20 calls some hosts parsable, such as `http://â.example`, and then throws. */
function newUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The URL, or null when the text is not an absolute URL. Never throws. */
export function parseUrl(text: string): Readonly<URL> | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const url = newUrl(text);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, url);
  return url;
}

/**
 * Trusts a browser's own serialization (an `Origin` header, an event's initiator). The origins of
 * extensions stay unchanged, because not every URL parser serializes them.
 */
export const serializedOrigin = (text: string) => text as SerializedOrigin;

/** In these schemes, only the authority decides the origin, and the rest always parses. */
const AUTHORITY = /^(?:https?|wss?):\/\/[^\s/?#\\@]+(?=[/?#]|$)/;

/** The origin of a URL given as text. `null`'s serialization when it has none or does not parse. */
export function originOf(url: string): SerializedOrigin {
  // Thousands of URLs share a few authorities.
  const authority = AUTHORITY.exec(url)?.[0] ?? url;
  return (parseUrl(authority)?.origin ?? OPAQUE_ORIGIN) as SerializedOrigin;
}

/** Schemes of what a browser's own pages and extensions show, in all browsers. */
const OWN =
  /^(?:(?:chrome|moz|safari-web|ms-browser)-extension|extension|chrome(?:-untrusted|-search)?|edge|brave|opera|vivaldi|devtools|resource):\/\/[\w.-]{0,100}/i;

/**
 * The origin of an extension's page or of one of the browser's own (`chrome://settings`), from its
 * URL or origin. Null for all others: theirs is what CORS is about.
 */
export function ownOrigin(url: string): SerializedOrigin | null {
  return (OWN.exec(url)?.[0].toLowerCase() ?? null) as SerializedOrigin | null;
}

/** Whether such an origin is an extension's. */
export const isExtension = (origin: SerializedOrigin): boolean =>
  /^(?:[\w-]+-)?extension:/.test(origin);

const NAMEABLE = /^[a-z][a-z0-9+.-]*:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::\d{1,5})?$/;

/**
 * The text as an origin that a server can allow: scheme, host and perhaps a port, as browsers
 * serialize them. Null for everything else, including `null`'s serialization and `*`.
 */
export function nameableOrigin(text: string): SerializedOrigin | null {
  return NAMEABLE.test(text) ? (text as SerializedOrigin) : null;
}

/**
 * Scheme, host and effective port of an `http(s)` origin, for example to say which of them differs.
 */
export type OriginParts = {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
};

/** The parts of an `http(s)` origin or URL; null for an opaque origin and for other schemes. */
export function originParts(text: string): OriginParts | null {
  const url = parseUrl(text);
  const defaultPort = url === null ? undefined : DEFAULT_PORTS[url.protocol];
  if (url === null || defaultPort === undefined) return null;
  return {
    scheme: url.protocol.slice(0, -1),
    host: url.hostname,
    port: url.port === '' ? defaultPort : url.port,
  };
}

/**
 * Whether a URL's scheme, host and effective port equal those of an `http(s)` origin, as servers
 * compare them. `http://a` and `http://a:80` are the same.
 */
export function isAtOrigin(url: string, origin: string): boolean {
  const [own, other] = [originParts(url), originParts(origin)];
  return (
    own?.scheme === other?.scheme &&
    own?.host === other?.host &&
    own?.port === other?.port &&
    own !== null
  );
}

/** Whether two serialized origins are same origin. An opaque origin is never same origin. */
export function isSameOrigin(a: SerializedOrigin, b: SerializedOrigin): boolean {
  return a !== OPAQUE_ORIGIN && a === b;
}

/** Whether a host is this machine: `localhost`, `*.localhost`, `127.0.0.0/8`, `[::1]`. */
export function isLoopbackHost(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * Whether a URL is potentially trustworthy: only such targets receive `Sec-Fetch-*` headers.
 * @see https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
 */
export function isPotentiallyTrustworthy(url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === null) return false;
  return (
    parsed.protocol === 'https:' || parsed.protocol === 'wss:' || isLoopbackHost(parsed.hostname)
  );
}

/**
 * Whether two URLs or origins certainly belong to different sites. The list of public suffixes is
 * not available: hosts that share their last two labels count as one site.
 * @see https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
 */
export function isCrossSite(a: string, b: string): boolean {
  const [one, other] = [parseUrl(a), parseUrl(b)];
  if (one === null || other === null || one.protocol !== other.protocol) return true;
  return site(one.hostname) !== site(other.hostname);
}

/** All names of this machine are one site. Each IP address is its own site. */
function site(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  return /(^|\.)localhost$/.test(host) ? 'localhost' : host.split('.').slice(-2).join('.');
}
