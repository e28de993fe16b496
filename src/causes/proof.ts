import type { BrowserName } from '../model/exchange.ts';
import { type Prose, prose } from '../model/prose.ts';
import { MEASURED_LABELS } from './other-browser.ts';

/** What was proved about a fix. */
export type Proof =
  /** The page's own server forwards the request. */
  | { readonly kind: 'same-origin' }
  /** All requests of the browser pass; `redirects`: and a redirect follows. */
  | { readonly kind: 'passes'; readonly preflight: boolean; readonly redirects: boolean };

/**
 * What a proof rests on that was not seen: the fix sends no `Access-Control-Allow-Credentials`, and
 * nothing shows for certain that the request sends no cookies.
 */
export const IF_NO_COOKIES: Prose = prose`if the request sends no cookies`;

/**
 * What of a server's past a proof rests on. `settings`: settings that only responses before this
 * request show. `refusal`: that the server still refuses this request, although it has changed.
 */
export type Past = 'settings' | 'refusal';

const IF_PAST_HOLDS: { readonly [One in Past]: Prose } = {
  settings: prose`if the server’s settings have not changed since its earlier responses`,
  refusal: prose`if the server, which has changed since, still refuses this request`,
};

const IF_NO_ERROR: Prose = prose`if the server answers the request itself without an error`;

/**
 * What a layer in front does, so that settings behind it have no effect. `options`: it answers
 * OPTIONS itself. `headers`: it overwrites the header.
 */
export type InFront = 'options' | 'headers';

const IF_LET: { readonly [One in InFront]: Prose } = {
  options: prose`if the layer in front of this server passes OPTIONS on to it`,
  headers: prose`if the layer in front of this server keeps these headers`,
};

const IF_USED: Prose = prose`if the server uses these lines`;

/**
 * All that a proof rests on and nobody saw, as `if …`. Null: nothing. `noError`: that the server does
 * not fail once the preflight passes. `used`: the lines were pasted, and did not help.
 */
export function ifAll({
  noCookies,
  noError,
  past,
  used,
  behind,
}: {
  readonly noCookies: boolean;
  readonly noError: boolean;
  readonly past: Past | null;
  readonly used: boolean;
  /** Null: nothing in front is known to. */
  readonly behind: InFront | null;
}): Prose | null {
  const conditions = [
    ...(used ? [IF_USED] : []),
    ...(behind === null ? [] : [IF_LET[behind]]),
    ...(noCookies ? [IF_NO_COOKIES] : []),
    ...(noError ? [IF_NO_ERROR] : []),
    ...(past === null ? [] : [IF_PAST_HOLDS[past]]),
  ];
  return conditions.reduce<Prose | null>(
    (all, one) => (all === null ? one : prose`${all} and ${one}`),
    null,
  );
}

/** What a proof says, with its condition and the browsers that it holds for, in one text. */
export function provedText(proved: {
  readonly text: Prose;
  readonly condition: Prose | null;
  readonly browsers: readonly BrowserName[];
  readonly also: readonly Prose[];
}): Prose {
  const { text, condition } = proved;
  const all = prose`${text} ${provedFor(proved)}`;
  return condition === null ? all : prose`Proved ${condition}. ${all}`;
}

/** In which browsers a fix passes, and what more another one needs. */
export function provedFor({
  browsers,
  also,
}: {
  readonly browsers: readonly BrowserName[];
  readonly also: readonly Prose[];
}): Prose {
  const names = browsers.map((browser) => MEASURED_LABELS[browser]);
  const holds = prose`This holds in ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}.`;
  return also.reduce<Prose>((text, one) => prose`${text} ${one}`, holds);
}

/** What the fix makes of the request. */
export function proofProse(proof: Proof): Prose {
  if (proof.kind === 'same-origin') {
    return prose`The page then requests its own server, and the browser makes no CORS check.`;
  }
  const passes = proof.preflight
    ? 'With these settings the preflight request and the request pass.'
    : 'With these settings the request passes.';
  return proof.redirects
    ? prose`${passes} The browser checks the redirect’s target again.`
    : prose`${passes}`;
}
