import { once } from 'node:events';
import http from 'node:http';
import { isIP, connect as openSocket, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { bareHost, portOf } from './address.ts';
import { NetError } from './net-error.ts';
import type { HttpProxy } from './proxy.ts';

/** A connection on which one request can be sent. */
export type Way = {
  readonly socket: Socket;
  /** Whether the server chose HTTP/2 (ALPN). */
  readonly isHttp2: boolean;
  /** The proxy that reads the request itself; null for a tunnel, and if there is none. */
  readonly reader: HttpProxy | null;
};

/** `opened`: collects what has to be destroyed in the end. */
type Around = { readonly signal: AbortSignal; readonly opened: Socket[] };

export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Crosscheck';

/**
 * Connects to the server of a URL as a browser does: through the proxy if there is one, and over TLS
 * with the protocol that the server prefers. Rejects with what went wrong; a `NetError` if it was at
 * the proxy.
 */
export async function connect(url: URL, proxy: HttpProxy | null, around: Around): Promise<Way> {
  const isSecure = url.protocol === 'https:';
  const [host, port] = [bareHost(url), portOf(url)];
  const socket =
    proxy === null
      ? await toHost(host, port, around)
      : await atProxy('net::ERR_PROXY_CONNECTION_FAILED', () => toProxy(proxy, around));
  if (!isSecure) return { socket, isHttp2: false, reader: proxy };
  if (proxy !== null) {
    await atProxy('net::ERR_TUNNEL_CONNECTION_FAILED', () => tunnel(socket, url, proxy, around));
  }
  const { secured, protocol } = await secure(socket, host, ['h2', 'http/1.1'], around);
  return { socket: secured, isHttp2: protocol === 'h2', reader: null };
}

/** Whatever goes wrong there is the proxy's, also a timeout. */
async function atProxy<Result>(
  name: NetError['netName'],
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof NetError ? error : new NetError(name);
  }
}

async function toHost(host: string, port: number, { signal, opened }: Around): Promise<Socket> {
  const socket = kept(openSocket({ host, port }), opened);
  await once(socket, 'connect', { signal });
  return socket;
}

async function toProxy({ host, port, isSecure }: HttpProxy, around: Around): Promise<Socket> {
  const socket = await toHost(host, port, around);
  return isSecure ? (await secure(socket, host, ['http/1.1'], around)).secured : socket;
}

async function secure(
  socket: Socket,
  host: string,
  protocols: readonly string[],
  { signal, opened }: Around,
) {
  // An address is no name that a server could choose its certificate by.
  const servername = isIP(host) === 0 ? host : '';
  const secured = startTls({ socket, host, servername, ALPNProtocols: [...protocols] });
  kept(secured, opened);
  await once(secured, 'secureConnect', { signal });
  return { secured, protocol: secured.alpnProtocol };
}

/** Asks the proxy for a connection to the server of the URL. */
async function tunnel(
  socket: Socket,
  url: URL,
  { authorization }: HttpProxy,
  { signal }: Around,
): Promise<void> {
  const target = `${url.hostname}:${portOf(url)}`;
  const headers = [
    ['Host', target],
    ['Proxy-Connection', 'keep-alive'],
    ['User-Agent', USER_AGENT],
    ...(authorization === null ? [] : [['Proxy-Authorization', authorization]]),
  ].flat();
  const createConnection = () => socket;
  const sent = http.request({ method: 'CONNECT', path: target, headers, createConnection });
  // The same for what is reported after a timeout.
  sent.on('error', () => {});
  sent.end();
  const [response]: unknown[] = await once(sent, 'connect', { signal });
  const status = response instanceof http.IncomingMessage ? (response.statusCode ?? 0) : 0;
  if (status === 407) throw new NetError('net::ERR_PROXY_AUTH_REQUESTED');
  if (status < 200 || status > 299) throw new NetError('net::ERR_TUNNEL_CONNECTION_FAILED');
}

/** Who waits for a socket hears of its errors; one that comes later must not end the process. */
function kept(socket: Socket, opened: Socket[]): Socket {
  socket.on('error', () => {});
  opened.push(socket);
  return socket;
}
