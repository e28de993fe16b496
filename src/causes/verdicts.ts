import { originOf } from '../model/origin.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Undetermined, Verdict, Warning } from '../policy/finding.ts';
import { undetermined as reasons } from './undetermined.ts';

/** What is known of an exchange that has no failure to explain. */
export type JudgedRequest = {
  readonly url: string;
  readonly method: string;
  /** The origin of the page. */
  readonly origin: string;
  /** Why the verdict is open; null when it is not, or when nothing more is known. */
  readonly undetermined: Undetermined | null;
};

/** The words of one verdict that needs no cause. */
export type VerdictWords = {
  readonly title: string;
  /** With the actual values. */
  readonly explain: (request: JudgedRequest) => Prose;
  /** What it means, or what settles it. */
  readonly why: (request: JudgedRequest) => Prose;
};

/** Words for the verdicts besides `blocked` (causes) and `failed` (failures.ts). */
export const verdicts: {
  readonly [Id in Exclude<Verdict, 'blocked' | 'failed'>]: VerdictWords;
} = {
  allowed: {
    title: 'Allowed',
    explain: (request) =>
      isCrossOrigin(request)
        ? prose`The server lets ${shown(request.origin)} read its response to ${asked(request)}.`
        : prose`The response to ${asked(request)} needed no permission from the server.`,
    why: (request) =>
      isCrossOrigin(request)
        ? prose`Every check of the browser passed, with the headers that the server sends now.`
        : prose`The page and the address have the same origin, so CORS does not apply.`,
  },
  pending: {
    title: 'No answer yet',
    explain: (request) => prose`The browser still waits for an answer to ${asked(request)}.`,
    why: () =>
      prose`Check whether the server hangs, a breakpoint stops it, or the browser is showing a
        permission prompt.`,
  },
  undetermined: {
    title: 'Cannot tell from what was seen',
    explain: (request) =>
      prose`We could not see whether ${shown(request.origin)} may read the response to
        ${asked(request)}.`,
    why: ({ undetermined }) =>
      undetermined === null
        ? prose`Reload the page with this panel open: the browser did not show enough of the request.`
        : reasons[undetermined],
  },
};

/** Words for what passes with a reservation. */
export const warnings: { readonly [Id in Warning['id']]: Prose } = {
  'authorization-covered-by-wildcard': prose`List ${code('authorization')} by name. This browser still
    lets ${code('Access-Control-Allow-Headers: *')} cover it, but the standard does not, and browsers
    plan to stop.`,
};

const asked = ({ method, url }: JudgedRequest): Prose => prose`${shown(method)} ${shown(url)}`;

const isCrossOrigin = ({ url, origin }: JudgedRequest): boolean => originOf(url) !== origin;
