import type { BrowserName } from '../model/exchange.ts';
import { type Prose, prose } from '../model/prose.ts';
import { conjunction, say } from '../model/say.ts';
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
export const IF_NO_COOKIES: Prose = say`if the request sends no cookies`.fr`si la requête n’envoie
  pas de cookies`;

/**
 * What of a server's past a proof rests on. `settings`: settings that only responses before this
 * request show. `refusal`: that the server still refuses this request, although it has changed.
 */
export type Past = 'settings' | 'refusal';

const IF_PAST_HOLDS: { readonly [One in Past]: Prose } = {
  settings: say`if the server’s settings have not changed since its earlier responses`.fr`si les
    réglages du serveur n’ont pas changé depuis ses réponses précédentes`,
  refusal: say`if the server, which has changed since, still refuses this request`.fr`si le serveur,
    qui a changé depuis, refuse encore cette requête`,
};

const IF_NO_ERROR: Prose = say`if the server answers the request itself without an error`.fr`si le
  serveur répond sans erreur à la requête elle-même`;

/**
 * What a layer in front does, so that settings behind it have no effect. `options`: it answers
 * OPTIONS itself. `headers`: it overwrites the header.
 */
export type InFront = 'options' | 'headers';

const IF_LET: { readonly [One in InFront]: Prose } = {
  options: say`if the layer in front of this server passes OPTIONS on to it`.fr`si la couche placée
    devant ce serveur lui transmet OPTIONS`,
  headers: say`if the layer in front of this server keeps these headers`.fr`si la couche placée
    devant ce serveur garde ces en-têtes`,
};

const IF_USED: Prose = say`if the server uses these lines`.fr`si le serveur utilise ces lignes`;

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
    (all, one) => (all === null ? one : prose`${all} ${conjunction('and')} ${one}`),
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
  return condition === null
    ? all
    : say`Proved ${condition}. ${all}`.fr`Prouvé ${condition}. ${all}`;
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
  const [others, last] = [names.slice(0, -1).join(', '), names.at(-1) ?? ''];
  const holds = say`This holds in ${others} and ${last}.`.fr`Cela vaut dans ${others} et ${last}.`;
  return also.reduce<Prose>((text, one) => prose`${text} ${one}`, holds);
}

/** What the fix makes of the request. */
export function proofProse(proof: Proof): Prose {
  if (proof.kind === 'same-origin') {
    return say`The page then requests its own server, and the browser makes no CORS check.`.fr`La
      page demande alors à son propre serveur, et le navigateur ne fait pas de vérification CORS.`;
  }
  const passes = proof.preflight
    ? say`With these settings the preflight request and the request pass.`
        .fr`Avec ces réglages, la requête préliminaire et la requête réussissent.`
    : say`With these settings the request passes.`.fr`Avec ces réglages, la requête réussit.`;
  return proof.redirects
    ? say`${passes} The browser checks the redirect’s target again.`
        .fr`${passes} Le navigateur vérifie encore la cible de la redirection.`
    : passes;
}
