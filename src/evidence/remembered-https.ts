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
 * The same, to a local port that need not speak https. HSTS holds for a host with all its ports, of
 * which few on a developer's machine use it.
 */
export function isLocalHsts(url: string, headers: HeaderList): boolean {
  const { protocol = '', hostname = '', port = '' } = parseUrl(url) ?? {};
  return protocol === 'http:' && port !== '' && isLoopbackHost(hostname) && isByHsts(headers);
}

/** The local host that the browser must forget to ask over https, if that sent this hop away. */
export function rememberedHttps({ url, preflight, response }: Hop): string | null {
  const answers = [preflight?.response, response].filter((one) => one != null);
  const isForced = answers.some(({ headers }) => isLocalHsts(url, headers));
  return isForced ? (parseUrl(url)?.hostname ?? null) : null;
}
