import type { RequestListener } from 'node:http';
import type { CauseId, Failure, Verdict } from '../../src/policy/finding.ts';
import type { DjangoOptions } from '../real-servers/django/server.ts';
import type { Pain } from './pains.ts';

/** What the page does, as data, because it goes to the page as JSON. */
export type Action =
  | { readonly kind: 'fetch'; readonly url: string; readonly init?: FetchInit }
  /** Fetches, then reads a response header that the page needs. */
  | { readonly kind: 'read-header'; readonly url: string; readonly header: string }
  /** Shows a picture, then fetches the same URL: the second may come from the HTTP cache. */
  | { readonly kind: 'image-then-fetch'; readonly url: string }
  /** Fetches from a sandboxed frame, whose origin is opaque. */
  | { readonly kind: 'sandboxed-fetch'; readonly url: string }
  | { readonly kind: 'font'; readonly url: string }
  | { readonly kind: 'module'; readonly url: string };

/** The part of `RequestInit` that JSON can carry. */
export type FetchInit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  readonly cache?: 'no-store';
  readonly body?: string;
};

/** What a diagnosis of the failure must say; the browser's own verdict agrees (e2e/demo.spec.ts). */
export type Expected =
  | { readonly verdict: 'blocked'; readonly cause: CauseId }
  | { readonly verdict: 'failed'; readonly failure: Failure }
  | { readonly verdict: Exclude<Verdict, 'blocked' | 'failed'> };

/** A failure as people meet it. */
export type DemoFailure = {
  readonly id: string;
  readonly pain: Pain;
  /** What a user would say about it. */
  readonly sentence: string;
  /** The real error. */
  readonly truth: string;
  readonly server: DemoServer;
  /** `api` is the origin of the failure's server. */
  readonly action: (api: string) => Action;
  readonly expected: Expected;
};

/** The server of the failure; `page` is the origin of the demo page. */
export type DemoServer =
  | { readonly kind: 'node'; readonly listen: (page: string) => RequestListener }
  /** Nothing listens there. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'django'; readonly project: (page: string) => DjangoProject };

/** The lines in which a project's developer deviates from `startproject`. */
export type DjangoProject = Pick<DjangoOptions, 'settings' | 'middleware' | 'debug'>;
