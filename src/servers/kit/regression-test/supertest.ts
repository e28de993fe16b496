import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { javascriptList, javascriptString } from '../literals.ts';
import type { Snippet } from '../stack.ts';
import { type Checks, checksOf, testSnippet, when } from './checks.ts';

/**
 * supertest in Node's own test runner. It accepts an Express application or any listener of Node.
 * @see https://github.com/forwardemail/supertest#example
 */
export function supertest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  return testSnippet(
    checks,
    {
      file: 'cors.test.js',
      language: 'javascript',
      place: say`Save this beside ${code('app.js')}, which must ${code('export')} its
        ${code('app')}. Install it with ${code('npm install --save-dev supertest')}. Run it with
        ${code('node --test cors.test.js')}.`.fr`Enregistrez ce test à côté de ${code('app.js')},
        qui doit exporter (${code('export')}) son ${code('app')}. Installez supertest avec
        ${code('npm install --save-dev supertest')}. Lancez le test avec
        ${code('node --test cors.test.js')}.`,
    },
    [...head(checks), ...preflightTest(checks), ...requestTest(checks)],
  );
}

function head({ path, origin, preflightMethods, expose }: Checks): readonly string[] {
  return [
    "import assert from 'node:assert/strict';",
    "import { test } from 'node:test';",
    "import request from 'supertest';",
    "import { app } from './app.js';",
    '',
    `const PATH = ${javascriptString(path)};`,
    `const ORIGIN = ${javascriptString(origin)};`,
    ...when(preflightMethods.length > 0 || expose.length > 0, [
      "const listed = (value = '') => value.split(',').map((item) => item.trim());",
    ]),
  ];
}

function preflightTest(checks: Checks): readonly string[] {
  const { preflightMethods, listsMethods, headers } = checks;
  if (preflightMethods.length === 0) return [];
  return [
    '',
    `for (const method of ${javascriptList(preflightMethods)}) {`,
    "  test('the preflight passes: ' + method, async () => {",
    '    const { status, headers } = await request(app)',
    '      .options(PATH)',
    "      .set('Origin', ORIGIN)",
    ...when(headers.length > 0, [
      `      .set('Access-Control-Request-Headers', ${javascriptString(headers.join(','))})`,
    ]),
    "      .set('Access-Control-Request-Method', method);",
    '    assert.ok(status >= 200 && status < 300, String(status));',
    ...originLines(checks, '    '),
    ...when(listsMethods, [
      "    const methods = listed(headers['access-control-allow-methods']);",
      "    assert.ok(methods.includes(method) || methods.includes('*'), String(methods));",
    ]),
    ...listLines('names', 'access-control-allow-headers', headers, '    '),
    '  });',
    '}',
  ];
}

function requestTest(checks: Checks): readonly string[] {
  const { method, expose } = checks;
  return [
    '',
    "test('the page can read the response', async () => {",
    `  const { headers } = await request(app)${calling(method)}(PATH).set('Origin', ORIGIN);`,
    ...originLines(checks, '  '),
    ...listLines('exposed', 'access-control-expose-headers', expose, '  '),
    '});',
  ];
}

/** The supertest method for an HTTP method. */
function calling(method: string): string {
  const name = method.toLowerCase();
  return /^[a-z]+$/.test(name) ? `.${name}` : `[${javascriptString(name)}]`;
}

function originLines({ credentials }: Checks, indent: string): readonly string[] {
  const origin = "headers['access-control-allow-origin']";
  if (!credentials) return [`${indent}assert.ok([ORIGIN, '*'].includes(${origin}), ${origin});`];
  return [
    `${indent}assert.equal(${origin}, ORIGIN);`,
    `${indent}assert.equal(headers['access-control-allow-credentials'], 'true');`,
  ];
}

function listLines(
  variable: string,
  header: string,
  names: readonly string[],
  indent: string,
): readonly string[] {
  if (names.length === 0) return [];
  return [
    `${indent}const ${variable} = listed(headers['${header}']?.toLowerCase());`,
    `${indent}for (const name of ${javascriptList(names)}) {`,
    `${indent}  assert.ok(${variable}.includes(name) || ${variable}.includes('*'), name);`,
    `${indent}}`,
  ];
}
