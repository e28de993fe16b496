import type { BrowserName } from '../model/exchange.ts';
import { get, type HeaderList } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import { TRIED_HEADERS, type Trial } from '../model/trial.ts';

/** The response header by which a changed response is recognized. */
export const MARK = 'x-crosscheck-trial';
/**
 * Chromium keeps the server's own response, so one that passed would fail from the cache even after
 * the server has been fixed. Its cache neither keeps nor gives responses to requests with
 * `If-Range`, which servers ignore without `Range` (measured in Chromium 156).
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5
 */
export const BYPASS = 'if-range';
export const BYPASS_VALUE = '"crosscheck-trial"';

type HeaderChange = {
  readonly header: string;
  readonly operation: 'set' | 'remove';
  readonly value?: string;
};

/** A session rule of `declarativeNetRequest`, as far as a trial uses it. */
export type HeaderRule = {
  readonly id: number;
  readonly priority: 1;
  readonly condition: {
    readonly urlFilter: string;
    readonly tabIds: readonly number[];
    readonly initiatorDomains: readonly string[];
    readonly requestMethods?: readonly string[];
    readonly excludedRequestMethods?: readonly string[];
  };
  readonly action: {
    readonly type: 'modifyHeaders';
    readonly responseHeaders?: readonly HeaderChange[];
    readonly requestHeaders?: readonly HeaderChange[];
  };
};

type UnnumberedRule = Pick<HeaderRule, 'condition' | 'action'>;

/** The rules for all trials together: there may be one in each tab. */
export function rulesFor(trials: readonly Trial[], browser: BrowserName): readonly HeaderRule[] {
  return trials
    .flatMap((trial) => rulesOf(trial, browser))
    .map((rule, index) => ({ id: index + 1, priority: 1, ...rule }));
}

/**
 * They match requests of this tab, to this server, from documents of the page's host. A port cannot
 * be named there. The page's port is in the origin that they let in.
 */
function rulesOf(trial: Trial, browser: BrowserName): readonly UnnumberedRule[] {
  const host = parseUrl(trial.origin)?.hostname;
  if (host === undefined) return [];
  const where = {
    urlFilter: `|${trial.server}/`,
    tabIds: [trial.tabId],
    initiatorDomains: [host],
  };
  const changing = (methods: object, headers: HeaderList): UnnumberedRule => ({
    condition: { ...where, ...methods },
    action: { type: 'modifyHeaders', responseHeaders: changesTo(headers, trial) },
  });
  const preflight =
    trial.preflight === null ? [] : [changing({ requestMethods: ['options'] }, trial.preflight)];
  const actual = changing({ excludedRequestMethods: ['options'] }, trial.actual);
  const uncached: UnnumberedRule = {
    condition: { ...where, requestMethods: ['get', 'head'] },
    action: { type: 'modifyHeaders', requestHeaders: [set(BYPASS, BYPASS_VALUE)] },
  };
  return [...preflight, actual, ...(browser === 'chromium' ? [uncached] : [])];
}

const set = (header: string, value: string): HeaderChange => ({ header, operation: 'set', value });

function changesTo(headers: HeaderList, { id }: Trial): readonly HeaderChange[] {
  return [
    ...TRIED_HEADERS.map((name): HeaderChange => {
      const value = get(headers, name);
      return value === null ? { header: name, operation: 'remove' } : set(name, value);
    }),
    // Else the browser remembers the preflight for longer than the trial.
    set('access-control-max-age', '0'),
    set(MARK, id),
    // Firefox keeps the changed response in its cache, Chromium a module or font in its memory. It
    // would pass from there after the trial.
    set('cache-control', 'no-store'),
  ];
}
