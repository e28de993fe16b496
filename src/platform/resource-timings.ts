import {
  LONGEST_TIMINGS,
  parseResourceTimings,
  type ResourceTiming,
} from '../model/resource-timing.ts';
import type { DevtoolsApi } from './devtools.ts';
import { evaluate } from './inspected-window.ts';

/** Pages keep 250 unless they ask for more. */
const MOST_READ = 1_000;
const MOST_FRAMES = 50;

/** This changes nothing in the page. Frames of other origins cannot be read. */
const READING = `(() => {
  const rows = [];
  const views = [window];
  for (const view of views) {
    try {
      const { performance } = view;
      for (const entry of performance.getEntriesByType('resource').slice(-${MOST_READ})) {
        const at = performance.timeOrigin + entry.startTime;
        rows.push([entry.name, at, entry.responseStatus, view === window ? 0 : 1]);
      }
    } catch {}
    for (let at = 0; at < view.length && views.length < ${MOST_FRAMES}; at++) views.push(view[at]);
  }
  const text = JSON.stringify(rows.slice(-${MOST_READ}));
  return text.length <= ${LONGEST_TIMINGS} ? text : null;
})()`;

/** No page can change what this says. */
const ORIGIN = 'location.origin';

/**
 * The resource timings of the inspected page's outermost document, and of its frames of the same
 * origin. Parsed at the edge.
 */
export async function readResourceTimings(
  devtools: DevtoolsApi,
): Promise<readonly ResourceTiming[] | null> {
  const text = await evaluate(devtools, READING);
  const origin = await evaluate(devtools, ORIGIN);
  return parseResourceTimings(text, typeof origin === 'string' ? origin : null);
}
