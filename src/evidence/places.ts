import type { Exchange, ResponseFacts } from '../model/exchange.ts';
import { get, getAll, type HeaderList, has } from '../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../model/origin.ts';
import type { PlaceId } from '../model/requirement.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { askedFor, headerIncludes } from './facts.ts';

/** How a product is recognized. */
type Seen = {
  readonly finding: Finding;
  readonly url: URL;
  readonly status: number;
  readonly headers: HeaderList;
  /** The request headers in the preflight, lower-case. */
  readonly asked: readonly string[];
  readonly page: string;
};

/** Each product by something unique: its host, its own header, or its own path. */
const PLACES: readonly (readonly [PlaceId, (seen: Seen) => boolean])[] = [
  [
    'apps-script-options',
    (seen) => isAppsScript(seen) && seen.finding.phase === 'preflight' && isRefused(seen),
  ],
  ['apps-script-error', (seen) => isAppsScript(seen) && isRefused(seen)],
  [
    'keycloak',
    ({ finding, url, status }) =>
      finding.cause === 'missing-allow-origin' &&
      finding.phase === 'actual' &&
      status < 500 &&
      /\/realms\/[^/]+\/protocol\/openid-connect\/\w+$/.test(url.pathname),
  ],
  [
    'r2',
    ({ url, finding, status }) =>
      url.hostname.endsWith('.r2.cloudflarestorage.com') &&
      (finding.phase === 'preflight' ? status < 500 : status < 300),
  ],
  ['minio-console', ({ headers }) => /^minio console$/i.test(get(headers, 'server') ?? '')],
  [
    'supabase-gateway',
    ({ url, status, headers, finding }) =>
      finding.phase === 'actual' &&
      status === 401 &&
      /\.supabase\.(co|in)$/.test(url.hostname) &&
      url.pathname.startsWith('/functions/v1/') &&
      !has(headers, 'x-deno-execution-id'),
  ],
  [
    'lambda-url',
    ({ finding, url }) =>
      finding.cause === 'multiple-allow-origin-values' &&
      /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(url.hostname),
  ],
  [
    'firebase-option',
    ({ finding, url }) =>
      finding.cause === 'invalid-allow-origin-value' &&
      /\.(cloudfunctions\.net|run\.app)$/.test(url.hostname) &&
      parseUrl(finding.evidence.origin)?.host === finding.evidence.received,
  ],
  [
    'llama-server',
    ({ finding, headers }) =>
      finding.cause === 'multiple-allow-origin-values' &&
      finding.evidence.received.length === 1 &&
      headerIncludes(headers, 'server', 'llama.cpp'),
  ],
  ['ollama-headers', (seen) => seen.finding.cause === 'header-not-allowed' && isOllama(seen)],
  [
    'ollama-origins',
    (seen) =>
      seen.finding.cause === 'missing-allow-origin' && isOllama(seen) && seen.status === 403,
  ],
  [
    'fastmcp',
    ({ finding, headers, asked }) =>
      finding.cause === 'missing-allow-origin' &&
      finding.phase === 'preflight' &&
      headerIncludes(headers, 'server', 'uvicorn') &&
      asked.some((name) => /^mcp-(protocol-version|session-id)$/.test(name)),
  ],
];

const isAppsScript = ({ url }: Seen): boolean =>
  url.hostname === 'script.google.com' && url.pathname.startsWith('/macros/');

const isRefused = ({ finding }: Seen): boolean => finding.cause === 'missing-allow-origin';

/**
 * Its port, or the client headers in its list of allowed ones, which hardly any other server has.
 */
const isOllama = ({ url, headers }: Seen): boolean =>
  (isLoopbackHost(url.hostname) && url.port === '11434') ||
  getAll(headers, 'access-control-allow-headers').some((list) =>
    /x-stainless-custom-poll-interval/i.test(list),
  );

/** The product that refused, if it has its own settings to allow the page; else null. */
export function placeOf(
  exchange: Exchange,
  { verdict, findings: [finding], origin }: Evaluation,
): PlaceId | null {
  const hop = exchange.hops[finding?.hop ?? -1];
  if (verdict !== 'blocked' || finding === undefined || hop === undefined) return null;
  const isPreflight = finding.phase === 'preflight';
  const response: ResponseFacts | null = (isPreflight ? hop.preflight : hop)?.response ?? null;
  const url = parseUrl(hop.url);
  if (response === null || url === null) return null;
  const asked = askedFor(hop.preflight?.request ?? null).headers.map((name) => name.toLowerCase());
  const { status, headers } = response;
  const seen: Seen = { finding, url, status, headers, asked, page: origin };
  return PLACES.find(([, is]) => is(seen))?.[0] ?? null;
}
