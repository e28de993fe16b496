import type { Header } from '../../src/model/header-list.ts';

/** One request, made as a page would make it. `url` may be a target such as `api/users`. */
export type Ask = { readonly url: string } & (
  | {
      readonly by: 'fetch';
      readonly init?: {
        readonly method?: string;
        readonly headers?: readonly Header[];
        readonly body?: string;
        readonly credentials?: 'omit' | 'same-origin' | 'include';
        readonly mode?: 'cors' | 'no-cors' | 'same-origin';
        readonly redirect?: 'follow' | 'error' | 'manual';
        readonly cache?: 'default' | 'no-store' | 'force-cache';
      };
      /** Milliseconds after which the page gives up, itself or by `AbortSignal.timeout`. */
      readonly abortAfter?: number;
      readonly timeoutAfter?: number;
      /** Milliseconds after which the document leaves for another page. */
      readonly leaveAfter?: number;
    }
  | {
      readonly by: 'xhr';
      readonly method?: string;
      readonly headers?: readonly Header[];
      readonly body?: string;
      readonly withCredentials?: boolean;
      readonly uploadListener?: boolean;
      readonly timeout?: number;
    }
  | {
      readonly by: 'element';
      readonly tag: 'img' | 'script' | 'link' | 'video';
      readonly attributes?: Readonly<Record<string, string>>;
    }
  | { readonly by: 'font' }
  | { readonly by: 'event-source'; readonly withCredentials?: boolean }
  | { readonly by: 'web-socket' }
  | { readonly by: 'beacon'; readonly type: string; readonly body: string }
);

/** A request's mode. */
export type AskedMode = 'cors' | 'no-cors' | 'same-origin' | 'websocket';

export function modeOf(ask: Ask): AskedMode {
  switch (ask.by) {
    case 'fetch':
      return ask.init?.mode ?? 'cors';
    case 'element': {
      const { crossorigin, type } = ask.attributes ?? {};
      return crossorigin !== undefined || type === 'module' ? 'cors' : 'no-cors';
    }
    case 'beacon':
      // A type that needs a preflight gets one.
      return ask.type === 'application/json' ? 'cors' : 'no-cors';
    case 'xhr':
    case 'event-source':
    case 'font':
      return 'cors';
    case 'web-socket':
      return 'websocket';
  }
}
