import { extractTokens, type HeaderList } from '../../model/header-list.ts';

/** Headers that browsers add, or that need no preflight with any value. */
const NEVER_ASKED_FOR =
  /^(accept|accept-(charset|encoding|language)|access-control-.*|cache-control|connection|content-(language|length)|cookie2?|date|dnt|expect|host|if-(modified-since|none-match)|keep-alive|origin|pragma|priority|proxy-.*|range|referer|sec-.*|te|trailer|transfer-encoding|upgrade(-insecure-requests)?|user-agent|via)$/i;
const SAFE_CONTENT_TYPE =
  /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/** The header names for which the request needs a preflight, as far as names show it. */
export function unsafeNames(headers: HeaderList): string {
  const names = headers
    .filter(([name]) => !NEVER_ASKED_FOR.test(name))
    .filter(([name, value]) => !/^content-type$/i.test(name) || !SAFE_CONTENT_TYPE.test(value))
    .map(([name]) => name);
  return listed(names);
}

/** The header names that a preflight asks for, in the same form. */
export function namesAskedFor(headers: HeaderList): string {
  const names = extractTokens(headers, 'access-control-request-headers');
  return names === null || names === 'failure' ? '' : listed(names);
}

const listed = (names: readonly string[]): string =>
  [...new Set(names.map((name) => name.toLowerCase()))].toSorted().join(',');
