import { request as httpRequest } from 'node:http';
import type { Header, HeaderList } from '../../src/model/header-list.ts';
import type { ServerAnswer, ServerRequest } from '../../src/servers/kit/stack.ts';

/**
 * Sends a request exactly as given, without the headers that a browser adds, to a server on this
 * machine.
 */
export function ask(port: number, { method, url, headers }: ServerRequest): Promise<ServerAnswer> {
  const { pathname, search, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path: `${pathname}${search}`,
        headers: { Host: host, ...Object.fromEntries(headers) },
        // After an error, some servers close a connection without announcing it.
        agent: false,
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: pairs(response.rawHeaders) }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** Node lists names and values in turn. */
function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index): Header[] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
}
