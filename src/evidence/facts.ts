import type { Exchange, Hop, RequestFacts } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { elements, get, type HeaderList } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import { parseUrl } from '../model/origin.ts';
import {
  answersByKey,
  answersChosen,
  requestOrigin,
  type SeenAnswer,
} from '../model/seen-server.ts';
import { pathOf } from '../model/url.ts';
import type { CauseId, Finding, FindingOf } from '../policy/finding.ts';
import type { HintContext } from './hint.ts';

export { elements };

/** The answer that the browser refused, by the first finding. */
export type Refusal = {
  readonly finding: Finding;
  readonly hop: Hop;
  /** Null if the browser did not show what it sent. */
  readonly request: RequestFacts | null;
  readonly status: number;
  /** As the server sent them. */
  readonly headers: HeaderList;
  readonly at: number;
};

/** The refused answer; null if nothing was refused, or if no answer came. */
export function refusal({
  exchange,
  evaluation,
}: Pick<HintContext, 'exchange' | 'evaluation'>): Refusal | null {
  const finding = evaluation.verdict === 'blocked' ? evaluation.findings[0] : undefined;
  const hop = finding === undefined ? undefined : exchange.hops[finding.hop];
  if (finding === undefined || hop === undefined) return null;
  const side = finding.phase === 'preflight' ? hop.preflight : hop;
  if (side === null || side.response === null) return null;
  const { status, headers, at } = side.response;
  return { finding, hop, request: side.request, status, headers, at };
}

/** The refusal, if its answer is a preflight's. */
export function preflightRefusal(context: HintContext): Refusal | null {
  const refused = refusal(context);
  return refused?.finding.phase === 'preflight' ? refused : null;
}

/** The first finding of one cause, at any position. */
export function findingOf<Id extends CauseId>(
  { evaluation }: HintContext,
  id: Id,
): FindingOf<Id> | null {
  const isIt = (finding: Finding): finding is Finding & FindingOf<Id> => finding.cause === id;
  return evaluation.findings.find(isIt) ?? null;
}

const CORS_HEADER = /^access-control-(allow-|expose-|max-age)/i;

/** Whether a server's answer has any header of the CORS protocol. */
export function hasCorsHeader(list: HeaderList): boolean {
  return list.some(([name]) => CORS_HEADER.test(name));
}

/** The headers of the CORS protocol in an answer. */
export function corsHeaders(list: HeaderList): HeaderList {
  return list.filter(([name]) => CORS_HEADER.test(name));
}

/** Whether `Vary` has `Origin`: code that checks the origin made this answer. */
export const variesByOrigin = remember((list: HeaderList): boolean =>
  elements(list, 'vary').some((name) => name.toLowerCase() === 'origin'),
);

/** Whether a header's value contains a text, ignoring case; false if the header is absent. */
export function headerIncludes(list: HeaderList, name: string, part: string): boolean {
  return get(list, name)?.toLowerCase().includes(part) ?? false;
}

/** What a preflight requests: its method and the header names, as the browser wrote them. */
export function askedFor(request: RequestFacts | null): {
  readonly method: string | null;
  readonly headers: readonly string[];
} {
  if (request === null) return { method: null, headers: [] };
  return {
    method: get(request.headers, 'access-control-request-method'),
    headers: elements(request.headers, 'access-control-request-headers'),
  };
}

const allowedBy = ({ headers }: SeenAnswer): string | null =>
  get(headers, 'access-control-allow-origin');

/** The origin that asked, if it was allowed. */
function askerAllowed(answer: SeenAnswer): string | null {
  const [asker, allowed] = [requestOrigin(answer), allowedBy(answer)];
  return allowed === '*' || allowed === asker ? asker : null;
}

/** Every row of a server asks for these. */
const allowingAsker = answersByKey(askerAllowed);
const allowingAt = answersByKey((answer) => `${askerAllowed(answer)} ${pathOf(answer.url)}`);

/** Answers of the same server that allowed the origin that is refused now. */
export const answersThatAllowed = ({ evaluation, server }: HintContext): readonly SeenAnswer[] =>
  allowingAsker(server, evaluation.origin);

/** Of these, the answers at a URL's path. */
export const answersThatAllowedAt = (
  { evaluation, server }: HintContext,
  url: string,
): readonly SeenAnswer[] => allowingAt(server, `${evaluation.origin} ${pathOf(url)}`);

/** The first answer with each value of `Access-Control-Allow-Origin`. */
const firstAllowing = answersChosen((answers) =>
  [...groupBy(answers, allowedBy).values()].map(([first]) => first),
);

/**
 * What a passing answer of the same server allows, if the refused one allows no origin: the first
 * matching value of `Access-Control-Allow-Origin`.
 */
export function allowedElsewhere(
  context: HintContext,
  fits: (allowed: string) => boolean,
): string | undefined {
  if (findingOf(context, 'missing-allow-origin') === null) return undefined;
  return firstAllowing(context.server)
    .map((one) => allowedBy(one) ?? '')
    .find(fits);
}

/** Answers with the same `Date` but this far apart are one answer, sent twice. */
const FRESH = 2_000;

/** Whether an answer that came at `at` is an earlier one from a cache. */
export function isGivenAgain(earlier: SeenAnswer, headers: HeaderList, at: number): boolean {
  const date = get(headers, 'date');
  return date !== null && earlier.at + FRESH <= at && get(earlier.headers, 'date') === date;
}

/** A redirect of this exchange: the refused one, else the one that led to the refused answer. */
export type Redirect = {
  readonly from: URL;
  readonly to: URL;
  readonly status: number;
  readonly headers: HeaderList;
  readonly onPreflight: boolean;
  /** Whether it is the refused answer itself. */
  readonly isRefused: boolean;
};

/** The redirect that matters for the refusal; null if there is none or it cannot be read. */
export function redirect(context: HintContext): Redirect | null {
  const refused = refusal(context);
  if (refused === null) return null;
  const { finding, hop, status, headers } = refused;
  const own = redirectFrom(hop.url, get(headers, 'location'), status, headers);
  if (own !== null) return { ...own, onPreflight: finding.phase === 'preflight', isRefused: true };
  return redirectTo(context.exchange, finding.hop);
}

/** The redirect that led to one hop of the exchange; null for the first. */
export function redirectTo({ hops }: Exchange, index: number): Redirect | null {
  const [before, after] = [hops[index - 1], hops[index]];
  if (before === undefined || after === undefined) return null;
  const { status = 302, headers = [] } = before.response ?? {};
  const led = redirectFrom(before.url, after.url, status, headers);
  return led && { ...led, onPreflight: false, isRefused: false };
}

function redirectFrom(
  url: string,
  location: string | null,
  status: number,
  headers: HeaderList,
): Omit<Redirect, 'onPreflight' | 'isRefused'> | null {
  const from = parseUrl(url);
  if (from === null || location === null || status < 300 || status > 399) return null;
  if (!URL.canParse(location, from.href)) return null;
  return { from, to: new URL(location, from.href), status, headers };
}

/** Whether two URLs differ only in a slash at the end of the path. */
export function differsBySlash(from: URL, to: URL): boolean {
  return (
    from.host === to.host &&
    from.pathname !== to.pathname &&
    from.pathname.replace(/\/$/, '') === to.pathname.replace(/\/$/, '')
  );
}
