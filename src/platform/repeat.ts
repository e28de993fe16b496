import type { RepeatedRequest } from '../model/trial.ts';
import type { DevtoolsApi } from './devtools.ts';
import { evaluate } from './inspected-window.ts';

/**
 * Sends a request from the inspected page, if its outermost document still has that origin. False
 * if it was not sent. Whether it passes shows among the page's other requests.
 */
export async function repeatInPage(
  devtools: DevtoolsApi,
  { origin, url, method, credentials }: RepeatedRequest,
): Promise<boolean> {
  const [from, target, init] = [origin, url, { method, credentials, cache: 'no-store' }].map(
    (one) => JSON.stringify(one),
  );
  const code = `location.origin === ${from} && (fetch(${target}, ${init}).catch(() => {}), true)`;
  return (await evaluate(devtools, code)) === true;
}
