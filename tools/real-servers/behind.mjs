import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

// The application behind a web server, with the routes of every lab project below any prefix. It
// also starts that server.

// Ends when the web server has ended: both get the same signal, and the server's port must be free
// by then.
process.on('SIGINT', () => {});

const [port, program, ...args] = process.argv.slice(2);

const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const JSON_TYPE = { 'Content-Type': 'application/json', 'X-Total': '42' };
const ROUTES = {
  '/api/data': { methods: ALL, status: 200, headers: JSON_TYPE },
  '/api/own': {
    methods: ALL,
    status: 200,
    headers: { ...JSON_TYPE, 'Access-Control-Allow-Origin': '*' },
  },
  '/api/boom': { methods: ['GET', 'HEAD'], status: 500, headers: {} },
  '/api/redirect': { methods: ['GET', 'HEAD'], status: 302, headers: { Location: '/api/data' } },
};

const NOT_FOUND = { status: 404, headers: {} };
const NOT_ALLOWED = { status: 405, headers: {} };

createServer((request, response) => {
  const route = ROUTES[new URL(request.url, 'http://app').pathname.replace(/^\/\d+(?=\/)/, '')];
  const known = route?.methods.includes(request.method) ? route : NOT_ALLOWED;
  const { status, headers } = route === undefined ? NOT_FOUND : known;
  response.writeHead(status, headers);
  response.end(status === 200 && request.method !== 'HEAD' ? '{"ok":true}' : '');
}).listen(Number(port), '127.0.0.1', () => {
  spawn(program, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
});
