import { expect, test } from 'vitest';
import { entersLocalNetwork } from './local-network-access.ts';

test.each([
  ['loopback by name', 'https://shop.test', 'http://localhost:8080/x', true],
  ['loopback by address', 'https://shop.test', 'http://127.0.0.1/x', true],
  ['a private address', 'https://shop.test', 'http://192.168.7.3/x', true],
  ['another one', 'https://shop.test', 'http://172.31.0.1/x', true],
  ['a unique local address', 'https://shop.test', 'http://[fd00::1]/x', true],
  ['a name of the local network', 'https://shop.test', 'http://printer.local/x', true],
  ['a public address with a similar beginning', 'https://shop.test', 'http://172.32.0.1/x', false],
  ['a public host with a similar beginning', 'https://shop.test', 'https://10.example/x', false],
  ['a page in the local network', 'http://localhost:3000', 'http://127.0.0.1/x', false],
  ['a page without a host', 'null', 'http://127.0.0.1/x', false],
  ['an app’s page', 'capacitor://app', 'http://127.0.0.1/x', false],
])('%s', (_, page, target, expected) => {
  expect(entersLocalNetwork(page, target)).toBe(expected);
});
