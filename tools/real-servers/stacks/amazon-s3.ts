import fc from 'fast-check';
import { parseUrl } from '../../../src/model/origin.ts';
import { S3_METHODS, type S3CorsRule, s3Model } from '../../../src/servers/amazon-s3/model.ts';
import type { ServerAnswer, ServerRequest } from '../../../src/servers/kit/stack.ts';
import { type Files, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { codeFor } from '../paste.ts';

const RULES = 'cors.json';

/**
 * The emulator with buckets and objects. It takes rules as XML, like Amazon's own interface, so
 * this does what the console does with its JSON. Each request finds the buckets as they were first.
 */
const SERVER = `
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import S3rver from 's3rver';

const NAMES = {
  AllowedOrigins: 'AllowedOrigin',
  AllowedMethods: 'AllowedMethod',
  AllowedHeaders: 'AllowedHeader',
  ExposeHeaders: 'ExposeHeader',
  MaxAgeSeconds: 'MaxAgeSeconds',
};
const element = (name, value) =>
  [value].flat().map((one) => '<' + name + '>' + one + '</' + name + '>').join('');
const fields = (rule) => Object.entries(rule).map(([key, value]) => element(NAMES[key], value));
const configuration = (rules) =>
  element('CORSConfiguration', rules.map((rule) => element('CORSRule', fields(rule).join(''))).join(''));

const buckets = JSON.parse(readFileSync('buckets.json', 'utf8'));
const server = new S3rver({
  silent: true,
  directory: 'buckets',
  vhostBuckets: false,
  configureBuckets: buckets.map(({ name, rules }) => ({
    name,
    configs: rules === null ? [] : [configuration(JSON.parse(readFileSync(rules, 'utf8')))],
  })),
});
await server.configureBuckets();
for (const { name: bucket, key } of buckets) {
  const metadata = { 'content-type': 'application/json', 'x-amz-meta-total': '42' };
  await server.store.putObject({ bucket, key, content: Buffer.from('{"ok":true}'), metadata });
}
cpSync('buckets', 'first', { recursive: true });
const answer = server.callback();
createServer((request, response) => {
  rmSync('buckets', { recursive: true, force: true });
  cpSync('first', 'buckets', { recursive: true });
  answer(request, response);
}).listen(Number(process.argv[2]), '127.0.0.1');
`;

type Bucket = {
  readonly name: string;
  /** Its one object. */
  readonly key: string;
  /** The file with its rules; null for none. */
  readonly rules: string | null;
};

const project = (buckets: readonly Bucket[]): Files => ({
  'package.json': '{ "type": "module" }\n',
  'server.mjs': SERVER,
  'buckets.json': JSON.stringify(buckets),
});

const rules = (fields: Omit<S3CorsRule, 'AllowedOrigins'>, origin = '{page}') =>
  JSON.stringify([{ AllowedOrigins: [origin], ...fields }]);
const READ = { AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['content-type'] };

const rule: fc.Arbitrary<S3CorsRule> = fc.record(
  {
    AllowedOrigins: fc.subarray(
      [
        'http://localhost:3000',
        'http://localhost:*',
        'https://*.example',
        'http://localhost:3000/',
        '*',
      ],
      { minLength: 3 },
    ),
    AllowedMethods: fc.subarray([...S3_METHODS], { minLength: 4 }),
    AllowedHeaders: fc.constantFrom(['*'], ['x-*', 'Content-Type'], ['content-type', 'x-token']),
    ExposeHeaders: fc.subarray(['ETag', 'x-amz-meta-a'], { minLength: 1 }),
    MaxAgeSeconds: fc.constantFrom(0, 600),
  },
  { requiredKeys: ['AllowedOrigins', 'AllowedMethods'] },
);

/** What a bucket with the one object makes of a request, CORS aside. */
function bucketAnswer({ method, url }: ServerRequest): ServerAnswer {
  const known = /\/\d+\/api\/data$/.test(parseUrl(url)?.pathname ?? '');
  const read = known ? 200 : 404;
  const written: Readonly<Record<string, number>> = { PUT: 200, DELETE: 204 };
  return { status: written[method] ?? read, headers: [] };
}

/** A bucket of the emulator s3rver. */
export const amazonS3: LabStack = {
  id: 'amazon-s3',
  stack: 'amazon-s3',
  proofOnly: true,
  version: async () => `s3rver ${nodeVersion('s3rver')} (emulator)`,
  ready: nodeReady,
  project: (_, { cors }) => ({
    ...project([{ name: 'api', key: 'data', rules: cors === '' ? null : RULES }]),
    ...(cors === '' ? {} : { [RULES]: cors }),
  }),
  command: ({ port }) => ({ ...nodeProgram('server.mjs'), args: ['server.mjs', String(port)] }),
  failures: {
    'nothing-configured': { cors: '', unrecognised: true },
    'origin-not-listed': { cors: rules(READ, 'https://app.example'), unrecognised: true },
    'origin-misspelled': { cors: rules(READ, '{page}/'), unrecognised: true },
    'wildcard-with-credentials': { cors: rules(READ, '*') },
    'credentials-not-allowed': 'S3 allows credentials to every origin that a rule names',
    'method-not-allowed': { cors: rules(READ), status: 204, unrecognised: true },
    'header-not-allowed': { cors: rules(READ), unrecognised: true },
    'expose-missing': {
      cors: rules(READ),
      request: { path: '/api/data', reads: 'x-amz-meta-total' },
    },
    'error-without-headers': {
      cors: rules(READ, 'https://app.example'),
      request: { path: '/api/none' },
      status: 404,
      unrecognised: true,
    },
    redirect: 'a bucket redirects to no other of its objects',
    'two-layers': 'S3 sets its headers once: a second line comes from a CDN before it',
  },
  paste: (files, snippets) => ({
    ...files,
    ...project([{ name: 'api', key: 'data', rules: RULES }]),
    [RULES]: codeFor(RULES, snippets),
  }),
  model: labModel<readonly S3CorsRule[] | null>({
    settings: fc.option(fc.array(rule, { minLength: 1, maxLength: 2 }), { nil: null, freq: 9 }),
    // Each request copies the buckets again.
    batch: 6,
    project: (_, all) => ({
      ...project(
        all.map((one, index) => ({
          name: String(index),
          key: 'api/data',
          rules: one === null ? null : `rules-${index}.json`,
        })),
      ),
      ...Object.fromEntries(all.map((one, index) => [`rules-${index}.json`, JSON.stringify(one)])),
    }),
    answer: (all, request) => s3Model(all, 'emulator', bucketAnswer)(request),
  }),
};
