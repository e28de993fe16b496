import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { HandedOver } from '../model/resource-timing.ts';
import { handedOver, untold } from '../witnesses/handed-over.ts';
import type { ViewEnvironment } from './environment.ts';

/** Requests come in bursts, and a page records the timing of each shortly after its end. */
const WAIT_MS = 300;
/** A page that clears its timings, or whose buffer is full, never answers. */
const MOST_TRIES = 3;
/** During a navigation, the page cannot be asked. */
const MOST_FAILURES = 20;

/** Reads the page's resource timing while it can still decide something. */
export type TimingReader = {
  /** Takes the current exchanges. */
  readonly look: (exchanges: readonly Exchange[], browser: BrowserName) => void;
  readonly stop: () => void;
};

/** `tell` gets what the page received, for requests whose end does not show what CORS decided. */
export function createTimingReader(
  resourceTimings: NonNullable<ViewEnvironment['resourceTimings']>,
  tell: (requests: readonly HandedOver[]) => void,
): TimingReader {
  const tries = new WeakMap<Exchange, number>();
  let all: readonly Exchange[] = [];
  let open: readonly Exchange[] = [];
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;

  const triesOf = (one: Exchange): number => tries.get(one) ?? 0;
  const worthATry = (): readonly Exchange[] =>
    failures > MOST_FAILURES ? [] : open.filter((one) => triesOf(one) < MOST_TRIES);
  const read = async (): Promise<void> => {
    const asked = worthATry();
    const timings = await resourceTimings();
    failures = timings === null ? failures + 1 : 0;
    if (timings === null) return;
    for (const one of asked) tries.set(one, triesOf(one) + 1);
    const told = handedOver(asked, timings, all);
    if (told.length > 0) tell(told);
  };
  const readSoon = (): void => {
    if (reading || worthATry().length === 0) return;
    reading = true;
    timer = setTimeout(async () => {
      await read();
      reading = false;
      readSoon();
    }, WAIT_MS);
  };
  return {
    look: (exchanges, browser) => {
      all = exchanges;
      failures = 0;
      open = untold(exchanges, browser);
      readSoon();
    },
    stop: () => {
      open = [];
      reading = false;
      clearTimeout(timer);
    },
  };
}
