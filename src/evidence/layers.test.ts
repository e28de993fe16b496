import { expect, test } from 'vitest';
import { outerLayerOf } from './layers.ts';

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
