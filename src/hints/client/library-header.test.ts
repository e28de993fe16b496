import { expect, test } from 'vitest';
import { plainText } from '../../model/prose.ts';
import { ALLOWED, contextOf, LISTS, refusedPut } from '../testing/sample-context.ts';
import { libraryHeader } from './library-header.ts';

const said = (asksHeaders: string): string | null => {
  const asked = refusedPut(200, { ...ALLOWED, ...LISTS }, { preflight: { asksHeaders } });
  const hint = libraryHeader.detect(contextOf(asked));
  return hint && plainText(hint.text);
};

test.each([
  [
    'the OpenAI package says which system it runs on',
    'x-stainless-os,x-stainless-arch',
    ['defaultHeaders', 'OpenAI'],
  ],
  [
    'Supabase’s client sends its key',
    'apikey,x-client-info',
    ['apikey and x-client-info', 'corsHeaders'],
  ],
  [
    'an MCP client names its protocol version',
    'mcp-protocol-version',
    ['does not work without it'],
  ],
  ['Axios sends the token of a cookie', 'x-xsrf-token', ['withXSRFToken: false']],
  ['htmx says where it is', 'hx-current-url,hx-request', ['htmx:configRequest']],
  ['Turbo names its frame', 'turbo-frame', ['data-turbo="false"']],
  ['Apollo Client names itself', 'apollographql-client-name', ['ApolloClient']],
  ['Apollo Server asks for a preflight', 'apollo-require-preflight', ['send JSON']],
  ['gRPC-Web', 'x-grpc-web', ['gRPC-Web', 'does not work without it']],
  ['Inertia visits another server', 'x-inertia,x-inertia-version', ['plain link']],
  ['a tus upload', 'tus-resumable,upload-length', ['tus upload client']],
  [
    'the AWS SDK adds a checksum',
    'x-amz-checksum-crc32',
    ["requestChecksumCalculation: 'WHEN_REQUIRED'"],
  ],
  [
    'the page forbids caches by a header',
    'cache-control,pragma',
    ["cache: 'no-store'", 'these headers only cause'],
  ],
])('%s', (_, names, words) => {
  for (const one of words) expect(said(names)).toContain(one);
});

test.each([
  ['the page’s own header', 'x-shop'],
  ['a name that only starts alike', 'x-inertial'],
  ['a header of a tracing library, which has its own hint', 'sentry-trace'],
])('%s has no library', (_, names) => {
  expect(said(names)).toBeNull();
});

test('only the headers of one library are named together', () => {
  expect(said('apikey,hx-request')).toMatch(/^Let the server allow apikey, or/);
});
