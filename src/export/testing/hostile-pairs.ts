import fc from 'fast-check';

/** A header and a URL of a hostile page that tries to run commands. Test support. */
export type HostilePair = { readonly name: string; readonly value: string; readonly url: string };

/** Commands, and openings of comments and strings, for each shell that gets a pasted text. */
const ATTACKS: readonly string[] = [
  "'",
  '"',
  '\\',
  "\\'",
  '\\\\',
  '`',
  '^',
  '%',
  '!',
  '!!',
  '$',
  ';pwned;',
  '&pwned&',
  '|pwned|',
  '&&pwned',
  '||pwned',
  '$(pwned)',
  '`pwned`',
  '(pwned)',
  "';pwned;'",
  "\\';pwned;#",
  "'';pwned;''",
  '";pwned;"',
  '"&pwned&"',
  '\\"&pwned&\\"',
  '^"&pwned&^"',
  '>pwned.txt',
  '<(pwned)',
  '{pwned,pwned}',
  '~',
  '*',
  '?',
  '[a-z]',
  '#',
  '@(pwned)',
  '@pwned',
  '--%',
  '--output pwned.txt',
  '%PATH%',
  '%CMDCMDLINE:~-1%',
  '%20',
  '%%',
  '!PATH!',
  '!pwned',
  '$env:PATH',
  '$PATH',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of a shell, not of ours
  '${PATH}',
  '$((pwned))',
  '`n',
  ' ',
  '  ',
  ':',
  'a',
  'rem ',
  '[redacted]',
];

/** Line breaks, controls, invisible characters and lookalike quotes; also as latin-1 bytes. */
const UNSEEN: readonly string[] = [
  '\n',
  '\r',
  '\0',
  '\t',
  '\u001b[201~',
  '\u007f',
  '\u0085',
  '\u200b',
  '\u202e',
  '\u2028',
  '\u2066',
  '\u3164',
  '\ufeff',
  '\u{e0041}',
  '\u2018;pwned;\u2019',
  '\u201c&pwned&\u201e',
  '\uff02&pwned&\uff02',
  '\u00e2\u0080\u00ae',
  '\u00e2\u0080\u008b',
  'é',
  '\ud800',
];

/** Attacks on cmd with only characters that it can quote. */
const QUOTABLE = ATTACKS.filter((attack) => !/["%!]/.test(attack));

const madeOf = (attacks: readonly string[]) =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...attacks) },
      { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'xyz09=,.-_/') }) },
    ),
    { maxLength: 6 },
  );

const withUnseen = fc
  .tuple(madeOf(ATTACKS), fc.constantFrom(...UNSEEN), madeOf(ATTACKS))
  .map(([before, unseen, after]) => [...before, unseen, ...after]);

const text = fc
  .oneof(
    { weight: 4, arbitrary: madeOf(ATTACKS) },
    { weight: 1, arbitrary: withUnseen },
    { weight: 4, arbitrary: madeOf(QUOTABLE) },
  )
  .map((parts) => parts.join(''));

/** A query without characters to percent-encode. */
const query = fc.oneof(
  text,
  madeOf(QUOTABLE).map((parts) => parts.join('').replace(/[ "<>\\']/g, '')),
);

/** The characters of a header name, by RFC 9110. */
const name = fc
  .string({ unit: fc.constantFrom(..."!#$%&'*+-.^_`|~aZ0"), maxLength: 8 })
  .map((token) => `X-${token}`);

/** As in a HAR file, and as a browser writes it. */
const url = fc
  .tuple(fc.oneof(text, fc.constant('items')), query, fc.boolean())
  .map(([path, search, written]) => {
    const raw = `http://127.0.0.1:8000/${path}?${search}`;
    return written && URL.canParse(raw) ? new URL(raw).href : raw;
  });

/** Seeded like every property: see `e2e/run/fast-check-seed.ts`. */
export const hostilePair: fc.Arbitrary<HostilePair> = fc.record({ name, value: text, url });
