import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../model/header-list.ts';
import type { SerializedOrigin } from '../../model/origin.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { stacks } from '../index.ts';
import { type ServerAnswer, type ServerRequest, snippetText } from './stack.ts';

/** Printed handlers run here exactly as printed, and must answer as their models say. */

type Handler = (request: ServerRequest) => Promise<ServerAnswer>;

const LISTED = ['http://localhost:5173', 'https://app.example'] as const;

const requirement = (part: Partial<AnswerRequirement>): AnswerRequirement => ({
  server: 'https://api.example' as SerializedOrigin,
  url: 'https://api.example/v1/items',
  method: 'PUT',
  origin: LISTED[0] as SerializedOrigin,
  origins: LISTED as unknown as readonly SerializedOrigin[],
  credentials: false,
  methods: ['PUT'],
  headers: [],
  expose: [],
  preflight: true,
  ...part,
});

/** The printed module with the developer's own handler. */
const load = (code: string, own: string) =>
  import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`${code}\n${own}`)}`);

const asAnswer = ({ status, headers }: Response): ServerAnswer => ({
  status,
  headers: [...headers],
});

const asRequest = ({ method, headers }: ServerRequest) => ({
  method,
  headers: new Headers(headers.map(([name, value]): [string, string] => [name, value])),
});

const HANDLERS: Readonly<Record<string, (code: string) => Promise<Handler>>> = {
  'cloudflare-workers': async (code) => {
    const module = await load(code, 'const handle = async () => new Response("ok");');
    return async (request) => asAnswer(await module.default.fetch(asRequest(request)));
  },
  'supabase-functions': async (code) => {
    const deno = 'let serve; const Deno = { serve: (own) => { serve = own; } };';
    const own = 'const handle = async () => new Response("ok"); export { serve };';
    const module = await load(deno, `${code}\n${own}`);
    return async (request) => asAnswer(await module.serve(asRequest(request)));
  },
  'aws-api-gateway-rest': async (code) => {
    const module = await load(code, 'const handle = async () => ({ statusCode: 200 });');
    return async ({ method, headers }) => {
      const event = { httpMethod: method, headers: Object.fromEntries(headers) };
      const answer = await module.handler(event);
      return { status: answer.statusCode, headers: Object.entries<string>(answer.headers) };
    };
  },
  'node-http': async (code) => {
    const listener = `export default (request, response) => {\n${code}\nresponse.writeHead(200).end();\n};`;
    const module = await load('', listener);
    return async ({ method, headers }) => {
      const names = headers.map(([name, value]) => [name.toLowerCase(), value]);
      const sent = new Map<string, string>();
      let status = 0;
      const response = {
        setHeader: (name: string, value: string) => sent.set(name, value),
        writeHead: (code: number) => {
          status = code;
          return { end: () => {} };
        },
      };
      module.default({ method, headers: Object.fromEntries(names) }, response);
      return { status, headers: [...sent] };
    };
  },
  nextjs: async (code) => {
    const own =
      'class NextResponse extends Response { static next() { return new Response(null); } }';
    const untyped = code.replace(/^import .*\n/, '').replace(': NextRequest', '');
    const module = await load(untyped, own);
    return async (request) => asAnswer(module.proxy(asRequest(request)));
  },
};

const REQUESTS: readonly ServerRequest[] = [...LISTED, 'https://app.example.evil.test'].flatMap(
  (origin) => {
    const asked: HeaderList = [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'x-token'],
    ];
    const url = 'https://api.example/v1/items';
    return [
      { method: 'GET', url, headers: [['Origin', origin]] },
      { method: 'PUT', url, headers: [['Origin', origin]] },
      { method: 'OPTIONS', url, headers: asked },
    ];
  },
);

describe.each(Object.keys(HANDLERS))('the printed handler of %s', (id) => {
  test.each([
    ['the minimum', {}],
    [
      'nothing for preflights',
      { method: 'GET', methods: [], preflight: false, credentials: true, expose: ['x-total'] },
    ],
    ['credentials', { credentials: true }],
    ['headers of the request', { headers: ['content-type', 'x-token'] }],
    ['headers of the answer', { expose: ['x-total'] }],
    ['everything', { credentials: true, headers: ['x-token'], expose: ['x-total'] }],
  ])('answers as its model, with %s', async (_, part) => {
    const stack = stacks.find((one) => one.id === id);
    const needed = requirement(part);
    const remedy = stack?.remedy(needed, { server: needed.server, answers: [] });
    const code = remedy?.snippets.map(snippetText).join('') ?? '';
    const handle = await HANDLERS[id]?.(code);
    for (const request of REQUESTS) {
      expect(handle && image(await handle(request))).toEqual(
        remedy && image(remedy.answer(request)),
      );
    }
  });
});

/** What the policy reads from an answer. */
function image({ status, headers }: ServerAnswer): readonly string[] {
  const lines = headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((text) => /^(?:access-control-|vary)/.test(text));
  return [`status ${status}`, ...lines.toSorted()];
}
