import { parseUrl } from '../model/origin.ts';
import { askedFor, type Refusal, refusal } from './facts.ts';
import type { HintContext } from './hint.ts';

/** The answer that the browser refused, as a server's room reads it. */
export type Refused = Refusal & {
  readonly url: URL;
  /** The request headers in the preflight, lower-case. */
  readonly asked: readonly string[];
  /** The user said that nobody here can set this server. */
  readonly isForeign?: true;
};

/** Null if nothing was refused, or if no answer came. */
export function refusedOf(context: Pick<HintContext, 'exchange' | 'evaluation'>): Refused | null {
  const refused = refusal(context);
  const url = refused && parseUrl(refused.hop.url);
  if (refused === null || url === null) return null;
  const asked = askedFor(refused.hop.preflight?.request ?? null).headers;
  return { ...refused, url, asked: asked.map((name) => name.toLowerCase()) };
}

/** Whether the answer would do for a request without cookies. */
export const refusesCookies = ({ finding: { cause } }: Pick<Refused, 'finding'>): boolean =>
  cause === 'wildcard-with-credentials' || cause === 'credentials-not-allowed';
