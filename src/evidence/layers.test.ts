import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { outerAnswersOptions, outerLayerOf } from './layers.ts';

test.each([
  ['no Via', [], null],
  ['Caddy', ['1.1 Caddy'], 'Caddy'],
  ['the last one is the outer one', ['1.1 varnish (Varnish/7.1), 2.0 Caddy'], 'Caddy'],
  ['the same on two lines', ['1.1 Caddy', '1.1 varnish'], 'varnish'],
  ['the router of a platform only forwards', ['1.1 vegur'], null],
  ['only a protocol', ['1.1'], null],
] as const)('%s', (_, lines, expected) => {
  expect(outerLayerOf(lines.map((line) => ['Via', line] as const))).toBe(expected);
});

const answer = (kind: SeenAnswer['kind'], headers: HeaderList): SeenAnswer => ({
  kind,
  url: 'https://api.example/items',
  method: kind === 'preflight' ? 'OPTIONS' : 'GET',
  requestHeaders: [],
  status: 200,
  headers,
  at: 0,
});

describe('who answers OPTIONS', () => {
  const UVICORN: HeaderList = [['Server', 'uvicorn']];
  const SILENT: HeaderList = [['Content-Length', '0']];
  test.each<[what: string, preflight: HeaderList, actual: readonly HeaderList[], outer: boolean]>([
    ['another server than the one of every other response', SILENT, [UVICORN, UVICORN], true],
    ['another one with a name of its own', [['Server', 'awselb/2.0']], [UVICORN], true],
    ['nginx, and Express behind it', [['Server', 'nginx']], [[['X-Powered-By', 'Express']]], true],
    ['the application', UVICORN, [UVICORN], false],
    [
      'the application, under the name of nginx',
      [['Server', 'nginx']],
      [[['Server', 'nginx']]],
      false,
    ],
    ['nobody knows: two applications share the host', SILENT, [UVICORN, SILENT], false],
    ['nobody knows: nothing else was seen', SILENT, [], false],
    ['nobody knows: the file holds no headers of it', [], [UVICORN], false],
    [
      'nobody knows: pages and API of Next.js differ',
      SILENT,
      [[['X-Powered-By', 'Next.js']]],
      false,
    ],
  ])('%s', (_, preflight, actual, outer) => {
    const answers = [
      ...actual.map((headers) => answer('actual', headers)),
      answer('preflight', preflight),
    ];
    const server = { server: originOf('https://api.example'), answers };
    expect(outerAnswersOptions(server) !== null).toBe(outer);
  });
});
