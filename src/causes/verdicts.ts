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
  /** Why the verdict is open; null if it is not, or if nothing more is known. */
  readonly undetermined: Undetermined | null;
};

/** The same if the server's status says that it refused the request or failed. */
export type RefusedRequest = JudgedRequest & { readonly status: number };

/** The words of one verdict that needs no cause. */
export type VerdictWords = {
  readonly title: string;
  /** If more is known than the verdict. */
  readonly titleOf?: (request: JudgedRequest) => string;
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
    titleOf: ({ undetermined }) => {
      if (undetermined === 'preflight-only') return 'The preflight request passes';
      return undetermined === 'local-network'
        ? 'Probably the browser protects the local network'
        : 'Cannot tell from what was seen';
    },
    explain: (request) =>
      request.undetermined === 'preflight-only'
        ? prose`The server lets ${shown(request.origin)} send ${asked(request)}: the preflight request
          passes.`
        : prose`We could not see whether ${shown(request.origin)} may read the response to
        ${asked(request)}.`,
    why: ({ undetermined }) =>
      undetermined === null
        ? prose`Reload the page with this panel open: the browser did not show enough of the request.`
        : reasons[undetermined],
  },
};

/** Words for a request that CORS allowed and the server refused. */
export const refused = {
  title: (status: number): string => `Status ${status}, not blocked by CORS`,
  explain: (request: RefusedRequest): Prose =>
    prose`The server returned ${code(String(request.status))} to ${asked(request)}.`,
  why: (): Prose =>
    prose`Check the server’s log: CORS is not the problem, and the page can read this response.`,
};

/** Words for a request that CORS blocked, if the browser's own sentence leaves the reason open. */
export const untold = {
  title: 'Blocked by CORS, in Safari’s words only',
  explain: ({ origin, error, ...request }: JudgedRequest & { readonly error: string }): Prose =>
    prose`Safari did not let ${shown(origin)} read the response to ${asked({ ...request, origin })}. It
      says: ${shown(error)}`,
  why: (): Prose =>
    prose`Ask the server to see the reason: ${code('npm run check -- URL --origin ORIGIN')}. Safari’s
      files leave out the response headers of a blocked request.`,
};

/** Words for a request whose answer the page did not want to read. */
export const unreadable: VerdictWords = {
  title: "The page cannot read this response (mode: 'no-cors')",
  explain: (request) =>
    prose`The page cannot read the response to ${asked(request)}, because it uses
      ${code("mode: 'no-cors'")}.`,
  why: () =>
    prose`The browser reports no error. The page’s code gets an empty response with status
      ${code('0')}.`,
};

/** Words for a request that passes with a reservation. */
export const warnings: { readonly [Id in Warning['id']]: Prose } = {
  'authorization-covered-by-wildcard': prose`List ${code('authorization')} by name. This browser still
    lets ${code('Access-Control-Allow-Headers: *')} cover it, but the standard does not, and browsers
    plan to stop.`,
};

const asked = ({ method, url }: JudgedRequest): Prose => prose`${shown(method)} ${shown(url)}`;

const isCrossOrigin = ({ url, origin }: JudgedRequest): boolean => originOf(url) !== origin;
