import { expect, test } from 'vitest';
import type { SerializedOrigin } from '../../model/origin.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { expressCors } from './index.ts';

const SERVER = 'http://localhost:8000' as SerializedOrigin;
const PAGE = 'http://localhost:3000' as SerializedOrigin;

const answered = (path: string, allowed: string, at: number): SeenAnswer => ({
  kind: 'actual',
  url: `${SERVER}${path}`,
  method: 'GET',
  requestHeaders: [['Origin', PAGE]],
  status: 200,
  headers: [
    ['X-Powered-By', 'Express'],
    ['Access-Control-Allow-Origin', allowed],
  ],
  at,
});

test('an origin that only another route allows is part of the fix', () => {
  const remedy = expressCors.remedy(
    {
      server: SERVER,
      url: `${SERVER}/orders`,
      method: 'GET',
      origin: PAGE,
      origins: [PAGE],
      credentials: false,
      methods: [],
      headers: [],
      expose: [],
      preflight: false,
    },
    {
      server: SERVER,
      answers: [answered('/orders', 'https://app.example', 1), answered('/items', PAGE, 2)],
    },
  );
  const lines = remedy?.snippets.flatMap(({ file, lines: all }) => (file === 'app.js' ? all : []));
  expect(lines).toContainEqual({
    text: "    origin: ['http://localhost:3000'],",
    mark: 'changed',
  });
});
