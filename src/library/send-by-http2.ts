import { connect } from 'node:http2';
import type { Way } from './connect.ts';
import { NetError } from './net-error.ts';
import { MOST_HEADERS, type Received, type Sent } from './send-by-http1.ts';

/** What HTTP/2 says otherwise. @see https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2 */
const OF_HTTP1 = /^(host|connection)$/i;

/** Sends a request by HTTP/2: lower-case names, and no headers of the connection. */
export function sendByHttp2(
  { socket }: Way,
  { url, method, headers, signal }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const session = connect(url.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, maxHeaderListSize: MOST_HEADERS },
    });
    session.on('error', reject);
    const sent = session.request(
      {
        ':method': method,
        ':authority': url.host,
        ':scheme': 'https',
        ':path': `${url.pathname}${url.search}`,
        ...joined(headers.filter(([name]) => !OF_HTTP1.test(name))),
      },
      { endStream: true, signal },
    );
    // Only the raw list keeps header lines apart: CORS counts them.
    sent.on('response', ({ ':status': status = 0 }, _flags: unknown, list: unknown) => {
      if (!Array.isArray(list)) return reject(new NetError('net::ERR_FAILED'));
      const raw = list.map(String);
      resolve({ status, raw: raw.filter((_, at) => !raw[at - (at % 2)]?.startsWith(':')) });
    });
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('socket hang up')));
  });
}

/** One value for each name, as a page's headers are sent. */
function joined(headers: Sent['headers']): Readonly<Record<string, string>> {
  const all = new Map<string, string>();
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    const before = all.get(name);
    all.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(all);
}
