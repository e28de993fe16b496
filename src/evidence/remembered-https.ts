import type { Hop } from '../model/exchange.ts';
import { type HeaderList, has } from '../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../model/origin.ts';

/**
 * Whether the browser itself made this redirect to https, and sent nothing: the site required https
 * before. Chromium writes that into the answer that it makes up; Firefox makes up none.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/url_request/redirect_util.cc
 */
export const isByHsts = (headers: HeaderList): boolean => has(headers, 'non-authoritative-reason');

/**
 * The local host for which the browser remembers https, if that sent this hop's request to a port
 * that need not speak it. Null otherwise. HSTS holds for a host with all its ports, of which few on
 * a developer's machine use https.
 */
export function rememberedHttps({ url, preflight, response }: Hop): string | null {
  const { protocol = '', hostname = '', port = '' } = parseUrl(url) ?? {};
  const isLocal = protocol === 'http:' && port !== '' && isLoopbackHost(hostname);
  const answers = [preflight?.response, response].filter((one) => one != null);
  return isLocal && answers.some(({ headers }) => isByHsts(headers)) ? hostname : null;
}
