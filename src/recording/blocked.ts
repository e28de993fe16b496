import type { Claim } from '../console/claim.ts';
import { readConsole } from '../console/read-console.ts';
import { statedBy } from '../console/stated.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { answerTo } from '../diagnosis/of-claim.ts';
import { codeSpan, fencedCode, markdownProse, markdownText } from '../export/escape.ts';
import { toMarkdown } from '../export/markdown.ts';
import { parseHar } from '../har/parse-har.ts';
import { version } from '../library/version.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import { redactText, redactUrl } from '../model/redact.ts';
import { phrase } from '../model/say.ts';
import { spellOut } from '../model/shown.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import type { CdpRecorder, Refusal } from './cdp-recorder.ts';

/** A request that the browser says CORS blocked. */
export type Blocked = {
  /** `GET https://api.example/orders` */
  readonly request: string;
  /** The cause, in one sentence. */
  readonly cause: string;
  /** The cause, the evidence and the fix. */
  readonly markdown: string;
};

export type BlockedOptions = {
  /** The id of the server whose fix is shown; null: the detected one's. */
  readonly server: string | null;
  /** The page's origin, for messages that do not name it; null: unknown. */
  readonly page: string | null;
};

/** What Chromium says over its DevTools protocol, each request once. */
export function blockedIn(
  { har, refusals }: Pick<CdpRecorder, 'har' | 'refusals'>,
  options: BlockedOptions,
): readonly Blocked[] {
  if (refusals.length === 0) return [];
  const { exchanges } = parseHar(har(), 'chromium');
  return once(refusals.map((refusal) => blockedBy(refusal, exchanges, options)));
}

/** What the messages of the browser's console say. Not those of the page: it may print anything. */
export function blockedByMessages(
  messages: readonly string[],
  options: BlockedOptions,
): readonly Blocked[] {
  const claims = messages.flatMap((one) => readConsole(one).claims);
  return once(
    claims.map((claim) => ofClaim(claim, claim.url ?? phrase`a request`.fr`une requête`, options)),
  );
}

/** Equal requests that failed equally. */
export const once = (all: readonly Blocked[]): readonly Blocked[] => [
  ...new Map(all.map((one) => [`${one.request}\n${one.cause}`, one])).values(),
];

/** The whole diagnosis, if it agrees with the browser; else only what the browser says. */
function blockedBy(
  refusal: Refusal,
  exchanges: readonly Exchange[],
  options: BlockedOptions,
): Blocked {
  const request = spellOut(redactText(`${refusal.method} ${redactUrl(refusal.url)}`));
  const exchange = exchanges.find(({ id }) => id === `entry-${refusal.entry}`);
  const diagnosis =
    exchange === undefined ? null : diagnose(exchange, { browser: 'chromium', exchanges });
  if (exchange === undefined || diagnosis === null || !agrees(diagnosis, refusal)) {
    return ofClaim(claimOf(refusal, options), request, options);
  }
  return {
    request,
    cause: spellOut(plainText(diagnosis.headline)),
    markdown: toMarkdown(
      [exchange],
      { browser: 'chromium', exchanges },
      {
        version: version(),
        capturedAt: new Date().toISOString(),
        stackChoice: () => options.server,
      },
    ),
  };
}

function agrees({ evaluation }: Diagnosis, { cause }: Refusal): boolean {
  const readings = [evaluation, ...evaluation.alternatives];
  return readings.some(({ findings: [first] }) => first !== undefined && first.cause === cause);
}

const claimOf = ({ url, cause, phase, parameter }: Refusal, { page }: BlockedOptions): Claim => ({
  browser: 'chromium',
  text: '',
  url: redactUrl(url),
  origin: page,
  causes: cause === null ? [] : [cause],
  phase,
  status: null,
  method: null,
  named: parameter === '' ? null : redactText(parameter),
  instead: null,
});

function ofClaim(claim: Claim, request: string, { server, page }: BlockedOptions): Blocked {
  const cause =
    claim.causes.length > 0
      ? statedBy(claim)
      : phrase`The browser says that CORS blocked this request.`.fr`Le navigateur dit que CORS a
        bloqué cette requête.`;
  const named = answerTo(claim, { page, stack: server });
  const { fix, says, asks } =
    named.asks === 'server' ? answerTo(claim, { page, stack: 'any-server' }) : named;
  const parts = [
    `### ${codeSpan(request)}`,
    phrase`Blocked by CORS: ${markdownText(cause)}`.fr`Bloquée par CORS : ${markdownText(cause)}`,
    ...(fix === null
      ? asks === null && says.length > 0
        ? says.map(markdownProse)
        : [
            phrase`Record a HAR of this test to see the response headers: ${DIAGNOSE}.`
              .fr`Enregistrez un HAR de ce test pour voir les en-têtes de réponse : ${DIAGNOSE}.`,
          ]
      : [`**${fixFor(markdownText(fix.stack.label))}**`, ...stepsOf(fix.remedy).map(stepText)]),
  ];
  return { request, cause, markdown: `${parts.join('\n\n')}\n` };
}

const fixFor = (server: string): string => phrase`Fix: ${server}`.fr`Correction : ${server}`;

/** How to read a HAR. */
const DIAGNOSE = codeSpan('crosscheck diagnose FILE.har');

function stepText(step: Step, at: number): string {
  const says = `${at + 1}. ${markdownProse(stepProse(step))}`;
  if (step.kind === 'install') return [says, fenced(step.snippet)].join('\n\n');
  if (step.kind === 'edit') return [says, ...step.snippets.map(fenced)].join('\n\n');
  return says;
}

function fenced(snippet: Parameters<typeof snippetText>[0]): string {
  const [file, place] = [codeSpan(snippet.file), markdownProse(snippet.place)];
  return `${phrase`${file}: ${place}`.fr`${file} : ${place}`}\n\n${fencedCode(snippet.language, snippetText(snippet))}`;
}

/** The page's origin, by its address; null for one that cannot ask. */
export const pageAt = (url: string): string | null => (/^https?:/.test(url) ? originOf(url) : null);
