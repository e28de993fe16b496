import fc from 'fast-check';
import type { SerializedOrigin } from '../../src/model/origin.ts';
import type { LayerSettings } from '../../src/servers/kit/cors-layer.ts';
import { type Stack, snippetText } from '../../src/servers/kit/stack.ts';
import { TO_OWN_CORS } from './behind.ts';
import type { LabStack } from './lab-stack.ts';

/** Settings for a web server's own configuration. */
export const anyLayerSettings: fc.Arbitrary<LayerSettings> = fc.record({
  origins: fc.subarray(
    ['http://localhost:3000', 'https://app.example', 'http://other.example:8080', 'app://x'],
    { minLength: 1 },
  ),
  credentials: fc.boolean(),
  methods: fc.subarray(['PUT', 'patch', 'PROPFIND']),
  headers: fc.subarray(['content-type', 'x-token']),
  expose: fc.subarray(['etag', 'x-total']),
  maxAge: fc.constant(null),
});

/**
 * The failures that every web server before an application shares. `usual`: what articles print for
 * one origin.
 */
export const layerFailures = (usual: (origin: string) => string) =>
  ({
    'nothing-configured': { cors: '' },
    'origin-not-listed': { cors: usual('https://app.example') },
    'origin-misspelled': { cors: usual('{page}/') },
    'wildcard-with-credentials': { cors: usual('*') },
    'credentials-not-allowed': { cors: usual('{page}') },
    'method-not-allowed': { cors: usual('{page}') },
    'header-not-allowed': { cors: usual('{page}') },
    'expose-missing': { cors: usual('{page}') },
    'two-layers': { cors: usual('{page}'), request: TO_OWN_CORS },
  }) satisfies Partial<LabStack['failures']>;

/** What the stack prints for these settings, for one of its files. @throws {Error} For none. */
export function printedFor(stack: Stack, file: string, settings: LayerSettings): string {
  const { origins, credentials, methods, headers, expose } = settings;
  const server = 'http://localhost:8000' as SerializedOrigin;
  const [origin] = origins as readonly SerializedOrigin[];
  if (origin === undefined) throw new Error('no origin');
  const common = { server, url: `${server}/api/data`, method: 'GET', preflight: true };
  const remedy = stack.remedy(
    {
      ...common,
      origin,
      origins: origins as readonly SerializedOrigin[],
      credentials,
      methods,
      headers,
      expose,
    },
    { server, answers: [] },
  );
  const snippet = remedy?.snippets.find((one) => one.file === file);
  if (snippet === undefined) throw new Error(`nothing is printed for ${file}`);
  return snippetText(snippet);
}
