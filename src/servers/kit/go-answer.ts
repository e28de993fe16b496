import { has } from '../../model/header-list.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { canonicalHeaderKey } from './go-source.ts';

/** What `net/http` itself writes, after all that the program set. */
const OWN = /^(?:Date|Content-Length|Content-Type|Connection|Transfer-Encoding)$/;

/**
 * Whether `net/http` of Go wrote the headers, in HTTP/1.1: those of the program in the order of the
 * alphabet, then its own from `Date` on.
 * @see https://cs.opensource.google/go/go/+/master:src/net/http/server.go
 */
export function isGoAnswer({ url, headers }: SeenAnswer): boolean {
  const names = headers.map(([name]) => name);
  const date = names.indexOf('Date');
  if (!url.startsWith('http:') || date === -1 || has(headers, 'server')) return false;
  const [set, own] = [names.slice(0, date), names.slice(date)];
  return (
    own[1] === 'Content-Length' &&
    own.every((name) => OWN.test(name)) &&
    set.every((name, at) => name === canonicalHeaderKey(name) && name >= (set[at - 1] ?? ''))
  );
}
