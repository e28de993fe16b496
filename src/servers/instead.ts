import type { HintContext } from '../evidence/hint.ts';
import { refusedOf } from '../evidence/refused.ts';
import type { Exchange } from '../model/exchange.ts';
import { forPairs, remember } from '../model/lazy.ts';
import { originOf } from '../model/origin.ts';
import { type Prose, prose } from '../model/prose.ts';
import type { OwnPlace } from '../model/requirement.ts';
import { type SeenServer, sampleOf, seenServerOf } from '../model/seen-server.ts';
import { stacks } from './index.ts';
import { DETECTED, POSSIBLE } from './kit/marks.ts';
import type { Instead } from './kit/stack.ts';
import { thirdParty } from './third-party/index.ts';

type Refusing = Pick<HintContext, 'exchange' | 'evaluation'>;

/**
 * What to do about a refusal that no CORS setting helps: all that one server's room says about it,
 * in its order. Empty if no room recognizes the refusal as its own. `isForeign`: the user cannot
 * change the server, whatever it is.
 */
export function insteadOf(refusing: Refusing, isForeign = false): readonly Instead[] {
  if (!isForeign) return ofServer(refusing);
  const refused = refusedOf(refusing);
  return refused === null
    ? []
    : ofOthers.filter(({ fits }) => fits({ ...refused, isForeign: true }));
}

/** Several hints ask for it too. */
const known = forPairs<Exchange, Refusing['evaluation'], readonly Instead[]>();

const ofServer = (refusing: Refusing): readonly Instead[] =>
  known(refusing.exchange, refusing.evaluation, () => recognized(refusing));

function recognized(refusing: Refusing): readonly Instead[] {
  const refused = refusedOf(refusing);
  if (refused === null) return [];
  const seen = seenServerOf([refusing.exchange], originOf(refused.hop.url));
  // The surest server: a known service of others may run on a gateway that has advice too.
  let surest: { readonly confidence: number; readonly fitting: readonly Instead[] } | null = null;
  for (const { detect, instead = [] } of advising) {
    const fitting = instead.filter(({ fits }) => fits(refused));
    if (fitting.length === 0) continue;
    const { confidence } = detect(seen);
    if (confidence < POSSIBLE || (surest !== null && confidence <= surest.confidence)) continue;
    surest = { confidence, fitting };
  }
  return surest?.fitting ?? [];
}

/** The way around that every server of others leaves. */
export const FORWARD = { id: 'third-party-server' } as const;

const { instead: ofOthers = [] } = thirdParty;

const advising = stacks.filter(({ instead }) => instead !== undefined);

const all: ReadonlyMap<string, Instead> = new Map(
  advising.flatMap(({ instead = [] }) => instead).map((one) => [one.id, one]),
);

/** The words of one such item; of an unknown id, as in a report of another release, none. */
export const ownPlaceProse = (item: OwnPlace): Prose => all.get(item.place)?.words(item) ?? prose``;

/** Whether the server’s room explains the refusal: then middleware and routes are not the reason. */
export const isExplained = (context: HintContext): boolean =>
  context.isForeign === true ||
  answersAlone(sampleOf(context.server.whole ?? context.server)) ||
  insteadOf(context).length > 0;

/** Whether a product or a platform answers, which its user sets up: it is not somebody else’s. */
export const isSetUp = remember((server: SeenServer): boolean =>
  stacks.some(
    ({ kind, isProxy, detect }) =>
      (kind === 'platform' || kind === 'product') &&
      isProxy !== true &&
      detect(server).confidence >= DETECTED,
  ),
);

const answersAlone = remember((server: SeenServer): boolean =>
  stacks.some((stack) => stack.answersAlone && stack.detect(server).confidence >= DETECTED),
);
