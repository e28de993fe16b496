import { outerLayerOf } from '../evidence/layers.ts';
import type { BrowserName, Exchange, Hop } from '../model/exchange.ts';
import type { Elsewhere } from '../model/requirement.ts';
import type { CauseId, Evidence, FindingOf } from '../policy/finding.ts';
import { clientHeaders, methodInUpperCase } from './asked.ts';
import { redirectAdvice } from './redirect.ts';

/** What one finding requires. */
export type Advice = {
  /** Whether the server must respond differently. */
  readonly answer: boolean;
  readonly elsewhere: readonly Elsewhere[];
};

/** Where a finding was made. */
export type Place = {
  readonly exchange: Exchange;
  readonly hop: Hop;
  /** The page's origin, as the first server saw it. */
  readonly origin: string;
  readonly browser: BrowserName;
};

type Adviser<Id extends CauseId> = (evidence: Evidence[Id], place: Place) => Advice;

const ANSWER: Advice = { answer: true, elsewhere: [] };
const only = (...elsewhere: readonly Elsewhere[]): Advice => ({ answer: false, elsewhere });
const alsoAnswer = (...elsewhere: readonly Elsewhere[]): Advice => ({ answer: true, elsewhere });

/** Complete: each cause gives its user something to do. */
const ADVISERS: { readonly [Id in CauseId]: Adviser<Id> } = {
  'missing-allow-origin': () => ANSWER,
  'multiple-allow-origin-values': ({ received, origin }, place) =>
    alsoAnswer(oneValue(received, origin, place)),
  'invalid-allow-origin-value': () => ANSWER,
  // The server allows the page already. The redirect made the origin `null`.
  'allow-origin-mismatch': ({ received }, { origin }) => (received === origin ? only() : ANSWER),
  'wildcard-with-credentials': () => ANSWER,
  'credentials-not-allowed': ({ received }) =>
    received !== null && /^true(\s*,\s*true)+$/i.test(received)
      ? alsoAnswer({ kind: 'one-credentials-layer', received })
      : ANSWER,
  'preflight-status': () => ANSWER,
  'preflight-redirect': ({ location }, { hop }) =>
    URL.canParse(location, hop.url)
      ? alsoAnswer(redirectAdvice(hop, new URL(location, hop.url).href))
      : ANSWER,
  'preflight-network-error': ({ error }) => only({ kind: 'network', failure: error }),
  'invalid-allow-methods': () => ANSWER,
  'invalid-allow-headers': () => ANSWER,
  'method-not-allowed': ({ method, received }) => adviseOnMethod(method, received),
  'header-not-allowed': ({ headers }) => {
    const elsewhere = clientHeaders(headers).map(
      (header): Elsewhere => ({ kind: 'client-header', header }),
    );
    return { answer: elsewhere.length < headers.length, elsewhere };
  },
  'redirect-with-credentials': (_, { hop }) =>
    only({ kind: 'redirect-credentials', from: hop.url }),
  'scheme-not-http': ({ url }) => only({ kind: 'client-scheme', url }),
  'same-origin-mode': () => only({ kind: 'client-mode', mode: 'same-origin' }),
  'no-cors-redirect-mode': () => only({ kind: 'client-mode', mode: 'no-cors' }),
  'local-network-access-denied': () => only({ kind: 'local-network', secure: true }),
  'local-network-access-insecure': () => only({ kind: 'local-network', secure: false }),
};

/** What one finding requires from the server or from somebody else. */
export function advise<Id extends CauseId>(finding: FindingOf<Id>, place: Place): Advice {
  const adviser: Adviser<Id> = ADVISERS[finding.cause];
  return adviser(finding.evidence, place);
}

/**
 * Whether two layers add one value each, or one layer sends a list. Only Firefox joins two lines to
 * one.
 */
function oneValue(received: readonly string[], origin: string, { hop, browser }: Place): Elsewhere {
  const [line = '', ...more] = received;
  const values = line.trim().split(/\s*,\s*|\s+/);
  const isJoined = browser === 'firefox' && line.includes(', ');
  // Nobody writes a list of equal values, or one of `*` beside another value.
  const isOdd = new Set(values).size < values.length || values.includes('*');
  if (more.length === 0 && values.length > 1 && !isJoined && !isOdd) {
    return { kind: 'one-origin', origin, received: line };
  }
  const via = outerLayerOf((hop.response ?? hop.preflight?.response)?.headers ?? []);
  return { kind: 'one-layer', received, ...(via === null ? {} : { via }) };
}

function adviseOnMethod(sent: string, received: string | null): Advice {
  const use = methodInUpperCase(sent);
  if (use === sent) return ANSWER;
  const listed = (received ?? '').split(',').map((method) => method.trim());
  return { answer: !listed.includes(use), elsewhere: [{ kind: 'client-method-case', sent, use }] };
}
