import { extractTokens, getAll, has } from '../../model/header-list.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf } from './marks.ts';
import { PREFLIGHT_VARY } from './response-headers.ts';

/**
 * The release of rs/cors that made this answer to a preflight; null if it was none. The copy in chi
 * answers like 1.7.
 */
export function rsCorsRelease(answer: SeenAnswer): '1.7' | '1.11' | null {
  if (answer.kind !== 'preflight' || !namesOnlyTheAsked(answer)) return null;
  const vary = getAll(answer.headers, 'vary').join('\n');
  if (answer.status === 204 && vary === PREFLIGHT_VARY.join(', ')) return '1.11';
  return answer.status === 200 && vary === PREFLIGHT_VARY.join('\n') && isEmpty(answer)
    ? '1.7'
    : null;
}

/** An answer without a method is a refusal. */
function namesOnlyTheAsked(answer: SeenAnswer): boolean {
  const methods = extractTokens(answer.headers, 'access-control-allow-methods');
  return methods === null || methods.length === 1;
}

const isEmpty = (answer: SeenAnswer): boolean =>
  !has(answer.headers, 'content-type') && headerOf(answer, 'content-length') === '0';
