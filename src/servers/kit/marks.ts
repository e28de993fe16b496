import { get, getAll, has } from '../../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose, type Span } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import type { Detection } from './stack.ts';

/** With this confidence or more, a stack counts as detected. */
export const DETECTED = 0.5;
/** With this confidence or more, a possible stack says more than what any server needs. */
export const PROBABLE = 0.35;
/** With this confidence or more, a stack is possible, and named at first. */
export const POSSIBLE = 0.3;

/** One sign in an answer that points to a stack, and its confidence. */
export type Signal = {
  /** From 0 to 1: the confidence if nothing else is seen. */
  readonly weight: number;
  readonly seen: (answer: SeenAnswer) => boolean;
  readonly evidence: (answer: SeenAnswer) => Prose;
};

/** A header with such a value. The evidence shows its line. */
export const headerSignal = (
  weight: number,
  name: string,
  value: RegExp,
  evidence: (line: Span) => Prose,
): Signal => ({
  weight,
  seen: (one) => has(one.headers, name) && value.test(headerOf(one, name)),
  evidence: (one) => evidence(lineOf(one, name)),
});

/** A cookie that the answer sets; `start` matches where a line of `Set-Cookie` starts. */
export const cookieSignal = (weight: number, start: RegExp, evidence: Prose): Signal => ({
  weight,
  seen: ({ headers }) =>
    getAll(headers, 'set-cookie').some((lines) => lines.split('\n').some((one) => start.test(one))),
  evidence: () => evidence,
});

/** A host that only such servers have. */
export const hostSignal = (weight: number, host: RegExp, evidence: Prose): Signal => ({
  weight,
  seen: ({ url }) => host.test(parseUrl(url)?.hostname ?? ''),
  evidence: () => evidence,
});

/** A path that only such servers have. */
export const pathSignal = (weight: number, path: RegExp, evidence: Prose): Signal => ({
  weight,
  seen: ({ url }) => path.test(parseUrl(url)?.pathname ?? ''),
  evidence: () => evidence,
});

/** The default port of a product that runs on the user's machine or in their network. */
export const portSignal = (weight: number, port: number, product: string): Signal => ({
  weight,
  seen: ({ url }) => {
    const parsed = parseUrl(url);
    return parsed?.port === String(port) && isLocalName(parsed.hostname);
  },
  evidence: () => say`${product} uses port ${code(String(port))} by default.`.fr`${product} utilise
    le port ${code(String(port))} par défaut.`,
});

/** This machine, a private address, a name of the local network, or one without a dot, as in Docker. */
const isLocalName = (host: string): boolean =>
  isLoopbackHost(host) ||
  /\.(?:local|lan|home|internal|localdomain|home\.arpa)$/.test(host) ||
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}$/.test(host) ||
  /^[^.:[]+$/.test(host);

/** A URL that only such servers have. */
export const urlSignal = (weight: number, url: RegExp, evidence: Prose): Signal => ({
  weight,
  seen: (one) => url.test(one.url),
  evidence: () => evidence,
});

/**
 * How surely a stack answers. Different signals add up; a repeated one does not. `own`: the answers
 * that can be the stack's. If most of `all` cannot, the confidence drops.
 */
export function detectBySignals(
  signals: readonly Signal[],
  all: readonly SeenAnswer[],
  own: readonly SeenAnswer[] = all,
): Omit<Detection, 'versions'> {
  const found = signals.flatMap((signal) => {
    const answer = own.findLast(signal.seen);
    return answer === undefined ? [] : [{ signal, answer }];
  });
  const doubt = found.reduce((product, { signal }) => product * (1 - signal.weight), 1);
  const share = all.length === 0 ? 0 : own.length / all.length;
  return {
    confidence: Math.round((1 - doubt) * (share < 0.5 ? share : 1) * 100) / 100,
    evidence: found.map(({ signal, answer }) => signal.evidence(answer)),
  };
}

/** A header's value, `''` if it is absent. */
export const headerOf = (answer: SeenAnswer, name: string): string =>
  get(answer.headers, name) ?? '';

/** A header line to show as evidence. */
export const lineOf = (answer: SeenAnswer, name: string): Span =>
  shown(`${name}: ${headerOf(answer, name)}`);
