import type { Files, PrintedSnippet } from './lab-stack.ts';
import { insertBelow, replaceMarked, withFile } from './paste.ts';

/** Options as JavaScript, including regular expressions. */
export function literal(options: object): string {
  const value = (one: unknown): string => {
    if (one instanceof RegExp) return String(one);
    return Array.isArray(one) ? `[${one.map(value).join(', ')}]` : JSON.stringify(one);
  };
  const fields = Object.entries(options).map(([name, one]) => `${name}: ${value(one)}`);
  return `{ ${fields.join(', ')} }`;
}

/** A program that passes each request below `/0/`, `/1/` … to the handler of that number. */
export function byPrefix(handlers: string, port: number): string {
  return [
    "import { createServer } from 'node:http';",
    `const handlers = ${handlers};`,
    'createServer((request, response) => {',
    String.raw`  const [start, index] = /^\/(\d+)(?=\/)/.exec(request.url) ?? ['', 0];`,
    '  request.url = request.url.slice(start.length);',
    '  handlers[index](request, response);',
    `}).listen(${port}, '127.0.0.1');`,
  ].join('\n');
}

/**
 * Pastes the code for `file` below one of its lines, and adds missing imports at its top. The
 * developer's own lines are removed.
 */
export function pasteBelow(
  files: Files,
  file: string,
  line: string,
  snippets: readonly PrintedSnippet[],
): Files {
  const bare = withFile(files, file, (text) => replaceMarked(text, ''));
  return snippets
    .filter((one) => one.file === file)
    .reduce(
      (project, { code }) => withFile(project, file, (text) => pasteInto(text, line, code)),
      bare,
    );
}

/** The printed lines in an ES module, as their note says. */
export const asEsModule = (code: string): string =>
  code.replace(/^const (\w+) = require\(('[^']+')\);$/m, 'import $1 from $2;');

function pasteInto(text: string, line: string, code: string): string {
  const [first = '', ...rest] = asEsModule(code).split('\n');
  if (!first.startsWith('import ')) return insertBelow(text, line, asEsModule(code));
  const imported = text.includes(first) ? text : `${first}\n${text}`;
  return insertBelow(imported, line, rest.join('\n'));
}

/** The routes of every lab project as a module: `answer(request)` takes and returns what `fetch` does. */
export const FETCH_ROUTES = `
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
export function answer(request) {
  const { pathname } = new URL(request.url);
  const reads = ['GET', 'HEAD'].includes(request.method);
  if (pathname === '/api/boom') return new Response(null, { status: reads ? 500 : 405 });
  if (pathname === '/api/redirect') {
    return new Response(null, { status: reads ? 302 : 405, headers: { Location: '/api/data' } });
  }
  if (pathname !== '/api/data') return new Response(null, { status: 404 });
  if (!METHODS.includes(request.method)) return new Response(null, { status: 405 });
  return Response.json({ ok: true }, { headers: { 'X-Total': '42' } });
}
`;

/**
 * What articles print for a function that answers `request` with a `Response`. `next`: what the
 * project answers.
 */
export const fetchByHand = (origin: string, next: string): string => `
  const headers = {
    'Access-Control-Allow-Origin': '${origin}',
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'content-type',
  };
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
  const answered = ${next};
  const response = new Response(answered.body, answered);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
`;
