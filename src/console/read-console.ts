import { redactText, redactUrl } from '../model/redact.ts';
import { addressIn, pageIn } from './addresses.ts';
import type { Claim, Reason } from './claim.ts';
import { EXPLORER, explorersAddress } from './explorer.ts';
import { FIREFOX_END, FIREFOX_OPENING, firefoxReason } from './firefox.ts';
import { type NetworkLine, networkLines, saidBeside } from './network-lines.ts';
import { anyOf, CHROMIUM, reasonAt, SAFARI } from './reasons.ts';

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

const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";
const AT_PREFLIGHT = new RegExp(`^${PREFLIGHT}`);
const REDIRECTED = /^Redirect from '[^']*' to '[^']*' has been blocked by CORS policy: /;
/** A console shows where a message comes from. A copy can have that in the middle. */
const PLACE = /^\S{1,300}:\d{1,7} (?=[A-Z])/;

const CUT_OFF: Reason = { causes: [], instead: 'cut-off', phase: null, named: null, length: 0 };

/** A reason of Chromium, after what stands before it. */
function chromiumReason(rest: string): Reason | null {
  if (rest === '') return CUT_OFF;
  const words = rest.replace(PLACE, '').replace(AT_PREFLIGHT, '').replace(REDIRECTED, '');
  const reason = reasonAt(words, CHROMIUM);
  if (reason === null) return null;
  const length = rest.length - words.length + reason.length;
  const isPreflight = AT_PREFLIGHT.test(rest.replace(PLACE, ''));
  return { ...reason, ...(isPreflight ? { phase: 'preflight' as const } : {}), length };
}

/** Until 2018, the origin and the status stood after the reason, before the next message. */
const AFTER = '^(?:(?!cannot load|Failed to load|Access to |has been blocked).){0,500}?';
const ORIGIN_AFTER = new RegExp(`${AFTER}Origin '([^']*)' is therefore not allowed access`);
const STATUS_AFTER = new RegExp(`${AFTER}The response had HTTP status code (\\d{3})`);

function olderReason(rest: string): Reason | null {
  const reason = chromiumReason(rest) ?? reasonAt(rest, SAFARI);
  if (reason === null) return null;
  const after = rest.slice(reason.length);
  const [, origin] = ORIGIN_AFTER.exec(after) ?? [];
  const [, status] = STATUS_AFTER.exec(after) ?? [];
  return {
    ...reason,
    ...(origin === undefined ? {} : { origin }),
    ...(status === undefined ? {} : { status: Number(status) }),
  };
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
  'Method \\S{1,60} is not allowed by Access-Control-Allow-Methods(?! in preflight)',
  'Request header field \\S{1,200} is not allowed by Access-Control-Allow-Headers(?! in preflight)',
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

const BLOCKED = '(?:has been|is) blocked by CORS policy';

/** Blogs and documentations quote in other ways. */
const QUOTE = '[\'"`]';
/** People leave out values, or write something in their place. */
const ACCESS_TO = [
  'Access to [\\w ()-]{1,60}? (?:at )?',
  `(?:${QUOTE}(?<url>[^'"\`]{1,4000})${QUOTE}|(?<plain>https?://[^\\s'"]{1,4000}?)|\\[[^\\]]{1,200}\\]) `,
  `(?:\\(redirected from ${QUOTE}[^'"\`]{1,4000}${QUOTE}\\) )?`,
  `(?:from origin (?:${QUOTE}(?<origin>[^'"\`]{1,300})${QUOTE} )?)?${BLOCKED}`,
].join('');

const BEGINNINGS: readonly Beginning[] = [
  {
    browser: 'chromium',
    certain: true,
    pattern: new RegExp(`${ACCESS_TO}: ?`, 'g'),
    read: chromiumReason,
  },
  {
    browser: 'chromium',
    certain: true,
    pattern: new RegExp(`${ACCESS_TO}(?![:\\w])`, 'g'),
    read: () => CUT_OFF,
  },
  {
    browser: 'chromium',
    certain: true,
    pattern: new RegExp(
      `(?<!CORS policy: )Redirect from '(?<url>[^']{1,4000})' (?:to '[^']{1,4000}' )?${BLOCKED}: `,
      'g',
    ),
    read: olderReason,
  },
  {
    // Until 2016. It names the server that answered, not the address.
    browser: 'chromium',
    certain: true,
    pattern:
      /[A-Z]\w{2,20} (?:from|at) origin '(?<url>[^']{1,300})' has been blocked from loading by Cross-Origin Resource Sharing policy: /g,
    read: olderReason,
  },
  {
    browser: 'chromium',
    certain: false,
    pattern:
      /(?:Failed to load|XMLHttpRequest cannot load|Fetch API cannot load) (?<url>[a-z][a-z+.-]{1,20}:[^\s'"]{1,4000}?)(?:[:.] | (?=Origin ))(?=\S)/g,
    read: olderReason,
  },
  {
    browser: 'firefox',
    certain: true,
    pattern: FIREFOX_OPENING,
    read: firefoxReason,
  },
  {
    browser: 'firefox',
    certain: false,
    pattern: FIREFOX_END,
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
  {
    // The reason alone, as people quote it.
    browser: 'chromium',
    certain: false,
    pattern: new RegExp(`(?=(?:${PREFLIGHT})?(?:${anyOf(CHROMIUM)}))`, 'g'),
    read: olderReason,
  },
  {
    browser: 'explorer',
    certain: false,
    pattern: /(?=SEC712[0-8]\b)/g,
    read: (rest) => reasonAt(rest, EXPLORER),
  },
];

const CANNOT_LOAD = '(?:Fetch API|XMLHttpRequest|EventSource) cannot load';
const ACCESS_CONTROL = 'due to access control checks\\.';

/** The line of Safari that has the address; the reason stands before it. */
const SAFARI_ADDRESS = new RegExp(
  `^.(?:(?!Failed to load resource|${SAFARI_REASONS}).){1,1000}?(?:${CANNOT_LOAD}|Cannot load image) (?<url>\\S{1,4000}) ${ACCESS_CONTROL}`,
);
/** A service worker passed the refusal on. */
const WORKERS_ADDRESS = new RegExp(
  `^.(?:(?!Failed to load resource|${SAFARI_REASONS}).){1,300}?${CANNOT_LOAD} (?<url>\\S{1,4000}?)\\.(?= \\[Error\\]| Failed to load resource)`,
);
/** The same for a beacon, with the reason again. */
const BEACON_ADDRESS = new RegExp(
  `^.(?:(?!Failed to load resource|${SAFARI_REASONS}).){1,1000}?Beacon API cannot load (?<url>\\S{1,4000})\\. `,
);
/** The line with the address, directly before the reason, as some people copy it. */
const ADDRESS_BEFORE = new RegExp(
  `${CANNOT_LOAD} (?<url>\\S{1,4000}) ${ACCESS_CONTROL} (?:\\[Error\\] |\\d{1,2}[.)] |[*•-] )?$`,
);

/** A text about CORS that no pattern knows. */
const ABOUT_CORS =
  /(?:[^.!?]|[.!?](?! )){0,200}(?:blocked by CORS policy|Access-Control-Allow-|Same Origin Policy)(?:[^.!?]|[.!?](?! )){0,200}/;

const SAFARIS_LAST_LINE = new RegExp(`${CANNOT_LOAD} \\S{1,4000} ${ACCESS_CONTROL}`);
/** Safari says “due to access control checks” of these failures too. */
const SAFARI_OTHERWISE =
  /Failed to load resource: (?:Could not connect to|Connection terminated|The network connection was lost|Load cannot follow more than|Redirect was not allowed)|Not allowed to (?:follow a redirection while loading|load local resource:|use restricted network port) /;

/** What scripts are told of a refusal. No browser tells them why. */
const TOLD_TO_SCRIPTS =
  /\bFailed to fetch\b|NetworkError when attempting to fetch|\bLoad failed\b|\bNetwork ?Error\b|XMLHttpRequest error\.|: 0 Unknown Error|Cross origin \S{1,300} forbidden/;

/** Why no message was found. */
export type Unread =
  /** Safari's line with the address. The line before it has the reason. */
  | 'only-address'
  /** The errors of the page's own code. */
  | 'only-script'
  | 'nothing';

/** What a text has to say about CORS. */
export type ConsoleReading = {
  /** Each message once, in the order of the text. Without secrets. */
  readonly claims: readonly Claim[];
  /** A piece of text about CORS, if there is no message that is known. */
  readonly unknown: string | null;
  /** Why, if there is neither; else null. */
  readonly unread: Unread | null;
};

/**
 * Reads the messages of Chromium, Firefox, Safari and Internet Explorer from any text, with
 * anything between them. It knows the whole beginning of each reason, so that no other text is taken
 * for one. Never throws.
 */
export function readConsole(text: string): ConsoleReading {
  // Terminals and editors break lines anywhere between words, and mails quote them.
  const folded = plain(text.slice(0, MOST_TEXT)).replace(/\s+(?:> )*/g, ' ');
  const asPrinted = claimsIn(folded);
  const claims = asPrinted.some(saysSomething) ? asPrinted : withOtherQuotes(folded, asPrinted);
  if (claims.length > 0) return { claims, unknown: null, unread: null };
  const strange = SAFARI_OTHERWISE.test(folded) ? null : (ABOUT_CORS.exec(folded)?.[0] ?? null);
  return {
    claims,
    unknown: strange && redactText(strange.trim()),
    unread: strange === null ? whyUnread(folded) : null,
  };
}

/** Some people write other quotation marks around the values. */
function withOtherQuotes(folded: string, asPrinted: readonly Claim[]): readonly Claim[] {
  const claims = claimsIn(folded.replace(/["`]/g, "'"));
  return claims.some(saysSomething) ? claims : asPrinted;
}

function whyUnread(text: string): Unread {
  if (SAFARI_OTHERWISE.test(text)) return 'nothing';
  if (SAFARIS_LAST_LINE.test(text)) return 'only-address';
  return TOLD_TO_SCRIPTS.test(text) ? 'only-script' : 'nothing';
}

function claimsIn(folded: string): readonly Claim[] {
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
    end = from + Math.max(0, (reason?.length ?? 0) - 1);
    const before = folded.slice(Math.max(0, match.index - LONGEST), match.index);
    const claim = claimOf({ beginning, match, rest, before, reason, lines });
    const last = claims.at(-1);
    if (last === undefined || !isRepeatedBySafari(before)) claims.push(claim);
    // Sometimes the line with the address comes last.
    else if (last.url === null && isSame(claim, { ...last, url: claim.url })) {
      claims.splice(-1, 1, { ...last, url: claim.url });
    }
  }
  return withoutRepeats([...new Map(claims.map((claim) => [keyOf(claim), claim])).values()]);
}

/** Pages and editors show quotes in other forms, and turn them into codes of HTML. */
const plain = (text: string): string =>
  text
    .replace(/&#0?39;|&#x27;|&apos;|&lsquo;|&rsquo;|\\'/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[‘’]/g, "'");

/** Without the messages of which another one tells more. */
function withoutRepeats(claims: readonly Claim[]): readonly Claim[] {
  const sameUrl = groups(claims, ({ url }) => url);
  const sameCauses = groups(claims, ({ url, causes }) => (url === null ? null : `${causes}`));
  return claims.filter((claim) => {
    const { url, causes } = claim;
    return url === null
      ? !sameCauses.get(`${causes}`)?.some((other) => hasAllOf(other, claim))
      : !sameUrl.get(url)?.some((other) => tellsMoreThan(other, claim));
  });
}

function groups(
  claims: readonly Claim[],
  keyOfGroup: (claim: Claim) => string | null,
): ReadonlyMap<string, readonly Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = keyOfGroup(claim);
    if (key === null) continue;
    const group = found.get(key);
    if (group === undefined) found.set(key, [claim]);
    else group.push(claim);
  }
  return found;
}

/** A reason that is told again, without the address. */
const hasAllOf = (one: Claim, again: Claim): boolean =>
  (again.origin === null || again.origin === one.origin) &&
  (again.named === null || again.named === one.named) &&
  (again.phase === null || again.phase === one.phase) &&
  (again.status === null || again.status === one.status);

/** Firefox prints several messages about one request. The first ones say more. */
const tellsMoreThan = (one: Claim, other: Claim): boolean =>
  one.browser === 'firefox' &&
  other.browser === 'firefox' &&
  (other.instead === 'no-response'
    ? one.causes.length > 0
    : one.causes[0] === 'preflight-redirect' && other.causes[0] === 'preflight-status');

const saysSomething = ({ causes, instead }: Claim): boolean =>
  causes.length > 0 || instead !== null;

const keyOf = (claim: Claim): string => JSON.stringify({ ...claim, text: '' });

const isSame = (one: Claim, other: Claim): boolean => keyOf(one) === keyOf(other);

const RESOURCE = 'Failed to load resource: ';

/** Safari says the reason again, with the last piece of the path. */
function isRepeatedBySafari(before: string): boolean {
  const from = before.lastIndexOf(RESOURCE);
  return from >= 0 && before.slice(from + RESOURCE.length).replace(SAFARI_REDIRECTED, '') === '';
}

type Found = {
  readonly beginning: Beginning;
  readonly match: RegExpMatchArray;
  readonly rest: string;
  readonly before: string;
  readonly reason: Reason | null;
  readonly lines: readonly NetworkLine[];
};

function claimOf({ beginning, match, rest, before, reason, lines }: Found): Claim {
  const { groups = {} } = match;
  const said =
    groups['url'] ?? groups['plain'] ?? reason?.url ?? addressBeside(beginning, rest, before);
  const url = said === null ? null : addressIn(said);
  const origin = groups['origin'] ?? reason?.origin ?? null;
  const beside = saidBeside(lines, { url, phase: reason?.phase ?? null });
  // Safari's words are Chrome's too, until 2013.
  const isSafarisOwn = beginning.browser === 'chromium' && reason?.causes.length === 3;
  const text = `${match[0]}${rest}`.slice(0, match[0].length + 160);
  return {
    browser: isSafarisOwn ? null : beginning.browser,
    text: redactText(text),
    url: url && redactUrl(url),
    origin: origin && pageIn(origin),
    causes: reason?.causes ?? [],
    instead: reason?.instead ?? null,
    phase: reason?.phase ?? null,
    status: reason?.status ?? beside.status,
    method: beside.method,
    named: reason?.named === undefined || reason.named === null ? null : redactText(reason.named),
  };
}

const lastWord = (text: string): string =>
  text
    .trimEnd()
    .slice(text.trimEnd().lastIndexOf(' ') + 1)
    .replace(/[.,:]$/, '');

/** The address that another line beside the reason has. */
function addressBeside({ browser }: Beginning, rest: string, before: string): string | null {
  if (browser === 'explorer') return explorersAddress(before.slice(-1_000));
  if (browser === 'firefox') return /https?:\S*$/.exec(lastWord(before))?.[0] ?? null;
  if (browser !== 'safari') return null;
  const line =
    SAFARI_ADDRESS.exec(rest) ??
    (/FetchEvent\.respondWith received an error: TypeError: $/.test(before)
      ? WORKERS_ADDRESS.exec(rest)
      : null) ??
    BEACON_ADDRESS.exec(rest) ??
    ADDRESS_BEFORE.exec(before);
  return line?.groups?.['url'] ?? null;
}
