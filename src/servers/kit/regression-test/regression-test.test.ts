import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SerializedOrigin } from '../../../model/origin.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { type Snippet, snippetText } from '../stack.ts';
import { curlTest } from './curl.ts';
import { djangoPytest } from './django-pytest.ts';
import { fastapiPytest } from './fastapi-pytest.ts';
import { flaskPytest } from './flask-pytest.ts';
import { goHttptest } from './go-httptest.ts';
import { mockMvc } from './mock-mvc.ts';
import { rspec } from './rspec.ts';
import { supertest } from './supertest.ts';

const IDIOMS: readonly (readonly [name: string, render: (asked: AnswerRequirement) => Snippet])[] =
  [
    ['curl', curlTest],
    ['django-pytest', djangoPytest],
    ['fastapi-pytest', fastapiPytest],
    ['flask-pytest', flaskPytest],
    ['go-httptest', goHttptest],
    ['mock-mvc', mockMvc],
    ['rspec', rspec],
    ['supertest', supertest],
  ];

const REQUIREMENT: AnswerRequirement = {
  server: 'https://api.example' as SerializedOrigin,
  url: 'https://api.example/items?page=2',
  method: 'PUT',
  origin: 'http://localhost:3000' as SerializedOrigin,
  origins: ['http://localhost:3000' as SerializedOrigin],
  credentials: true,
  methods: ['PUT'],
  headers: ['content-type', 'x-token'],
  expose: ['x-total'],
  preflight: true,
};
const SIMPLE: AnswerRequirement = {
  ...REQUIREMENT,
  method: 'GET',
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};
const wordsOf = ({ place }: Snippet): string => JSON.stringify(place);

describe.each(IDIOMS)('a test with %s', (_, render) => {
  test('asks with the page’s origin, and checks everything that is needed', () => {
    const text = snippetText(render(REQUIREMENT));
    for (const part of [
      '/items?page=2',
      'http://localhost:3000',
      'PUT',
      'content-type,x-token',
      'x-total',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/access.control.allow.credentials/i);
    expect(text).toMatch(/OPTIONS/i);
  });

  test('sends no preflight if the request has none, and accepts a wildcard without cookies', () => {
    const text = snippetText(render(SIMPLE));
    expect(text).not.toMatch(/options\b|access.control.(request|allow.(credentials|methods))/i);
    expect(text).toMatch(/["']\*["']/);
  });

  test('warns if it changes data', () => {
    expect(wordsOf(render(REQUIREMENT))).toContain('sends a real');
    expect(wordsOf(render(SIMPLE))).not.toContain('sends a real');
  });

  test('has the same lines for any name of a page or server', () => {
    const hostile = fc.oneof(
      fc.constantFrom(`"'\`$(id)#{1}\${x}`, '\n};exec("x")#', '\\', "'''", '%s%n'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const lines = snippetText(render(REQUIREMENT)).split(
      /\r\n|[\n\r\u2028\u2029\f\v\u0085]/,
    ).length;
    fc.assert(
      fc.property(hostile, hostile, hostile, (path, origin, header) => {
        const text = snippetText(
          render({
            ...REQUIREMENT,
            url: `https://api.example/${path}`,
            origin: origin as SerializedOrigin,
            headers: ['content-type', header],
          }),
        );
        expect(text.split(/\r\n|[\n\r\u2028\u2029\f\v\u0085]/).length).toBe(lines);
        expect(text).toMatch(/^[\t\n -~]*$/);
      }),
    );
  });
});
