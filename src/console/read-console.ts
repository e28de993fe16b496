import { redactText, redactUrl } from '../model/redact.ts';
import type { Claim, Reason } from './claim.ts';
import { FIREFOX_OPENING, firefoxReason } from './firefox.ts';
import { type NetworkLine, networkLines, saidBeside } from './network-lines.ts';
import { CHROMIUM, reasonAt, SAFARI } from './reasons.ts';

/** How much after its beginning can belong to a message. */
const LONGEST = 3_000;
/** Longer texts are no message, and a page may print what it likes. */
const MOST_TEXT = 2_000_000;

/** How a message begins. The groups `url` and `origin` are values in the text. */
type Beginning = {
  readonly browser: Claim['browser'];
  readonly pattern: RegExp;
  /** Whether nothing but CORS begins so. */
  readonly certain: boolean;
  readonly read: (rest: string) => Reason | null;
};

const PREFLIGHT = /^Response to preflight request doesn't pass access control check: /;
const REDIRECTED = /^Redirect from '[^']*' to '[^']*' has been blocked by CORS policy: /;

/** A reason of Chromium, after what stands before it. */
function chromiumReason(rest: string): Reason | null {
  const isPreflight = PREFLIGHT.test(rest);
  const words = rest.replace(PREFLIGHT, '').replace(REDIRECTED, '');
  const reason = reasonAt(words, CHROMIUM);
  return reason && isPreflight ? { ...reason, phase: 'preflight' } : reason;
}

/** Until 2018, the origin and the status stood after the reason. */
function olderReason(rest: string): Reason | null {
  const safari = reasonAt(rest, SAFARI);
  if (safari !== null) return safari;
  const reason = chromiumReason(rest);
  const after =
    /^.{0,500}?Origin '([^']*)' is therefore not allowed access\.(?: The response had HTTP status code (\d{3}))?/;
  const [, origin, status] = after.exec(rest) ?? [];
  return (
    reason && {
      ...reason,
      ...(origin === undefined ? {} : { origin }),
      ...(status === undefined ? {} : { status: Number(status) }),
    }
  );
}

const BEGINNINGS: readonly Beginning[] = [
  {
    browser: 'chromium',
    certain: true,
    pattern:
      /Access to [\w ()-]{1,60}? at '(?<url>[^']{1,4000})' (?:\(redirected from '[^']{1,4000}'\) )?from origin '(?<origin>[^']{1,300})' has been blocked by CORS policy: /g,
    read: chromiumReason,
  },
  {
    browser: 'chromium',
    certain: false,
    pattern:
      /(?:Failed to load|XMLHttpRequest cannot load|Fetch API cannot load) (?<url>[a-z][a-z+.-]{1,20}:[^\s'"]{1,4000}?)[:.] (?=\S)/g,
    read: olderReason,
  },
  {
    browser: 'firefox',
    certain: true,
    pattern: FIREFOX_OPENING,
    read: firefoxReason,
  },
  {
    browser: 'safari',
    certain: false,
    pattern:
      /(?=(?:Origin \S{1,300} is not allowed by Access-Control|Cannot use wildcard in Access-Control|Access-Control-Allow-Origin cannot contain|Credentials flag is true, but|Method \S{1,60} is not allowed by Access-Control-Allow-Methods\.|Request header field \S{1,200} is not allowed by Access-Control-Allow-Headers\.|Header Access-Control-Allow-\w+ has an invalid|Preflight response is not successful))/g,
    read: (rest) => reasonAt(rest, SAFARI),
  },
];

/** The line of Safari that has the address; the reason stands before it. */
const SAFARI_ADDRESS =
  /^.(?:(?!Failed to load resource|Origin \S+ is not|Method \S+ is not|Request header field|Preflight response|Credentials flag|Cannot use wildcard|Access-Control-Allow-Origin cannot contain).){1,400}?(?:Fetch API|XMLHttpRequest|EventSource) cannot load (?<url>\S{1,4000}) due to access control checks\./;

/** A text about CORS that no pattern knows. */
const ABOUT_CORS =
  /[^.!?]{0,200}(?:blocked by CORS policy|Access-Control-Allow-|access control checks|Same Origin Policy)[^.!?]{0,200}/;

/** What a text has to say about CORS. */
export type ConsoleReading = {
  /** Each message once, in the order of the text. Without secrets. */
  readonly claims: readonly Claim[];
  /** A piece of text about CORS, if there is no message that is known. */
  readonly unknown: string | null;
};

/**
 * Reads the messages of Chromium, Firefox and Safari from any text, with anything between them. It
 * knows the whole beginning of each reason, so that no other text is taken for one. Never throws.
 */
export function readConsole(text: string): ConsoleReading {
  // Terminals and editors break lines anywhere between words.
  const folded = plain(text.slice(0, MOST_TEXT)).replace(/\s+/g, ' ');
  const lines = networkLines(folded);
  const found = BEGINNINGS.flatMap((beginning) =>
    [...folded.matchAll(beginning.pattern)].map((match) => ({ beginning, match })),
  ).sort((a, b) => a.match.index - b.match.index);
  const claims = new Map<string, Claim>();
  let end = -1;
  for (const { beginning, match } of found) {
    if (match.index <= end) continue;
    const from = match.index + match[0].length;
    const rest = folded.slice(from, from + LONGEST);
    const reason = beginning.read(rest);
    if (reason === null && !beginning.certain) continue;
    end = from;
    if (isRepeatedBySafari(folded, match.index, claims)) continue;
    const claim = claimOf(beginning.browser, match, rest, reason, lines);
    claims.set(JSON.stringify({ ...claim, text: '' }), claim);
  }
  const all = [...claims.values()].filter((claim, _, others) => !others.some(tellsMoreThan(claim)));
  const strange = all.length === 0 ? (ABOUT_CORS.exec(folded)?.[0] ?? null) : null;
  return { claims: all, unknown: strange && redactText(strange.trim()) };
}

/** Pages and editors show quotes in other forms, and turn them into codes of HTML. */
const plain = (text: string): string =>
  text
    .replace(/&#0?39;|&#x27;|&apos;|&lsquo;|&rsquo;|\\'/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[‘’]/g, "'");

/** Firefox prints several messages about one request. The first ones say more. */
const tellsMoreThan =
  ({ browser, url, causes, noResponse }: Claim) =>
  (other: Claim): boolean =>
    browser === 'firefox' &&
    other.browser === 'firefox' &&
    other.url === url &&
    (noResponse
      ? !other.noResponse && other.causes.length > 0
      : causes[0] === 'preflight-status' && other.causes[0] === 'preflight-redirect');

/** Safari says the reason again, with the last piece of the path. */
const isRepeatedBySafari = (
  text: string,
  at: number,
  claims: ReadonlyMap<string, Claim>,
): boolean =>
  claims.size > 0 && text.slice(Math.max(0, at - 25), at) === 'Failed to load resource: ';

function claimOf(
  browser: Claim['browser'],
  match: RegExpMatchArray,
  rest: string,
  reason: Reason | null,
  lines: readonly NetworkLine[],
): Claim {
  const url = match.groups?.['url'] ?? SAFARI_ADDRESS.exec(rest)?.groups?.['url'] ?? null;
  const origin = match.groups?.['origin'] ?? reason?.origin ?? null;
  const beside = saidBeside(lines, { url, phase: reason?.phase ?? null });
  const isSafarisOwn = browser === 'chromium' && reason?.causes.length === 3;
  const said = `${match[0]}${rest}`.slice(0, match[0].length + 160);
  return {
    browser: isSafarisOwn ? 'safari' : browser,
    text: redactText(said),
    url: url && redactUrl(url),
    origin,
    causes: reason?.causes ?? [],
    phase: reason?.phase ?? null,
    status: reason?.status ?? beside.status,
    method: beside.method,
    named: reason?.named === undefined || reason.named === null ? null : redactText(reason.named),
    noResponse: reason?.noResponse ?? false,
  };
}
