// nginx with an application behind it that sets no CORS headers: `node upstream.mjs PORT FOLDER`.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const [port, folder] = process.argv.slice(2);

createServer((request, response) => {
  request.resume();
  const status = request.method === 'OPTIONS' ? 405 : request.url.includes('missing') ? 404 : 200;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': 2 });
  response.end('{}');
}).listen(Number(port), '127.0.0.1', () => {
  spawn('/usr/sbin/nginx', ['-e', 'stderr', '-p', folder, '-c', `${folder}/nginx.conf`], {
    stdio: 'inherit',
  }).on('exit', (code) => process.exit(code ?? 1));
});
