import { type WhatElse, whatElseProse } from '../causes/did-not-help.ts';
import { headerIncludes } from '../evidence/facts.ts';
import { type Copied, copiedAt } from '../model/copied.ts';
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { get, has } from '../model/header-list.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { answersAt, type SeenAnswer } from '../model/seen-server.ts';
import type { Evaluation } from '../policy/finding.ts';
import { type Snippet, snippetText } from '../servers/kit/stack.ts';
import { addressOf } from './address.ts';
import type { ProvedRemedy, Tried } from './diagnosis.ts';
import { judge } from './judge.ts';
import { corsTextOf, stopsOf } from './runs.ts';

/** What a fix is held against. */
export type Attempt = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  /** The first reason in a few words. */
  readonly title: string;
  readonly server: SerializedOrigin;
  readonly exchanges: readonly Exchange[];
  readonly browser: BrowserName;
  readonly copied: readonly Copied[];
};

/** Before that, nobody has pasted the lines, saved the file and restarted the server. */
const PATIENCE = 8_000;

/**
 * Whether a fix was tried and did not help: the user copied exactly these lines, and the same
 * request was blocked before that and is blocked again now. Null otherwise. A server that was down
 * since, or that answers differently, shows that something was tried; else this waits for a moment.
 */
export function triedOf(fix: ProvedRemedy, attempt: Attempt): Tried | null {
  const { exchange, evaluation, server, exchanges, copied } = attempt;
  if (copied.length === 0) return null;
  const done = copiesOf(fix, server, copied);
  const [{ at: askedAt }] = exchange.hops;
  if (done === null || evaluation.verdict !== 'blocked' || askedAt <= done.at) return null;
  const before = exchanges.findLast(
    (one) =>
      one.hops[0].at <= done.at &&
      addressOf(one) === addressOf(exchange) &&
      isBlocked(one, attempt),
  );
  if (before === undefined) return null;
  const isSame = sameAnswers(before, exchange, server);
  const restarted = stopsOf(exchanges, server).some((at) => at > done.at && at < askedAt);
  if (isSame && !restarted && askedAt < done.at + PATIENCE) return null;
  const whatElse = [
    ...done.missing.map((file): WhatElse => ({ kind: 'not-copied', file })),
    ...(isSame ? unchanged(done.file, restarted, attempt) : changed(before, attempt)),
    ...inFront(fix, attempt),
  ];
  return { at: done.at, whatElse: whatElse.map(whatElseProse) };
}

type Copies = {
  /** When the last of the lines was copied. */
  readonly at: number;
  readonly file: string;
  /** The files whose lines were not. */
  readonly missing: readonly string[];
};

/** What the user copied of a fix; null: nothing. Of two forms, one is enough. */
function copiesOf(
  { remedy }: ProvedRemedy,
  server: string,
  copied: readonly Copied[],
): Copies | null {
  const forms = [remedy.snippets, remedy.pasteAtEnd?.snippets ?? []];
  const found = forms.flatMap((snippets): readonly Copies[] => {
    const all = snippets
      .filter((snippet) => snippetText(snippet) !== '')
      .map((snippet) => ({ file: snippet.file, at: whenCopied(snippet, server, copied) }));
    const last = all.reduce((newest, { at }) => Math.max(newest, at), 0);
    const file = all.find(({ at }) => at === last)?.file;
    if (last === 0 || file === undefined) return [];
    return [{ at: last, file, missing: all.filter(({ at }) => at === 0).map((one) => one.file) }];
  });
  return found.toSorted((a, b) => a.missing.length - b.missing.length)[0] ?? null;
}

const whenCopied = (snippet: Snippet, server: string, copied: readonly Copied[]): number =>
  copiedAt(copied, server, snippetText(snippet)) ?? 0;

const isBlocked = (exchange: Exchange, { browser }: Attempt): boolean =>
  judgedAlone(exchange, browser).verdict === 'blocked';

const judgedAlone = (exchange: Exchange, browser: BrowserName): Evaluation =>
  judge(exchange, browser, { likely: null, storageAccessWithheld: false });

const answersOf = ({ hops }: Exchange, server: SerializedOrigin): readonly SeenAnswer[] =>
  hops.filter(({ url }) => originOf(url) === server).flatMap(answersAt);

/** Whether a server sent the same CORS headers, to the preflight and to the request. */
function sameAnswers(a: Exchange, b: Exchange, server: SerializedOrigin): boolean {
  const textOf = (exchange: Exchange): string =>
    answersOf(exchange, server)
      .map((one) => `${one.kind} ${corsTextOf(one)}`)
      .join('\n');
  return textOf(a) === textOf(b);
}

function unchanged(file: string, restarted: boolean, { server }: Attempt): readonly WhatElse[] {
  const steps: readonly WhatElse[] = restarted
    ? [{ kind: 'restarted-unchanged', file }]
    : [{ kind: 'not-restarted' }, { kind: 'another-file', file }];
  return [...steps, { kind: 'another-process', server }];
}

function changed(before: Exchange, { exchange, evaluation, browser, title }: Attempt) {
  const cause = evaluation.findings[0]?.cause;
  const isSameReason = judgedAlone(before, browser).findings[0]?.cause === cause;
  if (!isSameReason) return [{ kind: 'next-reason', title } satisfies WhatElse];
  const header = headerLine(lastAnswer(exchange), /^access-control-allow-/i);
  return [{ kind: 'overwritten', header } satisfies WhatElse];
}

const lastAnswer = (exchange: Exchange): SeenAnswer | undefined =>
  answersAt(lastHop(exchange)).at(-1);

function headerLine(answer: SeenAnswer | undefined, name: RegExp): string {
  return answer?.headers.find(([one]) => name.test(one))?.join(': ') ?? '';
}

/** What the response shows of a cache or a proxy that the fix is not for. */
function inFront({ stack }: ProvedRemedy, { exchange }: Attempt): readonly WhatElse[] {
  const answer = lastAnswer(exchange);
  if (answer === undefined) return [];
  const { headers } = answer;
  const hit = ['x-cache', 'cf-cache-status', 'x-cache-status'].find((name) =>
    headerIncludes(headers, name, 'hit'),
  );
  const aged = hit ?? (Number(get(headers, 'age')) > 0 ? 'age' : undefined);
  const isFront = has(headers, 'via') || PROXIES.test(get(headers, 'server') ?? '');
  const front = has(headers, 'via') ? /^via$/i : /^server$/i;
  return [
    ...(aged === undefined
      ? []
      : [{ kind: 'cache', header: headerLine(answer, new RegExp(`^${aged}$`, 'i')) } as const]),
    ...(isFront && stack.isProxy !== true
      ? [{ kind: 'proxy', header: headerLine(answer, front) } as const]
      : []),
  ];
}

const PROXIES = /^(nginx|openresty|cloudflare|caddy|envoy|istio-envoy|traefik|kong|varnish)/i;
