import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHELLS } from '../../model/shell.ts';
import {
  apacheFormat,
  apacheString,
  caddyString,
  csharpString,
  exactPattern,
  fitsAnyShell,
  goList,
  goString,
  httpValue,
  isPlainWord,
  javaString,
  javascriptList,
  javascriptString,
  jsonDocument,
  jsonList,
  jsonString,
  kotlinString,
  nginxString,
  perlString,
  phpString,
  plainWord,
  posixString,
  pythonExtended,
  pythonList,
  pythonString,
  rubyString,
  rustString,
  shellString,
  shellWord,
  tomlString,
  xmlText,
  yamlString,
} from './literals.ts';

/** Any UTF-16, with lone surrogates. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('"', '\\', '\\"', '"\n__import__("os")', '</script>', "'+alert(1)+'", '\u2028'),
);

test.each([
  ['an origin', 'http://localhost:3000', '"http://localhost:3000"'],
  ['a quote', '"', '"\\""'],
  ['a backslash at the end', 'a\\', '"a\\\\"'],
  ['a line break', 'a\nb', '"a\\u000ab"'],
  ['an umlaut', 'ä', '"\\u00e4"'],
  ['an emoji', '😀', '"\\U0001f600"'],
])('Python writes %s on one plain line', (_, value, literal) => {
  expect(pythonString(value)).toBe(literal);
});

test('no value ends a Python literal too early', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(pythonString(value)).toMatch(
        /^"(?:[ !#-[\]-~]|\\[\\"]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/,
      );
    }),
  );
});

test('JavaScript reads back the value that was written', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const literal = javascriptString(value);
      expect(literal).toMatch(/^[ -~]*$/);
      expect(literal).not.toContain('<');
      expect(runInNewContext(literal)).toBe(value);
    }),
  );
});

test('JSON reads back the value that was written', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const literal = jsonString(value);
      expect(literal).toMatch(/^[ -;=-~]*$/);
      expect(JSON.parse(literal)).toBe(value);
    }),
  );
});

test('a JSON document shows hidden characters, and reads back', () => {
  fc.assert(
    fc.property(
      fc.record({ a: hostile, b: fc.constant('\u202e\u200b\u3164\u{e0041}é') }),
      (value) => {
        const text = jsonDocument(value);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
        expect(text).toContain('é');
        expect(JSON.parse(text)).toEqual(value);
      },
    ),
  );
});

test('a value with other characters than plain ASCII is refused in every shell', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(...SHELLS), (value, shell) => {
      const written = shellWord(shell, value);
      if ('word' in written) expect(value + written.word).toMatch(/^[ -~]*$/);
      if (!/^[ -~]*$/.test(value)) expect(written).toHaveProperty('has');
    }),
  );
});

test.each([
  ['an origin', 'https://app.example:8443', true],
  ['JSON of header names', '{"AllowHeaders": ["x-token", "*"]}', true],
  ['a host that cmd would run', 'https://a&calc&b', false],
  ['a quote that PowerShell would end at', "x'|calc|'y", false],
  ['a backslash', '\\', false],
  ['a variable of cmd', '%PATH%', false],
  ['a history expansion', '!!', false],
  ['a direction mark', '\u202e', false],
])('%s: whether it may be in a command for any shell', (_, value, fits) => {
  expect(fitsAnyShell(value)).toBe(fits);
  expect(shellString(value) === `'${value}'`).toBe(fits);
});

/** Each language's grammar of one literal, for the characters that values may contain. */
const GRAMMARS: readonly (readonly [string, (value: string) => string, RegExp])[] = [
  ['Go', goString, /^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/],
  ['YAML', yamlString, /^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/],
  ['TOML', tomlString, /^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/],
  ['Ruby', rubyString, /^"(?:[ !$-[\]-~]|\\["\\#]|\\u\{[0-9a-f]{1,6}\})*"$/],
  ['Rust', rustString, /^"(?:[ !#-[\]-~]|\\["\\]|\\u\{[0-9a-f]{1,6}\})*"$/],
  ['Kotlin', kotlinString, /^"(?:[ !#%-[\]-~]|\\["\\$]|\\u[0-9a-f]{4})*"$/],
  ['Java', javaString, /^"(?:[ !#-[\]-~]|\\["\\]|\\[01][0-7]{2}|\\u[0-9a-f]{4})*"$/],
  ['C#', csharpString, /^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4})*"$/],
  [
    'PHP',
    phpString,
    /^(?:'(?:[ -&(-[\]-~]|\\['\\])*'|"(?:[ !#%-[\]-~]|\\["\\$]|\\u\{[0-9a-f]{1,6}\})*")$/,
  ],
  ['Perl', perlString, /^'(?:[ -&(-[\]-~]|\\['\\])*'$/],
  ['XML', xmlText, /^(?:[ !#-%(-;=?-~]|&#x[0-9a-f]+;)*$/],
  ['nginx', nginxString, /^"(?:[ !#%-[\]-~]|\\["\\])*"$/],
  ['Apache', apacheString, /^"(?:[ !#-[\]-z|-~]|\\["\\])*"$/],
  ['Apache, in a format', apacheFormat, /^"(?:[ !#$&-[\]-z|-~]|%%|\\["\\])*"$/],
  ['Caddy', caddyString, /^"(?:[ !#-[\]-z|~]|\\")*"$/],
  ['POSIX shells and fish', posixString, /^(?:'[ -&(-[\]-~]*'|\\['\\])+$/],
  ['an unknown shell', shellString, /^'[A-Za-z0-9 ":/.,_=+@*[\]{}~%-]*'$/],
];

test.each(GRAMMARS)('no value ends a literal of %s too early', (_, write, grammar) => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(write(value)).toMatch(grammar);
    }),
  );
});

test('Java’s early reading of \\u never makes a control or a quote', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      for (const [, point = ''] of javaString(value).matchAll(
        /(?<!\\)(?:\\\\)*\\u([0-9a-f]{4})/g,
      )) {
        expect(Number.parseInt(point, 16)).toBeGreaterThan(0x7f);
      }
    }),
  );
});

test('a plain word means itself everywhere, and any other value ends no word', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      if (isPlainWord(value)) expect(plainWord(value)).toBe(value);
      expect(plainWord(value)).toMatch(/^[A-Za-z0-9:/.,_+=@[\]%-]*$/);
    }),
  );
  for (const value of ['https://app.example,http://[::1]:3000', 'a_b=c@d']) {
    expect(isPlainWord(value)).toBe(true);
  }
  for (const value of ['', ' ', "'", '"', '$x', '`x`', 'a&b', '~', '*', '%', '#', '!', '{a}']) {
    expect(isPlainWord(value)).toBe(false);
  }
});

test('an exact pattern matches its values and nothing longer', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), hostile, (values, more) => {
      const texts = values.map(httpValue);
      const pattern = new RegExp(exactPattern(values));
      for (const text of texts) expect(pattern.test(text)).toBe(true);
      for (const text of texts) {
        const longer = [`${text}${httpValue(more)}`, `${httpValue(more)}${text}`];
        for (const one of longer) expect(pattern.test(one)).toBe(texts.includes(one));
      }
      expect(pattern.test('https://stranger.invalid')).toBe(false);
    }),
  );
});

test('no value ends an HTTP field line', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(httpValue(value)).toMatch(/^[ -~]*$/);
    }),
  );
});

test('lists and tuples are written as Black does', () => {
  expect(pythonList([])).toBe('[]');
  expect(pythonList(['a', 'b'])).toBe('["a", "b"]');
  expect(pythonExtended('default_headers', ['x-token'])).toBe('(*default_headers, "x-token")');
  expect(pythonExtended('default_headers', [])).toBe('default_headers');
  expect(javascriptList(['a', 'b'])).toBe("['a', 'b']");
  expect(goList(['a', 'b'])).toBe('[]string{"a", "b"}');
  expect(jsonList(['a', 'b'])).toBe('["a", "b"]');
});
