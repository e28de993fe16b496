import { describe, expect, test } from 'vitest';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { stacks } from './index.ts';
import { type Remedy, type Snippet, type StackKind, snippetText } from './kit/stack.ts';

/** What small servers print, each in the form of its kind. */

const PAGE = originOf('https://app.example');
const SERVER = originOf('http://localhost:8000');

const asked: AnswerRequirement = {
  server: SERVER,
  url: `${SERVER}/api/data`,
  method: 'POST',
  origin: PAGE,
  origins: [PAGE],
  credentials: false,
  methods: [],
  headers: ['content-type'],
  expose: [],
  preflight: true,
};

function remedyOf(id: string, change: Partial<AnswerRequirement> = {}): Remedy {
  const stack = stacks.find((one) => one.id === id);
  const remedy = stack?.remedy({ ...asked, ...change }, { server: SERVER, answers: [] });
  if (remedy === undefined || remedy === null) throw new Error(`nothing for ${id}`);
  return remedy;
}

const shownOf = ({ file, place, ...snippet }: Snippet): string =>
  [file, plainText(place), snippetText({ file, place, ...snippet })].join('\n');

describe('the printed fix has', () => {
  test.each<[id: string, lines: readonly string[], change?: Partial<AnswerRequirement>]>([
    [
      'ollama',
      [
        'OLLAMA_ORIGINS=https://app.example\n',
        `Environment="%s"\\n' 'OLLAMA_ORIGINS=https://app.example' |`,
        'sudo systemctl restart ollama',
        "--env 'OLLAMA_ORIGINS=https://app.example'",
        "launchctl setenv OLLAMA_ORIGINS 'https://app.example'",
        'setx OLLAMA_ORIGINS "https://app.example"',
      ],
    ],
    [
      'llama-server',
      ["--cors-origins 'https://app.example' \\\n", "--cors-headers 'content-type'\n"],
    ],
    [
      'fastmcp',
      [
        'allow_origins=["https://app.example"],',
        'allow_methods=["GET", "POST", "DELETE"],',
        'allow_headers=["content-type", "authorization", "mcp-protocol-version", "mcp-session-id"],',
        'expose_headers=["mcp-session-id"],',
      ],
    ],
    ['keycloak', ['Web origins', 'Clients', '\nhttps://app.example\n']],
    [
      'cloudflare-r2',
      [
        'CORS Policy',
        '"AllowedOrigins": ["https://app.example"],',
        '"AllowedMethods": ["PUT"],',
        '"AllowedHeaders": ["content-type"]\n',
      ],
      { method: 'PUT', methods: ['PUT'] },
    ],
    [
      'minio',
      ['MINIO_API_CORS_ALLOW_ORIGIN=https://app.example\n', 'sudo systemctl restart minio'],
    ],
    [
      'aws-lambda-url',
      [
        'aws lambda update-function-url-config --function-name "$FUNCTION"',
        `--cors '{"AllowOrigins": ["https://app.example"], "AllowMethods": ["POST"],`,
      ],
    ],
    ['supabase-functions', ["const allowedOrigins = ['https://app.example'];", 'Deno.serve(async']],
  ])('%s', (id, lines, change) => {
    const text = remedyOf(id, change).snippets.map(shownOf).join('\n');
    for (const line of lines) expect(text).toContain(line);
  });
});

describe('a value that is no plain word is in no environment variable', () => {
  test.each(['ollama', 'minio'])('%s', (id) => {
    const origin = originOf("https://a'$(reboot)'.example");
    const stack = stacks.find((one) => one.id === id);
    const hostile = { ...asked, origin, origins: [origin] };
    const text = stack?.remedy(hostile, { server: SERVER, answers: [] })?.snippets.map(snippetText);
    expect(text?.join('') ?? '').not.toMatch(/reboot/);
  });
});

test('a server with one origin gets no fix for two', () => {
  const stack = stacks.find(({ id }) => id === 'llama-server');
  const two = { ...asked, origins: [PAGE, originOf('https://other.example')] };
  expect(stack?.remedy(two, { server: SERVER, answers: [] })).toBeNull();
});

test('there is a server of every kind that has a form of fix', () => {
  const kinds: readonly StackKind[] = ['code', 'configuration', 'platform', 'product', 'not-yours'];
  expect([...new Set(stacks.map(({ kind }) => kind))]).toEqual(expect.arrayContaining([...kinds]));
});

describe('a product says how its new setting takes effect', () => {
  const products = stacks.filter(({ kind }) => kind === 'product');
  test.each(products.map(({ id }) => id))('%s', (id) => {
    const { notes, snippets } = remedyOf(id);
    const text = [...notes, ...snippets.map(({ place }) => place)].map(plainText).join(' ');
    expect(text).toMatch(/restart|start it again|\bsave\b|reload|at once/i);
  });
});
