import { type Ask, modeOf } from '../judge/ask.ts';
import type { Script, ServerName } from '../scripted-servers/scenario-server.ts';

/** Where requests are made from. */
export type Context =
  | 'document'
  | 'same-origin frame'
  | 'srcdoc frame'
  | 'cross-site frame'
  | 'sandboxed frame'
  | 'data frame'
  | 'worker'
  | 'shared worker'
  | 'service worker';

/** The server of the page: a trustworthy origin, or one that is not. */
export type PageServer = Extract<ServerName, 'page' | 'insecure'>;

/** A page, and the habits of its code. A group of scenarios is played in each. */
export type App = {
  readonly id: string;
  readonly page: PageServer;
  readonly contexts: readonly [Context, ...Context[]];
  /** Whether its code usually sends credentials to a server. */
  readonly habits: Readonly<Partial<Record<ServerName, boolean>>>;
  /** How often it keeps to that rule. */
  readonly constancy: number;
};

/** Some requests to one URL, one after the other, and the servers' responses. */
export type ConformanceScenario = {
  /** Part of its URLs, and the name of its fixture. */
  readonly id: string;
  readonly app: App;
  readonly context: Context;
  readonly asks: readonly [Ask, ...Ask[]];
  readonly answers: Script;
  /** Servers for which the browser has a cookie. */
  readonly cookies: readonly ServerName[];
};

/**
 * Whether the request is made with credentials, unless a page asks itself; null if the page does
 * not decide it.
 */
export function isCredentialed(ask: Ask): boolean | null {
  switch (ask.by) {
    case 'fetch':
      return ask.init?.credentials === 'include';
    case 'xhr':
    case 'event-source':
      return ask.withCredentials === true;
    case 'element':
      return ask.attributes?.['crossorigin'] === 'use-credentials';
    case 'font':
      return false;
    case 'beacon':
    case 'web-socket':
      return true;
  }
}

/** Whether the request is made in mode `cors`. */
export const isCors = (ask: Ask): boolean => modeOf(ask) === 'cors';
