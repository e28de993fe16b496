import { describe, expect, test } from 'vitest';
import { requirementOf, seenIn } from '../../../../tools/real-servers/django/settings-cases.ts';
import { ownFileCases } from '../../../../tools/real-servers/own-files/cases.ts';
import { type OwnSettings, readOwnSettings } from '../../../diagnosis/own-settings.ts';
import { plainText } from '../../../model/prose.ts';
import type { SettingsFile } from '../../../settings/file.ts';
import { nginxFiles } from './index.ts';

const cases = ownFileCases('nginx');
const caseOf = (name: string) => {
  const one = cases.find((own) => own.name === name);
  if (one === undefined) throw new Error(`there is no case ${name}`);
  return one;
};
const drops = caseOf('location-drops');
const TEXT = drops.files[0]?.text ?? '';

function read(files: readonly SettingsFile[], one = drops): OwnSettings {
  const found = readOwnSettings(files, requirementOf(one), seenIn(one, one.answers ?? []));
  if (found.stack === null) throw new Error(found.unread.map(({ problem }) => problem).join());
  return found;
}
const readText = (text: string, one = drops): OwnSettings =>
  read([{ name: 'site.conf', text }], one);

/** The first server of a host, with these lines in its only location. */
const site = (lines: string): string =>
  `server {\n    listen 80;\n    server_name api.gullwing.example;\n    location / {\n${lines}\n        proxy_pass http://app;\n    }\n}\n`;
const added = (found: OwnSettings): readonly string[] =>
  (found.edit?.diff.text ?? '').split('\n').filter((line) => /^\+(?!\+)/.test(line));

describe('lines that nginx refuses are named, and quoted or ended', () => {
  test.each([
    [
      'a value with spaces',
      '        add_header Access-Control-Allow-Origin https://gullwing.example;\n        add_header Access-Control-Allow-Methods GET, POST always;',
      'unquoted-value',
      6,
      '+        add_header Access-Control-Allow-Methods "GET, POST" always;',
    ],
    [
      'a value with a semicolon',
      '        add_header Access-Control-Allow-Origin https://gullwing.example;\n        add_header Cache-Control public;max-age=60;',
      'unquoted-value',
      6,
      '+        add_header Cache-Control "public;max-age=60";',
    ],
    [
      'a line without its semicolon',
      '        add_header Access-Control-Allow-Origin https://gullwing.example\n        add_header Vary Origin;',
      'missing-semicolon',
      5,
      '+        add_header Access-Control-Allow-Origin https://gullwing.example;',
    ],
  ])('%s', (_, lines, id, line, change) => {
    const found = readText(site(lines));
    expect(found.faults.map((one) => [one.id, one.line, one.certain])).toEqual([[id, line, true]]);
    expect(added(found)).toContain(change);
    expect(found.notRun).toBeNull();
  });
});

describe('a server that does not run the file', () => {
  test('it refuses what the file allows: reload it', () => {
    const { notRun, faults, edit } = readText(
      site('        add_header Access-Control-Allow-Origin https://gullwing.example;'),
    );
    expect([faults, edit]).toEqual([[], null]);
    expect(notRun && plainText(notRun)).toMatch(/^Your server does not run this file /);
  });

  test('it sends what no line of the file sends, and nothing stands behind nginx', () => {
    const seen = seenIn(drops, [
      { status: 200, headers: [['Access-Control-Allow-Origin', 'https://other.example']] },
    ]);
    const text = TEXT.replaceAll('proxy_pass http://app:8000;', 'root /srv;');
    const found = readOwnSettings([{ name: 'a.conf', text }], requirementOf(drops), seen);
    expect('notRun' in found && found.notRun && plainText(found.notRun)).toContain(
      'adds the header',
    );
  });

  test('a file on its way was not handed over, so nothing is said but what to hand over', () => {
    const { notRun, questions } = readText(
      site(
        '        include snippets/cors.conf;\n        add_header Access-Control-Allow-Origin https://gullwing.example;',
      ),
    );
    expect(notRun).toBeNull();
    expect(questions.map(plainText)).toEqual([
      'Hand over snippets/cors.conf too: site.conf includes it.',
    ]);
  });
});

describe('what is no cause is only noted', () => {
  test.each([
    [
      'a pattern without anchors',
      `map $http_origin $ok {\n    ~gullwing\\.example $http_origin;\n}\n${site('        add_header Access-Control-Allow-Origin $ok always;')}`,
      'pattern-without-anchors',
      2,
    ],
    [
      'a condition without anchors',
      site('        if ($http_origin ~ "elsewhere") {\n            add_header X-A b;\n        }'),
      'pattern-without-anchors',
      5,
    ],
    [
      'an application that gets another origin',
      site('        proxy_set_header Origin "";'),
      'origin-changed',
      5,
    ],
  ])('%s', (_, text, id, line) => {
    const { notes, faults } = readText(text);
    expect(notes.map((one) => [one.id, one.line])).toContainEqual([id, line]);
    expect(faults.map((one) => one.id)).not.toContain(id);
  });
});

describe('a value of the environment, which a template puts in', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is nginx's own syntax
  const text = site('        add_header Access-Control-Allow-Origin "${CORS_ORIGIN}" always;');

  test('nobody knows it: the question names it', () => {
    const { faults, questions, edit } = readText(text);
    expect(faults.map(({ id, certain }) => [id, certain])).toEqual([['from-environment', false]]);
    expect(questions.map(plainText).join()).toContain('CORS_ORIGIN');
    expect(edit).toBeNull();
  });

  test('a file that was handed over sets it: the change is made there', () => {
    const found = read([
      { name: 'site.conf', text },
      { name: '.env', text: 'CORS_ORIGIN=https://gullwing.example/\n' },
    ]);
    expect(added(found)).toEqual(['+CORS_ORIGIN=https://gullwing.example']);
  });
});

test.each([
  ['a longest prefix', '/feed/latest', 'location /feed/'],
  ['the other prefix', '/feeds', 'location /'],
  ['an encoded path', '/%66eed/latest', 'location /feed/'],
])('%s decides which location handles the request', (_, path, location) => {
  const one = {
    ...drops,
    request: { ...drops.request, url: `http://api.gullwing.example${path}` },
  };
  const found = readOwnSettings(
    [{ name: 'a.conf', text: TEXT }],
    requirementOf(one),
    seenIn(one, []),
  );
  expect('settings' in found && found.settings[0]?.value).toBe(location);
});

test.each([
  ['a program', 'app.js', "const server = { add_header: 'a' };\n"],
  ['a settings module', 'settings.py', 'map = {}\n'],
  [
    'Apache’s configuration',
    'httpd.conf',
    '<VirtualHost *:80>\nHeader set A "b"\n</VirtualHost>\n',
  ],
  ['a Caddyfile', 'Caddyfile', 'example.com {\n\treverse_proxy app:80\n}\n'],
  ['HAProxy’s configuration', 'haproxy.cfg', 'frontend a\n  bind :80\n  server one 1.2.3.4:80\n'],
])('%s is no file of nginx', (_, name, text) => {
  expect(nginxFiles.knows({ name, text })).toBe(false);
});

describe('broken files are read as far as they go, with one note about the first mistake', () => {
  test.each([
    ['a block that is never closed', TEXT.replace(/\}\s*$/, '')],
    ['a brace too many', `${TEXT}}\n`],
    ['a quote that is never closed', `${TEXT}# end\nlog_format a "b;\n`],
    ['a byte order mark and Windows lines', `\ufeff${TEXT.replaceAll('\n', '\r\n')}`],
    ['letters of Latin-1', TEXT.replace('# the feed', '# der F\u00fctterer\u00e9')],
    ['blocks without end', `${TEXT}${'a {'.repeat(5_000)}`],
    ['code of Lua', `${TEXT}content_by_lua_block { local a = { "}" } -- it's }\n }\n`],
    ['a map of itself', `map $a $b { default $b; }\nmap $b $a { default $a; }\n${TEXT}`],
    ['a file that includes itself', `include site.conf;\n${TEXT}`],
  ])('%s', (_, text) => {
    const [first] = readText(text).faults;
    expect(first?.id).toBe('headers-not-inherited');
  });
});
