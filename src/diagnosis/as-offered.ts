import { type SafariNeed, safariNeedProse } from '../causes/other-browser.ts';
import { type InFront, ifAll, type Past } from '../causes/proof.ts';
import type { Remedy } from '../servers/kit/stack.ts';
import type { ProvedRemedy } from './diagnosis.ts';
import { withCookieLines } from './if-cookies.ts';
import { type Attempt, triedOf } from './tried.ts';

/** What is known about the fixes for one exchange. */
export type Standing = {
  /** Nothing shows for certain that the request sends no cookies. */
  readonly noCookies: boolean;
  /** Whether nothing shows that the server then answers without an error, and the fix needs that. */
  readonly needsNoError: (fix: ProvedRemedy) => boolean;
  /** What of the server's past a fix rests on. */
  readonly pastOf: (fix: ProvedRemedy) => Past | null;
  /** The same stack's fix by the newest answers alone. */
  readonly newest: (fix: ProvedRemedy) => ProvedRemedy | null;
  /** The same stack's fix for a request with cookies. */
  readonly withCookies: (fix: ProvedRemedy) => Remedy | null;
  /** What a layer in front of the fix’s own server does. */
  readonly inFront: (fix: ProvedRemedy) => InFront | null;
  /** What Safari needs besides. */
  readonly inSafari: (fix: ProvedRemedy) => readonly SafariNeed[];
};

/**
 * A fix as it is offered for one exchange: with all that its proof rests on, and with what came of
 * it if the user has tried it. If it rested on older answers and did not help, the one that needs
 * none of them takes its place.
 */
export function asOffered(fix: ProvedRemedy, attempt: Attempt, standing: Standing): ProvedRemedy {
  const tried = triedOf(fix, attempt);
  const past = standing.pastOf(fix);
  const { noCookies } = standing;
  const rests = { noCookies, noError: standing.needsNoError(fix), behind: standing.inFront(fix) };
  const other = tried !== null && past === 'settings' ? standing.newest(fix) : null;
  const isUntried = other !== null && triedOf(other, attempt) === null;
  const offered = isUntried
    ? withCondition(other, { ...rests, past: null, used: false })
    : { ...withCondition(fix, { ...rests, past, used: tried !== null }), tried };
  const proved = withBrowsers(offered, standing.inSafari(offered));
  return noCookies ? withCookieLines(proved, standing.withCookies(fix)) : proved;
}

/** A fix that does not suffice for Safari is proved for the others. */
function withBrowsers(fix: ProvedRemedy, needs: readonly SafariNeed[]): ProvedRemedy {
  if (needs.length === 0) return fix;
  const browsers = fix.proof.browsers.filter((browser) => browser !== 'webkit');
  return { ...fix, proof: { ...fix.proof, browsers, also: needs.map(safariNeedProse) } };
}

/** A page that asks its own server needs no permission, with cookies or without. */
function withCondition(fix: ProvedRemedy, subject: Parameters<typeof ifAll>[0]): ProvedRemedy {
  const condition = fix.remedy.sameOriginUrl === undefined ? ifAll(subject) : null;
  return condition === null ? fix : { ...fix, proof: { ...fix.proof, condition } };
}
