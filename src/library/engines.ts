import type { BrowserName } from '../model/exchange.ts';
import { BROWSERS } from '../policy/browsers.ts';

/** Every browser whose rules are known. */
export const engines: readonly BrowserName[] = Object.keys(BROWSERS).filter(
  (name): name is BrowserName => name in BROWSERS,
);
