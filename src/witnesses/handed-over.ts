import type { BrowserName, Exchange } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import type { HandedOver, ResourceTiming } from '../model/resource-timing.ts';
import { BROWSERS } from '../policy/browsers.ts';

/**
 * The page asks in one process, and the browser hears of it in another, at most this much later.
 */
const LATEST_MS = 1_000;
/** Both read the same clock, but pages get whole milliseconds. */
const ROUNDING_MS = 20;

/**
 * The exchanges about which the page's resource timing may know more than the browser reports:
 * requests of the tab's documents whose end looks like that of a refused request.
 */
export const untold = (
  exchanges: readonly Exchange[],
  browser: BrowserName,
): readonly Exchange[] =>
  BROWSERS[browser].completionMeans === 'passed'
    ? []
    : exchanges.filter(
        (one) =>
          one.handedOver === undefined && one.ending.kind === 'completed' && isOfDocument(one),
      );

/** Workers keep their own timings. What Crosscheck asked has none. */
const isOfDocument = ({ documentId, checked }: Exchange): boolean =>
  documentId !== null && checked === undefined;

/**
 * Whether the page received the response of each exchange, by its resource timings. If it has as
 * many timings as there were requests to a URL, they are matched in order. Else there is a result
 * only if all matching timings agree; none for a frame, as another one may have gone with its
 * timings. `all`: every exchange of the tab, in the order of time.
 */
export function handedOver(
  exchanges: readonly Exchange[],
  timings: readonly ResourceTiming[],
  all: readonly Exchange[],
): readonly HandedOver[] {
  const timingsOf = groupBy(timings, ({ frameOf, url }) => keyOf(frameOf, url));
  const askedOf = groupBy(all.filter(isOfDocument), placeOf);
  return [...groupBy(exchanges, placeOf)].flatMap(([place, waiting]) => {
    const told = timingsOf.get(place)?.toSorted((a, b) => a.at - b.at) ?? [];
    const asked = askedOf.get(place)?.filter((one) => isSince(one, told[0])) ?? [];
    const inTurn = asked.length === told.length ? asked.map(({ id }) => id) : [];
    return waiting.flatMap((exchange) => {
      const own = told[inTurn.indexOf(exchange.id)];
      const others = exchange.frameId === 0 ? told : [];
      const meant = (own === undefined ? others : [own]).filter((one) => isAbout(one, exchange));
      const [answer, ...different] = new Set(meant.map(({ status }) => status > 0));
      const isTold = answer !== undefined && different.length === 0;
      return isTold ? [{ id: exchange.id, handedOver: answer }] : [];
    });
  });
}

const keyOf = (frameOf: string | null, url: string): string =>
  frameOf === null ? `page ${url}` : `frame ${frameOf} ${url}`;

const placeOf = ({ frameId, initiator, hops: [{ url }] }: Exchange): string =>
  keyOf(frameId === 0 ? null : (initiator ?? 'null'), url);

/** Timings go back to the start of the current document. */
const isSince = ({ hops: [{ at }] }: Exchange, first: ResourceTiming | undefined): boolean =>
  first !== undefined && at >= first.at - ROUNDING_MS;

const isAbout = ({ at }: ResourceTiming, { hops: [first] }: Exchange): boolean =>
  at >= first.at - LATEST_MS && at <= first.at + ROUNDING_MS;
