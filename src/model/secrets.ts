/**
 * Decides what is a secret: by its name, its look or its place. model/redact.ts acts on it.
 * Everything here takes time in proportion to the text, and never throws.
 */

/** How a name is written when it is one of many words: `accessKey`, `X-CSRF-Token`, `api_key`. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** In a longer name, the end says what it is. */
const LONGEST_NAME = 200;

/** Words that make any name containing them secret, also without a gap around them. */
const SECRET_PART =
  /token|secret|passw|passphrase|passcode|passkey|credential|authori[sz]ation|authentication|apikey|accesskey|privatekey|sess(?:ion)?id|csrf|xsrf|hmac|jwt|dpop|signature|cookie/;
const SECRET_WORD =
  /^(?:(?:o|x|z)?auth(?!or(?!i[sz]))\w*|sid|sess|session|pass|pw|pwd|psw|psk|pin|cvv|cvc|otp|totp|hotp|mfa|tfa|creds?|saml|sign?|bearer|nonce|assertion|jw[se]|ticket|licen[cs]e)$/;
/** Keys that give no access. */
const PLAIN_KEY =
  /^(?:sort|primary|foreign|cache|partition|range|idempotency|surrogate|lookup|group|order|index|object|public|row|hot|short|translation|i18n|query|map|item|project|issue|field|column|metric|event|feature|flag|data|category|locale|message|route|mon|tur|don|jo?c|hoc|whis)$/;
const CODE_WORD =
  /^(?:verification|verify|access|security|auth|reset|invit(?:e|ation)|activation|confirm(?:ation)?|sms|time|login|device|recovery|backup|sign)$/;
/** Names that are secret only without other words beside them. */
const SECRET_ALONE = /^(?:code|state)$/;
/** For these names, a short word or number is not secret: `state=open`, `code=US`, `ticket=7`. */
const WEAK_NAME = /(?:^|[[.])(?:code|state|licen[cs]e|sign|ticket)\]?$/i;
const LONGEST_WORD = 10;

/**
 * Whether a header or parameter of this name carries a secret. `name` may be written in any style,
 * or be a path of names: `user[password]`.
 */
export function isSecretName(name: string): boolean {
  const text = name.slice(-LONGEST_NAME);
  const words = (text.match(WORD) ?? []).map((word) => word.toLowerCase());
  if (SECRET_PART.test(words.join(''))) return true;
  if (words.some((word) => SECRET_WORD.test(word) || isPassWord(word))) return true;
  const [last = '', beforeLast = ''] = words.toReversed();
  if (words.length === 1 && SECRET_ALONE.test(last)) return true;
  if (last === 'code' && CODE_WORD.test(beforeLast)) return true;
  return isKeyName(words) || /^(?:cb|ok)-access-/i.test(text);
}

const isPassWord = (word: string): boolean =>
  /^pass(?!$|enger|ive|age|port|ed$|es$|ing|thr|ion|at)|pwd$|^(?:user|db|my|ftp|smtp|admin|root)(?:pass|pw)$/.test(
    word,
  );

/** `key`, and names that end with it, except known harmless ones. */
function isKeyName(words: readonly string[]): boolean {
  const last = words.at(-1)?.replace(/^keys$/, 'key') ?? '';
  if (!last.endsWith('key')) return false;
  const kind = last === 'key' ? (words.at(-2) ?? '') : last.slice(0, -'key'.length);
  return !PLAIN_KEY.test(kind);
}

/** A value that reveals nothing under any name. */
const TRIVIAL = /^["']?(?:true|false|null|undefined|none|yes|no|on|off|[01]?)["']?$/i;

/** Whether a value is a secret because of its name. */
export function isSecretByName(name: string, value: string): boolean {
  if (value === '' || !isSecretName(name) || TRIVIAL.test(value)) return false;
  if (!WEAK_NAME.test(name)) return true;
  return !/^\d{1,3}$/.test(value) && (value.length > LONGEST_WORD || !isPlainWords(value));
}

/** Numbers, names and checksums that servers publish and that give no access. */
const PUBLIC_NAME =
  /etag|digest|checksum|hash|md5|sha\d+|integrity|trace|span|b3|request-?id|correlation|revision|boundary|^x-amz-(?:cf-)?id|^x-(?:goog|guploader)|^cf-|^x-(?:vercel|nf|served|cache|timer|fastly|azure-ref|msedge)|cursor|version|commit|build|uuid|guid|^v(?:er)?$|^h$|^rev$|^if-/i;
const ID_NAME = /(?:^|[^a-z])ids?$|[a-z]I[dD]s?$/;

/**
 * How strictly to check a value if its name says nothing. `close`: the default. `loose`: ids are
 * usual here. `shapes`: random values are usual, so only known kinds of tokens are found.
 */
export type Look = 'close' | 'loose' | 'shapes';

/** How strictly to check the values of this name. */
export function lookOf(name: string): Look {
  if (PUBLIC_NAME.test(name)) return 'shapes';
  return ID_NAME.test(name) ? 'loose' : 'close';
}

/** Tokens whose beginning shows who issued them. */
const ISSUED = [
  'A(?:KIA|SIA)[A-Z0-9]{12,}',
  'gh[pousr]_\\w{16,}',
  'github_pat_\\w{16,}',
  'gl(?:pat|ptt|dt)-[\\w-]{16,}',
  'xox[a-z]-[\\w-]{8,}',
  'xapp-[\\w-]{8,}',
  '[prs]k_(?:live|test)_\\w{8,}',
  'whsec_[\\w+/]{8,}',
  'AIza[\\w-]{24,}',
  'ya29\\.[\\w.-]{8,}',
  'GOCSPX-[\\w-]{8,}',
  'sk-[\\w-]{16,}',
  'SG\\.[\\w-]{8,}\\.[\\w-]{8,}',
  'npm_\\w{20,}',
  'hf_\\w{20,}',
  'pypi-[\\w-]{16,}',
  'shp(?:at|ca|pa|ss)_\\w{16,}',
  'do[opr]_v1_\\w{16,}',
  'dapi[0-9a-f]{32}',
  'EAA[A-Za-z0-9]{24,}',
  'SK[0-9a-f]{32}',
  'key-[0-9a-f]{32}',
  'v[1-4]\\.(?:local|public)\\.[\\w-]{16,}',
  '\\d{6,}:[\\w-]{24,}',
].join('|');
/** @see https://www.rfc-editor.org/rfc/rfc7519#section-3.1 */
const JWT = '(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]+(?:\\.[\\w-]*)*';
const SHAPES = new RegExp(`${JWT}|(?<![A-Za-z0-9])(?:${ISSUED})`, 'g');

/** The text with every token of a known kind replaced by `mark`. */
export const withoutShapes = (text: string, mark: string): string => text.replace(SHAPES, mark);

const SHORTEST_SHAPE = 10;
const holdsShape = (text: string): boolean =>
  text.length >= SHORTEST_SHAPE && withoutShapes(text, '') !== text;

const UUID = /(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/gi;
/** W3C trace context, and subresource integrity. */
const PUBLIC_VALUE =
  /^(?:[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$|sha(?:1|256|384|512)[-:=])/i;
const HEX = /^[0-9a-f]+$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

type Bounds = { readonly hex: number; readonly mixed: number; readonly plain: number };
/**
 * How many characters of text without words count as random: hex digits, letters of both cases,
 * others. `close` means 128 bits, at four, six and five bits each. `loose` keeps database ids (24
 * to 40 hex digits, 20 to 26 letters and digits).
 */
const BOUNDS: Readonly<Record<Exclude<Look, 'shapes'>, Bounds>> = {
  close: { hex: 32, mixed: 22, plain: 26 },
  loose: { hex: 48, mixed: 24, plain: 30 },
};

/** Whether one word is so random that it must be a secret. UUIDs are not. */
export function looksSecret(value: string, look: Look): boolean {
  if (look === 'shapes' || PUBLIC_VALUE.test(value)) return false;
  const { hex, mixed, plain } = BOUNDS[look];
  const text = value.replace(UUID, '');
  if (text.length < mixed) return false;
  if (HEX.test(text)) return text.length >= hex && /\d/.test(text) && /[a-f]/i.test(text);
  if (text.includes('/') && !BASE64.test(text)) return false;
  const { strange, usual, bothCases, woven } = pairsOf(text);
  if (look === 'close' && woven) return true;
  if (text.includes('/') && !bothCases) return false;
  if (3 * strange <= 2 * usual) return false;
  return bothCases ? strange >= mixed / 3 : text.length >= plain && strange >= plain / 3;
}

/**
 * For each letter, the letters that often follow it. They cover nine of ten pairs in words, and a
 * third of all pairs.
 */
const FOLLOWERS =
  'bcdfgiklmnprstuvy,aeilorsu,acehiklortu,adeilorsu,abcdefgilmnpqrstvwx,aefiloru,aehinorsu,aeiort,abcdefglmnoprstvxz,s,eis,adeilostuy,abeimopsu,acdefgiknostuv,abcdfgiklmnoprstuvw,aeiloprstu,u,acdegiklmnorstuvy,acehilopstuy,acehilorstuy,abcdegilmnprst,aei,aehio,pt,ps,e'.split(
    ',',
  );
const USUAL = FOLLOWERS.map((all) => new Set([...all].map((letter) => letter.charCodeAt(0) - 97)));

type Kind = 'digit' | 'lower' | 'upper' | 'other';

function kindOf(code: number): Kind {
  if (code >= 48 && code <= 57) return 'digit';
  if (code >= 97 && code <= 122) return 'lower';
  return code >= 65 && code <= 90 ? 'upper' : 'other';
}

/** When letters and digits count as mixed: the minimum length and number of changes in one word. */
const WOVEN = { length: 24, turns: 3 };

const SHORTEST_WORD = 3;

type Pairs = {
  /** Neighbors that are usual in words. */
  readonly usual: number;
  /** Neighbors that are unusual in words: rare pairs of letters, and letters beside digits. */
  readonly strange: number;
  readonly bothCases: boolean;
  readonly woven: boolean;
};

function pairsOf(text: string): Pairs {
  const seen = new Set<Kind>();
  let [usual, strange, run, turns, letters] = [0, 0, 0, 0, 0];
  let woven = false;
  let [before, kindBefore]: [number, Kind] = [0, 'other'];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    seen.add(kind);
    [run, turns] = kind === 'other' ? [0, 0] : [run + 1, turns];
    if (kind !== 'other' && kindBefore !== 'other') {
      const digits = Number(kind === 'digit') + Number(kindBefore === 'digit');
      if (digits === 1) [strange, turns] = [strange + 1, turns + 1];
      // A capital after small letters starts another word.
      else if (digits === 0 && kindBefore === 'lower' && kind === 'upper') {
        if (letters < SHORTEST_WORD) strange += 1;
        letters = 0;
      } else if (digits === 0) {
        if (USUAL[(before | 32) - 97]?.has((code | 32) - 97)) usual += 1;
        else strange += 1;
      }
    }
    letters = kind === 'lower' || kind === 'upper' ? letters + 1 : 0;
    woven ||= run >= WOVEN.length && turns >= WOVEN.turns;
    [before, kindBefore] = [code, kind];
  }
  return { usual, strange, bothCases: seen.has('upper') && seen.has('lower'), woven };
}

const WORDS = /^[A-Za-z]+(?:[-_.+ /][A-Za-z]+)*$/;
/** Capitals in places where words and compound names have none. */
const ODD_CAPITALS = /[A-Z]{2}[a-z]|[a-z][A-Z](?![a-z])/;
const KNOWN_WORD = /^(?:o?auth\d|[2t]fa|s3|h26[45]|ipv[46]|utf-?8|web3|v\d{1,3}(?:\.\d+)*)$/i;

/** Whether a text is made of words as people and programs write them. */
export function isPlainWords(text: string): boolean {
  if (!WORDS.test(text) || ODD_CAPITALS.test(text)) return false;
  const { usual, strange } = pairsOf(text);
  return text.length < 8 || strange <= usual;
}

/** Words in a path that announce a secret, and how far it may be. */
type Place = 'code' | 'rest' | 'next' | null;
/** After these, numbers are secret too. */
const CODE_PLACE =
  /^(?:reset|verif(?:y|ication)|confirm(?:ation)?|activat(?:e|ion)|otp|totp|pin|passcode|password|magic|unlock|recover|recovery|unsubscribe|optout|2fa|mfa)$/;
const REST_PLACE =
  /^(?:hooks?|(?:incoming)?webhooks?|webhookb\d|invites?|invitations?|shared?|join)$/;
const NEXT_PLACE =
  /^(?:tokens?|keys?|apikeys?|secrets?|sessions?|login|signin|credentials?|jwt|signature|sid)$/;

/** A part of each of these words: most path segments contain none. */
const ANY_PLACE =
  /reset|verif|confirm|activat|otp|pin|pass|magic|unlock|recover|unsub|optout|2fa|mfa|hook|invit|share|join|token|key|secret|session|login|signin|credential|jwt|signature|sid/i;

function placeAfter(segment: string): Place {
  if (!ANY_PLACE.test(segment)) return null;
  const words = (segment.slice(-LONGEST_NAME).match(WORD) ?? []).map((word) => word.toLowerCase());
  // More words mean a title.
  const has = (place: RegExp): boolean =>
    words.length < 4 && words.some((word) => place.test(word));
  if (has(CODE_PLACE)) return 'code';
  if (has(REST_PLACE)) return 'rest';
  return NEXT_PLACE.test(words.at(-1) ?? '') ? 'next' : null;
}

/** File names, and placeholders of a route: `{id}`, `:id`, `*`. */
const FILE =
  /\.(?:m?jsx?|tsx?|css|map|json|xml|html?|txt|md|pdf|csv|php|aspx?|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|mp[34]|webm|wasm|zip|gz|webmanifest)$/i;
const VARIABLE = /^(?:[{<[(].*[}>\])]|:[a-z_]+|\*+)$/i;
/** `/services/T…/B…/…` of Slack, `/bot<id>:<token>` of Telegram. */
const TELEGRAM = /^bot\d+:./i;
const CHECKSUM_PLACE = /^(?:commits?|trees?|blobs?|sha\d*|digests?|objects|hash|tx|block|avatar)$/i;

/** Whether a segment at a place for secrets is one. Words and small numbers are not. */
function isOpaque(segment: string, place: Exclude<Place, null>): boolean {
  if (/^\d+$/.test(segment)) return place === 'code' && segment.length >= 4;
  if (segment.length < 4 || KNOWN_WORD.test(segment) || VARIABLE.test(segment)) return false;
  if (FILE.test(segment) || isPlainWords(segment)) return false;
  return !isSlug(segment) || looksSecret(segment, 'loose');
}

/** Words and numbers with separators: a title, a version, a date, a place on earth. */
function isSlug(segment: string): boolean {
  const parts = segment.split(/[-_.,:@+~ ]/);
  if (parts.length < 2) return false;
  const longest = parts.filter(isPlainWords).length > 1 ? 10 : 4;
  const isNumber = (part: string): boolean => part.length <= longest && /^\d*$/.test(part);
  return parts.every((part) => isNumber(part) || isPlainWords(part));
}

/** How many words and ids may stand between the announcing word and the secret. */
const LONGEST_WAY = 2;

/** Secrets and the words that announce them are at least this long. */
const SHORTEST = 3;

/** Which segments of a percent-decoded path are secrets. */
export function secretSegments(
  segments: readonly string[],
  look: Exclude<Look, 'close'>,
): readonly boolean[] {
  let [place, way]: [Place, number] = [null, 0];
  let before = '';
  return segments.map((segment, at) => {
    const last = before;
    before = segment;
    if (segment.length < SHORTEST) return false;
    if (TELEGRAM.test(segment) || holdsShape(segment)) return true;
    if (isSlacks(segments, at) || isSlacks(segments, at - 1) || isSlacks(segments, at - 2))
      return true;
    if (CHECKSUM_PLACE.test(last)) return false;
    if (place !== null && isOpaque(segment, place)) return true;
    const next = placeAfter(segment);
    way = next === null ? way + 1 : 0;
    if (next !== null) place = next;
    else if (way > LONGEST_WAY || (place === 'next' && !/^\d+$/.test(segment))) place = null;
    return !FILE.test(segment) && looksSecret(segment, look);
  });
}

/** Whether the three parts of a webhook start at this segment. */
const isSlacks = (segments: readonly string[], at: number): boolean =>
  segments[at - 1] === 'services' &&
  /^T[A-Z0-9]+$/.test(segments[at] ?? '') &&
  /^B[A-Z0-9]+$/.test(segments[at + 1] ?? '');
