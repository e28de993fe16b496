import { isLoopbackHost, originOf, originParts, parseUrl } from './origin.ts';

/** How an `Access-Control-Allow-Origin` value differs from the expected origin. */
export type OriginDifference =
  /** It is `null`, the serialization of an opaque origin. */
  | { readonly kind: 'null' }
  /** It holds a comma or a space: several origins, but only one is allowed. */
  | { readonly kind: 'list' }
  /** It would be equal without its invisible characters. */
  | { readonly kind: 'invisible-character' }
  /** It has `*` inside: this header knows no patterns. */
  | { readonly kind: 'pattern' }
  /** It has no `scheme://`. */
  | { readonly kind: 'no-scheme' }
  | { readonly kind: 'trailing-slash' }
  /** A path, query or fragment follows the right origin. */
  | { readonly kind: 'path' }
  /** `user:password@` precedes the right host. */
  | { readonly kind: 'userinfo' }
  /** Equal except for upper and lower case. */
  | { readonly kind: 'case' }
  /** Equal except for the scheme's default port, which an origin omits. */
  | { readonly kind: 'default-port'; readonly port: string }
  /** Another origin: which parts differ. Never empty. */
  | {
      readonly kind: 'parts';
      readonly parts: readonly OriginPart[];
      /** Both hosts are names of this machine: `localhost` and `127.0.0.1`. */
      readonly loopbackNames: boolean;
    }
  /** It cannot be compared part by part. */
  | { readonly kind: 'other' };

export type OriginPart = 'scheme' | 'host' | 'port';

/**
 * How `received` differs from `origin`. Null when they are equal. The browser only compares the
 * bytes, so a person needs this explanation.
 * @see https://fetch.spec.whatwg.org/#concept-cors-check step 4
 */
export function originDifference(received: string, origin: string): OriginDifference | null {
  if (received === origin) return null;
  if (received === 'null') return { kind: 'null' };
  if (received.replace(/[\p{Cc}\p{Cf}]/gu, '') === origin) return { kind: 'invisible-character' };
  if (/[,\s]/.test(received)) return { kind: 'list' };
  if (received.includes('*')) return { kind: 'pattern' };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(received)) return { kind: 'no-scheme' };
  return sameOriginDifference(received, origin) ?? partsDifference(received, origin);
}

/** The value means the right origin but is not serialized as one. */
function sameOriginDifference(received: string, origin: string): OriginDifference | null {
  const url = parseUrl(received);
  if (url === null || originOf(received) !== originOf(origin)) return null;
  if (received === `${origin}/`) return { kind: 'trailing-slash' };
  if (url.username !== '' || url.password !== '') return { kind: 'userinfo' };
  if (url.pathname.length > 1 || /[?#]/.test(received)) return { kind: 'path' };
  if (received.toLowerCase() === origin.toLowerCase()) return { kind: 'case' };
  const port = /:(\d+)\/?$/.exec(received)?.[1];
  return port === undefined ? { kind: 'other' } : { kind: 'default-port', port };
}

function partsDifference(received: string, origin: string): OriginDifference {
  const got = originParts(received);
  const wanted = originParts(origin);
  if (got === null || wanted === null) return { kind: 'other' };
  const parts = (['scheme', 'host', 'port'] as const).filter((part) => got[part] !== wanted[part]);
  // `http` and `https` have their own default ports: those are not a second difference.
  const named =
    parts.includes('scheme') && hasNoPort(received) && hasNoPort(origin)
      ? parts.filter((part) => part !== 'port')
      : parts;
  const loopbackNames =
    got.host !== wanted.host && isLoopbackHost(got.host) && isLoopbackHost(wanted.host);
  return { kind: 'parts', parts: named, loopbackNames };
}

const hasNoPort = (text: string): boolean => parseUrl(text)?.port === '';
