import {
  LONGEST_TIMINGS,
  parseResourceTimings,
  type ResourceTiming,
} from '../model/resource-timing.ts';
import type { DevtoolsApi } from './devtools.ts';
import { evaluate } from './inspected-window.ts';

/** Pages keep 250 unless they ask for more. */
const MOST_READ = 1_000;

/** This changes nothing in the page. */
const READING = `(() => {
  const rows = performance
    .getEntriesByType('resource')
    .slice(-${MOST_READ})
    .map((entry) => [entry.name, performance.timeOrigin + entry.startTime, entry.responseStatus]);
  const text = JSON.stringify(rows);
  return text.length <= ${LONGEST_TIMINGS} ? text : null;
})()`;

/** The resource timings of the inspected page's outermost document. Parsed at the edge. */
export const readResourceTimings = async (
  devtools: DevtoolsApi,
): Promise<readonly ResourceTiming[] | null> =>
  parseResourceTimings(await evaluate(devtools, READING));
