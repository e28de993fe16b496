import fc from 'fast-check';
import { getAll, type HeaderList } from '../../src/model/header-list.ts';
import type { ServerAnswer, ServerRequest } from '../../src/servers/kit/stack.ts';
import { ask } from './ask.ts';
import type { LabModel, LabStack } from './lab-stack.ts';
import { startFiles } from './start-lab.ts';

const SEED = 20261124;
const REQUESTS_PER_SETTINGS = 8;

/** A request that the model and the server answered differently. */
export type Difference = {
  readonly settings: unknown;
  readonly request: ServerRequest;
  readonly model: readonly string[];
  readonly server: readonly string[];
};

export type Comparison = {
  /** Pairs of settings and request. */
  readonly pairs: number;
  /** How many responses allowed an origin. With none or all, little would be compared. */
  readonly allowed: number;
  readonly preflights: number;
  readonly differences: readonly Difference[];
};

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

/** Requests as browsers and other clients send them, without a prefix. */
const request = fc.record({
  path: fc.constantFrom('/api/data', '/api/data', '/api/data', '/api/boom', '/api/redirect', '/no'),
  method: fc.constantFrom('OPTIONS', 'OPTIONS', 'OPTIONS', 'GET', 'GET', 'PUT', 'DELETE'),
  origin: maybe(
    fc.constantFrom(
      'http://localhost:3000',
      'http://localhost:3000',
      'http://localhost:30000',
      'https://app.example',
      'https://app.example.evil.test',
      'null',
    ),
  ),
  asked: maybe(fc.constantFrom('PUT', 'PUT', 'GET', 'PATCH', 'PROPFIND')),
  names: maybe(fc.constantFrom('x-token', 'content-type,x-token', 'content-type', 'x-other')),
});

/** Compares a stack's model with its running server, on at least `count` pairs. */
export async function compareModel(
  stack: LabStack,
  model: LabModel,
  count: number,
): Promise<Comparison> {
  const settings = fc.sample(model.settings, {
    seed: SEED,
    numRuns: Math.ceil(count / REQUESTS_PER_SETTINGS),
  });
  const batch = model.batch ?? settings.length;
  const results: (readonly Compared[])[] = [];
  for (let from = 0; from < settings.length; from += batch) {
    results.push(await compareBatch(stack, model, settings.slice(from, from + batch), from));
  }
  const all = results.flat();
  return {
    pairs: all.length,
    allowed: all.filter(({ server }) =>
      server.some((line) => /^access-control-allow-origin/.test(line)),
    ).length,
    preflights: all.filter(({ server }) =>
      server.some((line) => /^access-control-allow-methods/.test(line)),
    ).length,
    differences: all.filter(({ model: said, server }) => said.join('\n') !== server.join('\n')),
  };
}

type Compared = Difference;

async function compareBatch(
  stack: LabStack,
  model: LabModel,
  settings: readonly unknown[],
  from: number,
): Promise<readonly Compared[]> {
  const server = await startFiles(stack, (place) => model.project(place, settings));
  try {
    const compared: Compared[] = [];
    for (const [index, one] of settings.entries()) {
      const requests = fc.sample(request, {
        seed: SEED + from + index,
        numRuns: REQUESTS_PER_SETTINGS,
      });
      for (const generated of requests) {
        const asked = serverRequest(generated, `${server.origin}/${index}`);
        compared.push({
          settings: one,
          request: asked,
          model: image(model.answer(one, asked)),
          server: image(await ask(server.port, asked)),
        });
      }
    }
    return compared;
  } catch (error) {
    throw new Error(`${String(error)}\n--- ${stack.id} wrote:\n${server.log().slice(-2_000)}`);
  } finally {
    await server.stop();
  }
}

type Generated = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function serverRequest(
  { path, method, origin, asked, names }: Generated,
  base: string,
): ServerRequest {
  const headers: readonly (readonly [string, string | null])[] = [
    ['Origin', origin],
    ['Access-Control-Request-Method', method === 'OPTIONS' ? asked : null],
    ['Access-Control-Request-Headers', method === 'OPTIONS' ? names : null],
  ];
  return {
    method,
    url: `${base}${path}`,
    headers: headers.filter((one): one is [string, string] => one[1] !== null),
  };
}

/** What the policy reads of a response: status, CORS headers, `Vary`; names in lower case. */
function image({ status, headers }: ServerAnswer): readonly string[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(
    (name) => name.startsWith('access-control-') || name === 'vary',
  );
  return [`status: ${status}`, ...names.toSorted().map((name) => lineOf(headers, name))];
}

/** One line for one header. Its number of lines counts, spaces after commas do not. */
function lineOf(headers: HeaderList, name: string): string {
  const lines = getAll(headers, name).map((value) => value.split(/\s*,\s*/).join(','));
  return `${name}: ${name === 'vary' ? lines.join(',') : lines.join(' | ')}`;
}
