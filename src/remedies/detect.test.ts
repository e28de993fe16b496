import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../model/observation.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import { stacks } from './index.ts';

/** From here on a stack counts as detected. */
const DETECTED = 0.5;

type Image = Partial<Pick<ObservedAnswer, 'kind' | 'url' | 'status'>> & {
  readonly headers: HeaderList;
};

const observed = ({ headers, ...image }: Image): ServerObservation => ({
  server: 'https://api.example' as SerializedOrigin,
  answers: [
    {
      kind: 'actual',
      url: 'https://api.example/items',
      method: image.kind === 'preflight' ? 'OPTIONS' : 'GET',
      requestHeaders: [['Origin', 'https://app.example']],
      status: 200,
      ...image,
      headers,
      at: 0,
    },
  ],
});

/** The default headers of Spring Security. */
const SECURED_BY_SPRING: HeaderList = [
  ['X-XSS-Protection', '0'],
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** The detected stacks, the surest first. */
const detected = (image: Image): readonly string[] =>
  stacks
    .map(({ id, detect }) => ({ id, confidence: detect(observed(image)).confidence }))
    .filter(({ confidence }) => confidence >= DETECTED)
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ id }) => id);

describe('what a server says of itself names its stack', () => {
  test.each<[string, Image]>([
    ['aspnet-core', { headers: [['Server', 'Kestrel']] }],
    ['nextjs', { headers: [['X-Powered-By', 'Next.js']] }],
    ['nextjs', { headers: [['Vary', 'RSC, Next-Router-State-Tree, Next-Router-Prefetch']] }],
    ['nitro', { headers: [['X-Powered-By', 'Nuxt']] }],
    ['php', { headers: [['X-Powered-By', 'PHP/8.3.6']] }],
    ['aws-api-gateway-http', { headers: [['Apigw-Requestid', 'QaZ1jgqNoAMEM8g=']] }],
    ['aws-api-gateway-rest', { headers: [['x-amz-apigw-id', 'QaZ1jgqNoAMEM8g=']] }],
    [
      'cloudfront',
      {
        headers: [
          ['X-Amz-Cf-Id', 'tX1'],
          ['Via', '1.1 a.cloudfront.net'],
        ],
      },
    ],
    [
      'google-cloud-storage',
      {
        headers: [
          ['X-GUploader-UploadID', 'AB'],
          ['Server', 'UploadServer'],
        ],
      },
    ],
    ['express-cors', { headers: [['X-Powered-By', 'Express']] }],
    ['fastify-cors', { headers: [['Keep-Alive', 'timeout=72']] }],
  ])('%s', (id, image) => {
    expect(detected(image)).toEqual([id]);
  });

  test.each([
    [
      'laravel',
      [
        ['X-Powered-By', 'PHP/8.3.6'],
        ['Set-Cookie', 'laravel_session=x; path=/'],
      ],
    ],
    ['spring-security', SECURED_BY_SPRING],
  ] as const)('%s, before what it is built on', (id, headers) => {
    expect(detected({ headers })[0]).toBe(id);
  });
});

describe('what a library sends by default names it', () => {
  test.each([
    ['hono', 'GET,HEAD,PUT,POST,DELETE,PATCH,QUERY', 'Origin, Access-Control-Request-Headers'],
    ['hono', 'GET,HEAD,PUT,POST,DELETE,PATCH', 'Origin, Access-Control-Request-Headers'],
    ['koa-cors', 'GET,HEAD,PUT,POST,DELETE,PATCH', 'Origin'],
  ])('%s: %s', (id, methods, vary) => {
    const headers: HeaderList = [
      ['Access-Control-Allow-Origin', 'https://app.example'],
      ['Access-Control-Allow-Methods', methods],
      ['Vary', vary],
    ];
    expect(detected({ kind: 'preflight', status: 204, headers })).toEqual([id]);
  });
});

test('what hapi exposes by default names it', () => {
  const headers: HeaderList = [
    ['Access-Control-Allow-Origin', 'https://app.example'],
    ['Access-Control-Expose-Headers', 'WWW-Authenticate,Server-Authorization'],
    ['Vary', 'origin'],
  ];
  expect(detected({ headers })).toEqual(['hapi']);
});

describe('where a URL is of one maker alone, it names the stack', () => {
  test.each([
    ['cloudflare-workers', 'https://api.someone.workers.dev/items'],
    ['firebase-functions', 'https://us-central1-shop.cloudfunctions.net/items'],
    ['google-cloud-storage', 'https://storage.googleapis.com/pictures/a.png'],
    ['azure-functions', 'https://shop.azurewebsites.net/api/items'],
    ['vite', 'http://localhost:5173/@vite/client'],
  ])('%s', (id, url) => {
    expect(detected({ url, headers: [] })).toEqual([id]);
  });
});

describe('no stack is named', () => {
  test.each<[string, Image]>([
    ['of an answer without a name', { headers: [['Content-Type', 'application/json']] }],
    ['of a refusal without a name', { kind: 'preflight', status: 404, headers: [] }],
    [
      'behind Cloudflare, which stands before anything',
      {
        headers: [
          ['Server', 'cloudflare'],
          ['CF-Ray', '8a-FRA'],
        ],
      },
    ],
    ['of an API Gateway by its request id alone', { headers: [['x-amzn-RequestId', 'a-b']] }],
    [
      'of a CORS answer as anybody writes it',
      {
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['Vary', 'Origin'],
        ],
      },
    ],
    [
      'of a hostile name',
      {
        headers: [
          ['Server', 'Kestrel\u0000'],
          ['X-Powered-By', 'next.js!'],
        ],
      },
    ],
  ])('%s', (_, image) => {
    expect(detected(image)).toEqual([]);
  });
});
