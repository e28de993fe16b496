// What `import … from 'crosscheck/playwright'` gives. Follows semantic versioning.

// First of all, because modules make texts while they load.
import '../library/speak.ts';
import type {
  Fixtures,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestInfo,
} from 'playwright/test';
import { phrase } from '../model/say.ts';
import type { Blocked } from '../recording/blocked.ts';
import { type Watch, watchContext } from './watch.ts';

export type { Blocked } from '../recording/blocked.ts';
export { type Watch, watchContext } from './watch.ts';

/** What a project or a test may set in `use`. */
export type CrosscheckOptions = {
  /** The id of the server whose fix is shown, as `crosscheck --help` lists them. */
  readonly crosscheckServer: string | null;
};

/** Every failure is told, but a report of thousands of them helps nobody. */
const MOST_TOLD = 20;

/** By the context, so that its pages can wait until they are watched. */
const watches = new WeakMap<object, Watch>();

/**
 * Fixtures for `test.extend`. If a test fails while CORS blocked a request, its report says so: an
 * annotation for each request, and an attachment with the cause and the fix.
 * @example export const test = base.extend(crosscheck);
 */
export const crosscheck: Fixtures<
  CrosscheckOptions,
  object,
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = {
  crosscheckServer: [null, { option: true }],
  context: async ({ context, crosscheckServer }, use, testInfo) => {
    const watch = watchContext(context, crosscheckServer);
    watches.set(context, watch);
    await use(context);
    if (testInfo.status !== testInfo.expectedStatus) await tell(await watch.blocked(), testInfo);
  },
  page: async ({ context, page }, use) => {
    await watches.get(context)?.ready();
    await use(page);
  },
};

async function tell(blocked: readonly Blocked[], testInfo: TestInfo): Promise<void> {
  if (blocked.length === 0) return;
  const told = blocked.slice(0, MOST_TOLD);
  for (const { request, cause } of told) {
    testInfo.annotations.push({
      type: 'CORS',
      description: phrase`${request}: ${cause}`.fr`${request} :
    ${cause}`,
    });
  }
  const more = blocked.length - told.length;
  const body = [
    ...told.map(({ markdown }) => markdown),
    ...(more > 0 ? [`${moreBlocked(more)}\n`] : []),
  ].join('\n');
  await testInfo.attach(phrase`CORS blocked a request`.fr`CORS a bloqué une requête`, {
    body,
    contentType: 'text/markdown',
  });
}

const moreBlocked = (count: number): string =>
  phrase`${count} more requests were blocked by CORS.`.fr`CORS a bloqué ${count} requêtes de plus.`;
