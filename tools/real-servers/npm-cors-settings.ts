import fc from 'fast-check';
import type { NpmCorsOptions } from '../../src/servers/kit/npm-cors/model.ts';

const matcher = fc.constantFrom<string | boolean | RegExp>(
  '*',
  '',
  true,
  false,
  'http://localhost:3000',
  'http://localhost:3000/',
  'https://app.example',
  /^http:\/\/localhost:\d+$/,
  /example/,
);

/** Any options of the npm package `cors`. */
export const npmCorsSettings: fc.Arbitrary<NpmCorsOptions> = fc.record(
  {
    origin: fc.oneof(matcher, fc.array(matcher, { maxLength: 3 })),
    methods: fc.oneof(
      fc.constantFrom('', 'GET,PUT', 'GET, PUT'),
      fc.subarray(['GET', 'PUT', 'patch', 'PROPFIND']),
    ),
    allowedHeaders: fc.oneof(
      fc.constantFrom('', 'x-token, Content-Type', '*'),
      fc.subarray(['x-token', 'Content-Type', '*']),
    ),
    exposedHeaders: fc.oneof(fc.constantFrom('', 'x-total'), fc.subarray(['x-total', 'ETag'])),
    credentials: fc.boolean(),
    maxAge: fc.constantFrom(0, 600),
    preflightContinue: fc.boolean(),
    optionsSuccessStatus: fc.constantFrom(200, 204),
  },
  { requiredKeys: [] },
);

/** The package's options, or others of the same names, as articles print them. */
export const npmCorsByHand = (origin: string): string =>
  `{ origin: '${origin}', methods: ['GET', 'POST'], allowedHeaders: ['content-type'] }`;
