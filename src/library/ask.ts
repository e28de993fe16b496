import type { Socket } from 'node:net';
import type { Answer, Question } from '../checks/check.ts';
import type { Header, HeaderList } from '../model/header-list.ts';
import { redactHeader } from '../model/redact.ts';
import { connect, USER_AGENT } from './connect.ts';
import { NetError, netNameOf } from './net-error.ts';
import type { ProxyFor } from './proxy.ts';
import { sendByHttp1 } from './send-by-http1.ts';
import { sendByHttp2 } from './send-by-http2.ts';

/** What the exchange must not contain, but the server must get. */
export type Secrets = {
  /** The URL as the user gave it. */
  readonly url: string;
  /** All headers of the user whose values are known. */
  readonly headers: HeaderList;
};

export type Limits = { readonly timeoutMs: number; readonly proxyFor: ProxyFor };

/**
 * Sends exactly this question, and resolves with the raw answer without secrets: for a redirect the
 * redirect itself, and nothing of a body. Never rejects: what goes wrong on the way is an answer,
 * with Chromium's name for it.
 */
export async function askServer(
  question: Question,
  { timeoutMs, proxyFor }: Limits,
  secrets: HeaderList,
): Promise<Answer> {
  const url = new URL(question.url);
  const signal = AbortSignal.timeout(timeoutMs);
  const opened: Socket[] = [];
  try {
    const proxy = proxyFor(url);
    const way = await connect(url, proxy, { signal, opened });
    const headers = [...headersFor(question, url), ...secrets];
    const send = way.isHttp2 ? sendByHttp2 : sendByHttp1;
    const { status, raw } = await send(way, { url, method: question.method, headers, signal });
    // Only a proxy asks for a password so.
    if (proxy !== null && status === 407) throw new NetError('net::ERR_PROXY_AUTH_REQUESTED');
    return { kind: 'response', status, headers: pairs(raw).map(redactHeader), at: Date.now() };
  } catch (error) {
    const isLate = signal.aborted && !(error instanceof NetError);
    return {
      kind: 'error',
      error: isLate ? 'net::ERR_TIMED_OUT' : netNameOf(error),
      at: Date.now(),
    };
  } finally {
    // Nobody reads the body: a stream would go on for ever.
    for (const socket of opened) socket.destroy();
  }
}

/** Node adds nothing to a list of lines. */
function headersFor({ method, headers }: Question, { host }: URL): HeaderList {
  const isBodyExpected = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  return [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ...(isBodyExpected ? [['Content-Length', '0'] as const] : []),
    ['User-Agent', USER_AGENT],
    ...headers,
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ];
}

const pairs = (raw: readonly string[]): readonly Header[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
