import type { BrowserName } from '../model/exchange.ts';
import { fields } from '../model/fields.ts';
import { readJson } from './json.ts';
import { type HarReading, parseHar } from './parse-har.ts';
import { isReport, parseReport } from './parse-report.ts';

/**
 * Reads a file that a browser or Crosscheck saved, given as its text: a HAR, or a
 * `crosscheck-report`. Accepts anything and never throws.
 */
export function parseFile(input: string, browser: BrowserName | null = null): HarReading {
  const json = readJson(input);
  if ('problem' in json) {
    const problems = [json.problem];
    return {
      readable: false,
      browser: browser ?? 'chromium',
      entries: 0,
      exchanges: [],
      problems,
    };
  }
  const root = fields(json.value);
  return isReport(root) ? parseReport(root, browser) : parseHar(json.value, browser);
}
