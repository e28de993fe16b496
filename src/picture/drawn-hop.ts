import { compareHeaders } from '../diagnosis/comparison.ts';
import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import type { Hop, PreflightFacts, RequestFacts, ResponseFacts } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { originOf, parseUrl } from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import { phrase } from '../model/say.ts';
import { shorten } from '../model/shown.ts';
import type { Failure, Phase } from '../policy/finding.ts';
import { answerDetails } from './answer-details.ts';
import { ASKER, BROWSER, type Detail, type Row, type Tone } from './picture.ts';

/** What ends a request before anything leaves the browser. */
const NEVER_LEFT: ReadonlySet<Failure | null> = new Set<Failure>([
  'mixed-content',
  'csp',
  'blocked-by-client',
  'unsafe-redirect',
  'http-cache-miss',
  'unsafe-port',
]);

/** One hop of an exchange while it is drawn. */
type DrawnHop = {
  readonly diagnosis: RowDiagnosis;
  readonly index: number;
  readonly hop: Hop;
  readonly server: number;
};

/** Everything that happened on one hop: the preflight, the request, and where either stopped. */
export function hopRows(diagnosis: RowDiagnosis, index: number, server: number): readonly Row[] {
  const { hops } = diagnosis.exchange;
  const drawn = { diagnosis, index, server, hop: hops[index] ?? hops[0] };
  return [
    ...(index === 0 ? [asked(drawn)] : []),
    ...preflightRows(drawn),
    ...stop(drawn, 'preflight'),
    ...requestRows(drawn),
    ...stop(drawn, 'actual'),
  ];
}

function asked(drawn: DrawnHop): Row {
  const { hop } = drawn;
  const text = requestLine(hop);
  const row = { text, details: [], tone: 'plain', at: since(drawn, hop.at) } as const;
  return { kind: 'arrow', from: ASKER, to: BROWSER, ...row };
}

function preflightRows(drawn: DrawnHop): readonly Row[] {
  const { preflight } = drawn.hop;
  if (preflight === null) return fromPreflightCache(drawn);
  const { request, response } = preflight;
  const tone = response === null ? lostOr(preflight.ending.kind === 'pending') : 'plain';
  const question = [{ text: asksFor(preflight), wrong: false }];
  return [
    toServer(
      drawn,
      phrase`preflight request (OPTIONS)`.fr`requête préliminaire (OPTIONS)`,
      question,
      tone,
      request.at,
    ),
    ...(response === null ? [] : [toBrowser(drawn, 'preflight', response)]),
  ];
}

function fromPreflightCache({ diagnosis: { evaluation }, index }: DrawnHop): readonly Row[] {
  if (!evaluation.preflightCached || index > 0) return [];
  const text = phrase`Preflight cache: asked before, and allowed`.fr`Cache préliminaire : déjà
    demandé, et autorisé`;
  return [{ kind: 'note', lane: BROWSER, text, details: [], tone: 'plain', at: null }];
}

/** What a preflight asks permission for. */
function asksFor({ request: { headers } }: PreflightFacts): string {
  const method = get(headers, 'access-control-request-method') ?? '';
  const names = get(headers, 'access-control-request-headers') ?? '';
  return names === ''
    ? phrase`may it send ${shorten(method)}?`.fr`peut-elle envoyer ${shorten(method)} ?`
    : phrase`may it send ${shorten(method)} with ${shorten(names)}?`.fr`peut-elle envoyer
      ${shorten(method)} avec ${shorten(names)} ?`;
}

function requestRows(drawn: DrawnHop): readonly Row[] {
  const { hop } = drawn;
  const { request, response } = hop;
  if (neverLeft(drawn))
    return [
      toServer(
        drawn,
        phrase`${shorten(hop.method)} never left`.fr`${shorten(hop.method)} n’est jamais partie`,
        [],
        'unsent',
      ),
    ];
  if (request === null && response === null) return [];
  const tone =
    response === null ? lostOr(drawn.diagnosis.evaluation.verdict === 'pending') : 'plain';
  return [
    toServer(drawn, requestLine(hop), requestDetails(drawn, request), tone, request?.at),
    ...(response === null ? [] : [toBrowser(drawn, 'actual', response)]),
  ];
}

const lostOr = (isOpen: boolean): Tone => (isOpen ? 'open' : 'lost');

/** Refused by its preflight, or by a rule that needs no response. */
function neverLeft({ diagnosis: { evaluation, findings }, hop, index }: DrawnHop): boolean {
  const [first] = findings;
  const isHere = first?.finding.hop === index;
  if (isHere && first.finding.phase === 'preflight') return true;
  if (hop.response !== null || evaluation.verdict === 'pending') return false;
  return (isHere && evaluation.verdict === 'blocked') || NEVER_LEFT.has(evaluation.failure);
}

/**
 * Who asks, as the server sees it. Left out after a preflight of the same hop, which shows it
 * already.
 */
function requestDetails(
  { hop, diagnosis, index }: DrawnHop,
  request: RequestFacts | null,
): readonly Detail[] {
  const { credentials } = diagnosis.evaluation;
  const origin = request === null ? null : get(request.headers, 'origin');
  const cookies = index === 0 && credentials.known && credentials.value === 'include';
  return [
    ...(origin === null || hop.preflight !== null ? [] : [`Origin: ${shorten(origin)}`]),
    ...(cookies ? [phrase`with credentials`.fr`avec informations d’identification`] : []),
  ].map((text) => ({ text, wrong: false }));
}

function toServer(
  drawn: DrawnHop,
  text: string,
  details: readonly Detail[],
  tone: Tone,
  at?: number,
): Row {
  const place = { kind: 'arrow', from: BROWSER, to: drawn.server } as const;
  return { ...place, text, details, tone, at: at === undefined ? null : since(drawn, at) };
}

function toBrowser(drawn: DrawnHop, phase: Phase, response: ResponseFacts): Row {
  const { diagnosis, index, hop } = drawn;
  const target = phase === 'actual' ? redirectTarget(hop) : redirectTarget({ ...hop, response });
  const cached = response.fromCache === true ? phrase`, from the cache`.fr`, depuis le cache` : '';
  const text =
    target === null
      ? ''
      : phrase`, go to ${shorten(shortUrl(target, hop.url))}`.fr`, aller à
    ${shorten(shortUrl(target, hop.url))}`;
  const details = answerDetails(compareHeaders(diagnosis), index, phase);
  const place = { kind: 'arrow', from: drawn.server, to: BROWSER, tone: 'plain' } as const;
  return {
    ...place,
    text: `${response.status}${cached}${text}`,
    details,
    at: since(drawn, response.at),
  };
}

/** The first finding, if it is about this response: the reason why the browser stops. */
function stop(drawn: DrawnHop, phase: Phase): readonly Row[] {
  const { findings, evaluation, exchange, title } = drawn.diagnosis;
  const { verdict } = evaluation;
  const [first] = findings;
  const isLast = drawn.index === exchange.hops.length - 1;
  const place = first?.finding ?? { hop: exchange.hops.length - 1, phase: 'actual' };
  if (verdict !== 'blocked' && verdict !== 'failed') return [];
  if (place.hop !== drawn.index && !(isLast && place.hop >= exchange.hops.length)) return [];
  if (place.phase !== phase) return [];
  const at = exchange.ending.kind === 'pending' ? null : since(drawn, exchange.ending.at);
  const details = [{ text: title, wrong: true }];
  const text =
    verdict === 'blocked'
      ? phrase`Stopped here`.fr`Arrêtée ici`
      : phrase`Failed here`.fr`Échouée ici`;
  return [{ kind: 'note', lane: BROWSER, text, details, tone: 'stopped', at }];
}

const requestLine = ({ method, url }: Hop): string =>
  `${shorten(method)} ${shorten(shortUrl(url, ''))}`;

/** A URL without the part that its lane shows already. A query is only hinted at. */
function shortUrl(url: string, base: string): string {
  const parsed = parseUrl(url);
  if (parsed === null) return url;
  const path = `${parsed.pathname}${parsed.search === '' ? '' : '?…'}`;
  return base === '' || originOf(base) === parsed.origin ? path : `${parsed.origin}${path}`;
}

/** Events may arrive out of order: a time before the beginning is not shown. */
function since({ diagnosis }: DrawnHop, at: number): number | null {
  const elapsed = at - diagnosis.exchange.hops[0].at;
  return elapsed >= 0 ? elapsed : null;
}
