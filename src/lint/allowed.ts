import { get, getAll } from '../model/header-list.ts';
import { nameableOrigin, parseUrl, type SerializedOrigin } from '../model/origin.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../model/seen-server.ts';

/** Whether a page may read the answer to a request with cookies. */
export function allowsCredentials({ headers }: SeenAnswer): boolean {
  return get(headers, 'access-control-allow-credentials') === 'true';
}

/** The origins that got their own name back, each once, oldest first. */
export function allowedOrigins(answers: SeenServer['answers']): readonly SerializedOrigin[] {
  const named = answers.flatMap((answer) => {
    const origin = nameableOrigin(requestOrigin(answer) ?? '');
    return origin !== null && allowedOrigin(answer) === origin ? [origin] : [];
  });
  return [...new Set(named)];
}

/** `Access-Control-Allow-Origin` unchanged; null if it is missing or repeated. */
export function allowedOrigin({ headers }: SeenAnswer): string | null {
  const [value, ...others] = getAll(headers, 'access-control-allow-origin');
  return value === undefined || others.length > 0 ? null : value;
}

/** The host of an origin; empty if it has none. */
export const hostOf = (origin: SerializedOrigin): string => parseUrl(origin)?.hostname ?? '';
