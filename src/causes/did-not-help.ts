import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';

/** What it can be when the lines of a fix did not help, by what the server answered since. */
export type WhatElse =
  /** One of several files was never copied. */
  | { readonly kind: 'not-copied'; readonly file: string }
  /** The server answers as before, and nothing shows that it was restarted. */
  | { readonly kind: 'not-restarted' }
  /** The same, although it was restarted. */
  | { readonly kind: 'restarted-unchanged'; readonly file: string }
  | { readonly kind: 'another-file'; readonly file: string }
  | { readonly kind: 'another-process'; readonly server: string }
  /** A header line that shows a cache or a proxy. */
  | { readonly kind: 'cache'; readonly header: string }
  | { readonly kind: 'proxy'; readonly header: string }
  /** The headers are different now, and refused for the same reason. */
  | { readonly kind: 'overwritten'; readonly header: string }
  /** The first reason is gone, and this one is left. */
  | { readonly kind: 'next-reason'; readonly title: string };

/** What to do about it: first the step, then the reason. */
export function whatElseProse(one: WhatElse): Prose {
  switch (one.kind) {
    case 'not-copied':
      return prose`Paste the lines for ${code(one.file)} too. You have not copied them.`;
    case 'not-restarted':
      return prose`Restart the server. It sends the same CORS headers as before you copied the lines.`;
    case 'restarted-unchanged':
      return prose`Check that the server reads the ${code(one.file)} that you changed. It was down for a
        moment, and it still sends the same CORS headers.`;
    case 'another-file':
      return prose`Check that the server reads the ${code(one.file)} that you changed. It may use another
        settings file or module.`;
    case 'another-process':
      return prose`Check which process answers at ${shown(one.server)}. An old one may still use that port.`;
    case 'cache':
      return prose`Empty the cache. It sent an old response again (${shown(one.header)}).`;
    case 'proxy':
      return prose`Check the proxy in front of the server (${shown(one.header)}). It may replace the CORS
        headers.`;
    case 'overwritten':
      return prose`Find what else sets the CORS headers: a proxy, or code that runs later. The response has
        changed, but it is refused for the same reason: ${shown(one.header)}.`;
    case 'next-reason':
      return prose`Compare your file with these lines. The response has changed, but one reason is left:
        ${one.title}.`;
  }
}
