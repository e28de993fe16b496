import { asExchange, serverOf } from '../console/as-exchange.ts';
import type { Claim } from '../console/claim.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { diagnose } from './diagnose.ts';
import type { Candidate, ProvedRemedy } from './diagnosis.ts';

/** What a console message leads to. */
export type ClaimAnswer = {
  /** Sentences of advice, the first thing to do first. */
  readonly says: readonly Prose[];
  /** The fix of the chosen server, or of the one that the address shows. Nothing proves it. */
  readonly fix: ProvedRemedy | null;
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
  let candidates: readonly Candidate[] = [];
  const ask = (asks: ClaimAnswer['asks'], ...says: readonly Prose[]): ClaimAnswer => ({
    says: [...first(claim), ...says],
    fix: null,
    candidates,
    asks,
  });
  if (claim.causes.length === 0) return ask(null);
  if (claim.url === null) {
    return ask('address', prose`Which address did the page request? Look in the Network tab.`);
  }
  const look = ask('headers', prose`Look at the response headers in the Network tab.`);
  if (claim.causes.length > 1) return look;
  if (claim.origin === null && page === null) {
    return ask(
      'page',
      prose`Which page asked? Its origin looks like ${code('http://localhost:3000')}.`,
    );
  }
  if (claim.origin === 'null') {
    return ask(
      null,
      prose`Open the page from a server, such as ${code('http://localhost:3000')}: a page opened as a
        file has the origin ${code('null')}, and no server should allow that. A sandboxed frame has
        that origin too.`,
    );
  }
  const exchange = asExchange(claim, page);
  if (exchange === null) return look;
  const diagnosis = diagnose(exchange, { browser: 'chromium', exchanges: [exchange] });
  // The text decides. Where our rules say something else, there is no proved fix.
  if (diagnosis.evaluation.findings[0]?.cause !== claim.causes[0]) return look;
  const { elsewhere, remedies, likeliest } = diagnosis;
  candidates = diagnosis.candidates;
  const chosen = stack === null ? null : diagnosis.remedyFor(stack);
  if (chosen !== null)
    return { says: [...elsewhere, open(claim)], fix: chosen, candidates, asks: null };
  // Where no server setting is sure to help, the way around comes first.
  if (remedies.every((remedy) => remedy.stack.forwards === true)) return ask(null, ...elsewhere);
  if (stack !== null) return ask(null, prose`No setting of ${code(stack)} lets this request pass.`);
  if (likeliest?.detected !== true) {
    return ask('server', prose`Which server answers at ${code(serverOf(claim))}?`);
  }
  return { says: [...elsewhere, open(claim)], fix: likeliest, candidates, asks: null };
}

/** Where no response came, no setting helps. */
const first = ({ noResponse }: Claim): readonly Prose[] =>
  noResponse
    ? [
        prose`Check that the server runs, and open the address in a tab of its own. An untrusted
          certificate, an ad blocker or a wrong port can cause this too.`,
      ]
    : [];

const open = ({ causes: [cause], method }: Claim): Prose =>
  cause === 'method-not-allowed' || cause === 'header-not-allowed'
    ? prose`The text names one reason only. A HAR shows all of them.`
    : method === null
      ? prose`The text does not name the method and headers of the request. A HAR shows them.`
      : prose`The text does not name the headers of the request. A HAR shows them.`;
