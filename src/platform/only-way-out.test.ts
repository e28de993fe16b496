import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };

const SRC = join(import.meta.dirname, '..');

/** The only file that may send a request. Users are promised that (README.md, PRIVACY.md). */
const ONLY = 'platform/own-requests.ts';

/** Every way in which a script of an extension can send a request. */
const WAYS_OUT = new Set([
  'fetch',
  'fetchLater',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'sendBeacon',
  'importScripts',
  'sendNativeMessage',
  'connectNative',
]);

/** Files that run inside the extension. The observer runs in a page, and calls what it wraps. */
const shipped = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)testing\/|\.d\.ts$/.test(file))
  .map((file) => relative(SRC, join(SRC, file)))
  .filter((file) => !/^(observer|cli)\//.test(file));

/** Names that the code uses: not what stands in its texts and comments, or names a property. */
function used(code: string, file: string): readonly string[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, kind);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isUse(node) && WAYS_OUT.has(node.text)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** A name, or a text that is used as one. */
function isUse(node: ts.Node): node is ts.Identifier | ts.StringLiteralLike {
  const { parent } = node;
  if (ts.isIdentifier(node)) return !ts.isPropertyAssignment(parent) || parent.name !== node;
  if (!ts.isStringLiteralLike(node)) return false;
  const isOfReflect =
    ts.isCallExpression(parent) && parent.expression.getText().startsWith('Reflect.');
  return ts.isElementAccessExpression(parent) || isOfReflect || ts.isBindingElement(parent);
}

test(`no file of the extension can send a request, except ${ONLY}`, () => {
  const found = shipped.filter((file) => {
    return used(readFileSync(join(SRC, file), 'utf8'), file).length > 0;
  });
  expect(shipped.length).toBeGreaterThan(400);
  expect(found).toEqual([ONLY]);
});

describe('this test sees', () => {
  test.each([
    "fetch('/')",
    'window.fetch(url)',
    'const { fetch: ask } = globalThis',
    "globalThis['fetch'](url)",
    "Reflect.get(globalThis, 'fetch')",
    'new XMLHttpRequest()',
    'navigator.sendBeacon(url)',
    'const Socket = WebSocket',
  ])('%s', (code) => {
    expect(used(code, 'x.ts')).not.toEqual([]);
  });

  test.each(['/* fetch(url) */', "const text = 'a fetch() that'", 'prefetch(url)'])(
    'no request in %s',
    (code) => {
      expect(used(code, 'x.ts')).toEqual([]);
    },
  );
});

test('the extension’s policy lets nothing be loaded from elsewhere, and only this one way out', () => {
  const policy = manifest.content_security_policy.extension_pages.split('; ');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('connect-src http: https:');
  expect(policy.filter((one) => /https?:/.test(one))).toEqual(['connect-src http: https:']);
});

test('no page of the web can talk to the extension', () => {
  expect(manifest).not.toHaveProperty('externally_connectable');
  expect(manifest).not.toHaveProperty('web_accessible_resources');
});
