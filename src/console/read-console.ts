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

/** Before a reason of Safari, if a redirect’s own response was refused. */
const SAFARI_REDIRECTED =
  /^Cross-origin redirection to \S{1,4000} denied by Cross-Origin Resource Sharing policy: /;

/** How Safari's reasons begin: enough of each that no other text does. */
const SAFARI_REASONS = [
  'Origin \\S{1,300} is not allowed by Access-Control',
  'Cannot use wildcard in Access-Control',
  'Access-Control-Allow-Origin cannot contain',
  'Credentials flag is true, but',
  'Method \\S{1,60} is not allowed by Access-Control-Allow-Methods\\.',
  'Request header field \\S{1,200} is not allowed by Access-Control-Allow-Headers\\.',
  'Header Access-Control-Allow-\\w+ has an invalid',
  'Preflight response is not successful',
  '(?<=Sharing policy: )redirection URL \\S{1,4000} has credentials',
  'not allowed to follow a cross-origin CORS redirection with non CORS scheme',
  'Not allowed to redirect due to its scheme',
  '(?<!CORS policy: )Cross origin requests are only supported for HTTP\\.',
  'Unsafe attempt to load URL https?:\\S{1,4000} from origin \\S{1,300} Domains, protocols and ports',
  'CORS-preflight request was blocked',
  'Preflight response was blocked',
].join('|');

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
    pattern: /Beacon API cannot load (?<url>[a-z][a-z+.-]{1,20}:[^\s'"]{1,4000}?)\. (?=\S)/g,
    read: (rest) => reasonAt(rest.replace(SAFARI_REDIRECTED, ''), SAFARI),
  },
  {
    browser: 'safari',
    certain: false,
    pattern: new RegExp(`(?=(?:${SAFARI_REASONS}))`, 'g'),
    read: (rest) => reasonAt(rest, SAFARI),
  },
];

/** The line of Safari that has the address; the reason stands before it. */
const SAFARI_ADDRESS = new RegExp(
  `^.(?:(?!Failed to load resource|${SAFARI_REASONS}).){1,1000}?(?:(?:Fetch API|XMLHttpRequest|EventSource) cannot load|Cannot load image) (?<url>\\S{1,4000}) due to access control checks\\.`,
);
/** The same for a beacon, with the reason again. */
const BEACON_ADDRESS = new RegExp(
  `^.(?:(?!Failed to load resource|${SAFARI_REASONS}).){1,1000}?Beacon API cannot load (?<url>\\S{1,4000})\\. `,
);

/** A text about CORS that no pattern knows. */
const ABOUT_CORS =
  /[^.!?]{0,200}(?:blocked by CORS policy|Access-Control-Allow-|access control checks|Same Origin Policy)[^.!?]{0,200}/;

/** Safari says “due to access control checks” of these failures too. */
const SAFARI_OTHERWISE =
  /Failed to load resource: (?:Could not connect to|Connection terminated|The network connection was lost|Load cannot follow more than|Redirect was not allowed)|Not allowed to (?:follow a redirection while loading|load local resource:|use restricted network port) /;

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
  const claims: Claim[] = [];
  let end = -1;
  for (const { beginning, match } of found) {
    if (match.index <= end) continue;
    const from = match.index + match[0].length;
    const rest = folded.slice(from, from + LONGEST);
    const reason = beginning.read(rest);
    if (reason === null && !beginning.certain) continue;
    end = from;
    const claim = claimOf(beginning.browser, match, rest, reason, lines);
    const last = claims.at(-1);
    if (last === undefined || !isRepeatedBySafari(folded, match.index)) claims.push(claim);
    // Sometimes the line with the address comes last.
    else if (last.url === null && isSame(claim, { ...last, url: claim.url })) {
      claims.splice(-1, 1, { ...last, url: claim.url });
    }
  }
  const all = [...new Map(claims.map((claim) => [keyOf(claim), claim])).values()].filter(
    (claim, _, others) => !others.some(tellsMoreThan(claim)),
  );
  const strange = all.length === 0 ? aboutCors(folded) : null;
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

const keyOf = (claim: Claim): string => JSON.stringify({ ...claim, text: '' });

const isSame = (one: Claim, other: Claim): boolean => keyOf(one) === keyOf(other);

/** A piece of a text about CORS, which no pattern knows. */
const aboutCors = (text: string): string | null =>
  SAFARI_OTHERWISE.test(text) ? null : (ABOUT_CORS.exec(text)?.[0] ?? null);

const RESOURCE = 'Failed to load resource: ';

/** Safari says the reason again, with the last piece of the path. */
function isRepeatedBySafari(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST), at);
  const from = before.lastIndexOf(RESOURCE);
  return from >= 0 && before.slice(from + RESOURCE.length).replace(SAFARI_REDIRECTED, '') === '';
}

function claimOf(
  browser: Claim['browser'],
  match: RegExpMatchArray,
  rest: string,
  reason: Reason | null,
  lines: readonly NetworkLine[],
): Claim {
  const after = SAFARI_ADDRESS.exec(rest) ?? BEACON_ADDRESS.exec(rest);
  const url = match.groups?.['url'] ?? after?.groups?.['url'] ?? null;
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
