import {
  INSTEAD,
  LOOK_AT_HEADERS,
  NO_HEADERS,
  NO_METHOD_AND_HEADERS,
  noSettingOf,
  ONE_REASON_ONLY,
  PAGE_IS_A_FILE,
  WHICH_ADDRESS,
  WHICH_PAGE,
  whichServer,
} from '../causes/console-text.ts';
import { asExchange, serverOf } from '../console/as-exchange.ts';
import type { Claim } from '../console/claim.ts';
import type { Prose } from '../model/prose.ts';
import type { CauseId } from '../policy/finding.ts';
import { diagnose } from './diagnose.ts';
import type { Candidate, ProvedRemedy } from './diagnosis.ts';
import { proseOf } from './elsewhere.ts';

/** What a console message leads to. */
export type ClaimAnswer = {
  /** Sentences of advice, the first thing to do first. */
  readonly says: readonly Prose[];
  /** The fix of the chosen server, or of the one that the address shows. Nothing proves it. */
  readonly fix: Omit<ProvedRemedy, 'proof'> | null;
  /** Every server that the user may choose, the likely ones first. */
  readonly candidates: readonly Candidate[];
  /** What must be known before there is a fix; null: nothing. */
  readonly asks: 'address' | 'page' | 'server' | 'headers' | null;
};

/**
 * The fix that the text of a message allows, or what is missing for it. `page`: the asking page's
 * origin, where the text does not name it. `stack`: the id of the chosen server.
 */
export function answerTo(
  claim: Claim,
  { page, stack }: { readonly page: string | null; readonly stack: string | null },
): ClaimAnswer {
  const look = without('headers', [LOOK_AT_HEADERS]);
  if (claim.instead !== null) {
    return claim.instead === 'no-reason' ? look : without(null, [INSTEAD[claim.instead]]);
  }
  if (claim.causes.length === 0) return look;
  if (claim.url === null) return without('address', [WHICH_ADDRESS]);
  if (claim.causes.length > 1) return look;
  const change = changeOf(claim.causes[0], claim.url);
  const isFile = claim.origin === 'null';
  if (change !== null && !isFile) return without(null, [change]);
  if (claim.origin === null && page === null) return without('page', [WHICH_PAGE]);
  if (isFile) return without(null, [PAGE_IS_A_FILE]);
  const exchange = asExchange(claim, page);
  if (exchange === null) return look;
  const diagnosis = diagnose(exchange, { browser: 'chromium', exchanges: [exchange] });
  // The text decides. Where our rules say something else, there is no proved fix.
  if (diagnosis.evaluation.findings[0]?.cause !== claim.causes[0]) return look;
  const { elsewhere, remedies, likeliest, candidates } = diagnosis;
  const known = likeliest?.detected === true ? likeliest : null;
  const chosen = stack === null ? known : diagnosis.remedyFor(stack);
  // Where no server setting is sure to help, the way around comes first.
  const isNoSetting = remedies.every((remedy) => remedy.stack.forwards === true);
  if (chosen !== null && (stack !== null || !isNoSetting)) {
    return { says: [...elsewhere, open(claim)], fix: chosen, candidates, asks: null };
  }
  if (isNoSetting) return without(null, elsewhere, candidates);
  return stack === null
    ? without('server', [whichServer(serverOf(claim))], candidates)
    : without(null, [noSettingOf(stack)], candidates);
}

/** What to change elsewhere, for the causes that no answer of the server settles. */
function changeOf(cause: CauseId | undefined, url: string): Prose | null {
  switch (cause) {
    case 'scheme-not-http':
      return proseOf({ kind: 'client-scheme', url });
    case 'same-origin-mode':
      return proseOf({ kind: 'client-mode', mode: 'same-origin' });
    case 'no-cors-redirect-mode':
      return proseOf({ kind: 'client-mode', mode: 'no-cors' });
    case 'redirect-with-credentials':
      return proseOf({ kind: 'redirect-credentials', from: url });
    case 'local-network-access-denied':
      return proseOf({ kind: 'local-network', secure: true });
    case 'local-network-access-insecure':
      return proseOf({ kind: 'local-network', secure: false });
    case 'preflight-network-error':
      return INSTEAD['no-response'];
    default:
      return null;
  }
}

const without = (
  asks: ClaimAnswer['asks'],
  says: readonly Prose[],
  candidates: readonly Candidate[] = [],
): ClaimAnswer => ({ says, fix: null, candidates, asks });

const open = ({ causes: [cause], method }: Claim): Prose =>
  cause === 'method-not-allowed' || cause === 'header-not-allowed'
    ? ONE_REASON_ONLY
    : method === null
      ? NO_METHOD_AND_HEADERS
      : NO_HEADERS;
