import { nameableOrigin, OPAQUE_ORIGIN } from '../model/origin.ts';

/**
 * An address as a text has it; null for what people write in its place, such as `...` or `{server}`.
 */
export function addressIn(text: string): string | null {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]{1,30}):(.*)$/is.exec(text) ?? [];
  if (scheme === '') return null;
  // Chromium takes the name before a port for the scheme, and says so.
  if (!rest.startsWith('//')) return /^\S/.test(rest) ? text : null;
  return /^\/\/(?:\/|[^/?#]*[\p{L}\p{N}])/u.test(rest) ? text : null;
}

/** The origin of a page as a text has it, `null` included; null for what is none. */
export function pageIn(text: string): string | null {
  if (text === OPAQUE_ORIGIN) return text;
  const origin = addressIn(text) === null ? null : text.replace(/\/$/, '');
  return origin && nameableOrigin(origin);
}
