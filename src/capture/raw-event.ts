import type { Checked } from '../model/checked.ts';
import type { Declaration } from '../model/declared.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';

/** Fields that every request event carries. `timeStamp`: milliseconds since the epoch, fractional. */
type Common = {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string | null;
  readonly initiator: SerializedOrigin | null;
  readonly resourceType: string;
  readonly timeStamp: number;
  /** Present if “Try it” applies to the request. */
  readonly tried?: true;
  /** Present if the tab is in a private window or a container. */
  readonly apart?: true;
  /** Present when Crosscheck itself asked, not the page. */
  readonly checked?: Checked;
};

/**
 * A browser's webRequest event in one form for both browsers. Secrets are redacted before an event
 * is made (model/redact.ts), so none can reach memory or storage.
 */
export type RequestEvent =
  | (Common & { readonly type: 'before-request' })
  | (Common & { readonly type: 'send-headers'; readonly requestHeaders: HeaderList })
  | (Common & {
      readonly type: 'headers-received';
      readonly status: number;
      readonly responseHeaders: HeaderList;
    })
  | (Common & {
      readonly type: 'before-redirect';
      readonly status: number;
      readonly redirectUrl: string;
    })
  | (Common & { readonly type: 'response-started' })
  | (Common & {
      readonly type: 'completed';
      readonly status: number;
      readonly fromCache: boolean;
      /**
       * The final headers, including changes by other extensions; null when the browser does not
       * give them.
       */
      readonly responseHeaders: HeaderList | null;
    })
  | (Common & { readonly type: 'error'; readonly error: string });

/** Anything that changes what is captured. */
export type RawEvent =
  | RequestEvent
  /** A tab's main frame began to load another document. */
  | { readonly type: 'navigated'; readonly tabId: number; readonly timeStamp: number }
  | { readonly type: 'tab-closed'; readonly tabId: number; readonly timeStamp: number }
  | { readonly type: 'clear'; readonly tabId: number; readonly timeStamp: number }
  /** The observer began in the document that the tab shows. `timeStamp`: when. */
  | { readonly type: 'observed'; readonly tabId: number; readonly timeStamp: number }
  /** The observer inside a page saw its code make a request. */
  | {
      readonly type: 'declared';
      readonly tabId: number;
      readonly timeStamp: number;
      readonly declaration: Declaration;
    }
  /** The page's resource timing shows whether it got the response. */
  | {
      readonly type: 'handed-over';
      readonly tabId: number;
      readonly timeStamp: number;
      /** The request's time. */
      readonly id: string;
      readonly handedOver: boolean;
    }
  /** Time passes: this closes requests that never ended. */
  | { readonly type: 'tick'; readonly timeStamp: number };
