import { isPreflight } from '../../model/preflight.ts';
import type { SeenHop } from '../seen-hops.ts';

/**
 * What a request is in pairing. An OPTIONS request without a send-headers event may be a preflight
 * or the page's own.
 */
export type Role = 'actual' | 'preflight' | 'either';

export function roleOf([first]: readonly SeenHop[]): Role {
  if (first?.method !== 'OPTIONS') return 'actual';
  if (first.sent === null) return 'either';
  const { headers } = first.sent;
  return isPreflight({ method: first.method, headers }) ? 'preflight' : 'actual';
}
