import http from 'node:http';
import type { HeaderList } from '../model/header-list.ts';
import type { Way } from './connect.ts';

/** A request as it is sent. */
export type Sent = {
  readonly url: URL;
  readonly method: string;
  /** All of them, as HTTP/1.1 has them. */
  readonly headers: HeaderList;
  readonly signal: AbortSignal;
};

/** What came back. `raw`: names and values in turn, one pair for each header line. */
export type Received = { readonly status: number; readonly raw: readonly string[] };

/** Chromium's limit for all headers of a response. */
export const MOST_HEADERS = 256 * 1024;

/** Sends a request by HTTP/1.1. A proxy that reads it gets the whole URL. */
export function sendByHttp1(
  { socket, reader }: Way,
  { url, method, headers, signal }: Sent,
): Promise<Received> {
  const path = `${reader === null ? '' : url.origin}${url.pathname}${url.search}`;
  const secret = reader?.authorization ?? null;
  const forProxy: HeaderList = secret === null ? [] : [['Proxy-Authorization', secret]];
  return new Promise((resolve, reject) => {
    const sent = http.request({
      method,
      path,
      headers: [...headers, ...forProxy].flat(),
      signal,
      maxHeaderSize: MOST_HEADERS,
      createConnection: () => socket,
    });
    sent.on('response', ({ statusCode: status = 0, rawHeaders: raw }) => resolve({ status, raw }));
    sent.on('upgrade', (_, upgraded) => upgraded.destroy());
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('socket hang up')));
    sent.end();
  });
}
