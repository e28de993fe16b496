import {
  LONGEST_TIMINGS,
  parseResourceTimings,
  type ResourceTiming,
} from '../model/resource-timing.ts';
import type { DevtoolsApi } from './devtools.ts';
import { evaluate } from './inspected-window.ts';

/** Pages keep 250 unless they ask for more. */
const MOST_READ = 1_000;

/** Nothing in the page is changed by it. */
const READING = `(() => {
  const rows = performance
    .getEntriesByType('resource')
    .slice(-${MOST_READ})
    .map((entry) => [entry.name, performance.timeOrigin + entry.startTime, entry.responseStatus]);
  const text = JSON.stringify(rows);
  return text.length <= ${LONGEST_TIMINGS} ? text : null;
})()`;

/** What the inspected page's outermost document keeps of its own requests; parsed at the edge. */
export const readResourceTimings = async (
  devtools: DevtoolsApi,
): Promise<readonly ResourceTiming[] | null> =>
  parseResourceTimings(await evaluate(devtools, READING));
