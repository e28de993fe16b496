// nginx with an application behind it: `node upstream.mjs PORT BEHIND PROGRAM ARGUMENT …`.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const [port, behind, program, ...args] = process.argv.slice(2);
const { headers = {}, options = 405, status = 200 } = JSON.parse(behind);

createServer((request, response) => {
  request.resume();
  const { origin = '' } = request.headers;
  const own = Object.entries(headers)
    .map(([name, value]) => [name, value.replace('$origin', origin)])
    .filter(([, value]) => value !== '');
  response.writeHead(request.method === 'OPTIONS' ? options : status, {
    'Content-Type': 'application/json',
    'Content-Length': 2,
    ...Object.fromEntries(own),
  });
  response.end('{}');
}).listen(Number(port), '127.0.0.1', () => {
  spawn(program, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
});
