import type { ReactNode } from 'react';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import { phrase } from '../model/say.ts';
import type { Verdict } from '../policy/finding.ts';

/** What a mark means: a state, a request that CORS allowed and the server refused, or a trial. */
export type MarkName = EndpointState | 'refused' | 'tried';

/** The word for each mark, for people who do not see its shape or color. */
export const MARK_LABELS: Readonly<Record<EndpointState, string>> = {
  blocked: phrase`Blocked by CORS`.fr`Bloquée par CORS`,
  fixed: phrase`Fixed`.fr`Corrigée`,
  failed: phrase`Failed, not by CORS`.fr`Échouée, mais pas à cause de CORS`,
  undetermined: phrase`Undetermined`.fr`Indéterminée`,
  pending: phrase`Waiting`.fr`En attente`,
  allowed: phrase`Allowed`.fr`Autorisée`,
};

/** A row's state in words: the meaning of its mark, and the status if it matters. */
export function standingOf(standing: Standing): string {
  const { state, refused, unreadable, status, tried, onlyWithoutCookies } = standing;
  if (tried !== null) {
    return TRIED[tried] ?? phrase`Tried, in this tab only`.fr`Essayée, dans cet onglet seulement`;
  }
  if (unreadable) {
    return phrase`Allowed, but the page cannot read it`
      .fr`Autorisée, mais la page ne peut pas la lire`;
  }
  if (!refused) {
    return onlyWithoutCookies
      ? phrase`Fixed, without cookies`.fr`Corrigée, sans cookies`
      : MARK_LABELS[state];
  }
  const received = status ?? '';
  if (onlyWithoutCookies) {
    return phrase`CORS fixed, without cookies; now ${received}`
      .fr`CORS corrigé, sans cookies ; maintenant ${received}`;
  }
  return state === 'fixed'
    ? phrase`CORS fixed; now ${received}`.fr`CORS corrigé ; maintenant ${received}`
    : phrase`Status ${received}, not blocked by CORS`.fr`Statut ${received}, non bloquée par CORS`;
}

export const markOf = ({
  state,
  refused,
  tried,
}: Pick<Standing, 'state' | 'refused' | 'tried'>): MarkName =>
  tried !== null ? 'tried' : refused ? 'refused' : state;

/** How a trial ended. It never says anything about the server. */
const TRIED: { readonly [Id in Verdict]?: string } = {
  allowed: phrase`Tried: works in this tab only`.fr`Essai : marche dans cet onglet seulement`,
  blocked: phrase`Tried: still blocked`.fr`Essai : toujours bloquée`,
};

type Standing = Pick<
  Endpoint,
  'state' | 'refused' | 'unreadable' | 'status' | 'tried' | 'onlyWithoutCookies'
>;

/** Each mark has its own outline, so color is never the only sign. */
const SHAPES: Readonly<Record<MarkName, ReactNode>> = {
  blocked: (
    <>
      <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2Z" />
      <path className="ink" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" />
    </>
  ),
  fixed: (
    <>
      <circle cx="8" cy="8" r="6.6" />
      <path className="ink" d="m4.8 8.2 2.3 2.3 4.2-4.8" />
    </>
  ),
  refused: (
    <>
      <circle cx="8" cy="8" r="6.6" />
      <path className="ink" d="M8 4.4v4.4m0 1.8v1.2" />
    </>
  ),
  tried: (
    <>
      <circle className="outline" cx="8" cy="8" r="6.2" strokeDasharray="2.6 1.8" />
      <path className="outline" d="m5 8.2 2.1 2.1 3.9-4.4" />
    </>
  ),
  failed: (
    <>
      <path d="M8 1.4 15 14H1Z" />
      <path className="ink" d="M8 6v3.6m0 1.5v1.2" />
    </>
  ),
  undetermined: (
    <>
      <path className="outline" d="M8 1.6 14.4 8 8 14.4 1.6 8Z" />
      <path d="M8 1.6v12.8L1.6 8Z" />
    </>
  ),
  pending: <circle className="outline" cx="8" cy="8" r="5.4" />,
  allowed: <path className="outline" d="m3.5 8.4 3 3 6-6.6" />,
};

/** The verdict as a small drawing. Decorative: its words are always beside it. */
export function VerdictMark({ mark }: { readonly mark: MarkName }): ReactNode {
  return (
    <svg
      className={`mark mark-${mark}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
    >
      {SHAPES[mark]}
    </svg>
  );
}

/** A confidence from 0 to 1, in words. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.9) return phrase`almost certain`.fr`presque certain`;
  if (confidence >= 0.7) return phrase`very likely`.fr`très probable`;
  if (confidence >= 0.45) return phrase`likely`.fr`probable`;
  if (confidence >= 0.2) return phrase`possible`.fr`possible`;
  return phrase`a guess`.fr`une supposition`;
}
