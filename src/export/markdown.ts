import { unknownCredentials } from '../causes/credentials.ts';
import { provedText } from '../causes/proof.ts';
import type {
  Diagnosis,
  DiagnosisContext,
  HeaderComparison,
  ProvedRemedy,
} from '../diagnosis/diagnosis.ts';
import { occurrencesInTurn } from '../endpoints/occurrences.ts';
import { type Exchange, type Hop, lastHop, type ResponseFacts } from '../model/exchange.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { statusOf } from '../model/status.ts';
import { utcTime } from '../model/time.ts';
import { allAtOnce, eachInTurn, type Work } from '../model/work.ts';
import { pictureOf } from '../picture/picture-of.ts';
import type { Verdict } from '../policy/finding.ts';
import { isEditInPlace, type Snippet, snippetDiff, snippetText } from '../servers/kit/stack.ts';
import { commandOf, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { curlCommands } from './curl.ts';
import { codeSpan, fencedCode, markdownProse, markdownText, tableCell } from './escape.ts';
import { mermaid } from './mermaid.ts';
import { redactedInTurn } from './redacted-diagnoses.ts';
import { chosenFirst, type ExportOptions } from './report.ts';
import { summaryOf, summaryText } from './summary.ts';

const VERDICTS: { readonly [Id in Verdict]: string } = {
  allowed: 'allowed by CORS',
  blocked: 'blocked by CORS',
  failed: 'failed, not by CORS',
  undetermined: 'undetermined',
  pending: 'waiting',
};

const TRIED =
  '**A fix was tried on this request in the browser. The server is unchanged, and this shows nothing about it.**';

/**
 * The given exchanges as Markdown for an issue or a chat, each in turn: the browser's decision and
 * the reason, the picture, the evidence, and the fix of the chosen (else the most likely) stack.
 * Secrets are removed first. No value can break out of its cell, span or fence. Never throws.
 */
export function* markdownInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  options: ExportOptions,
): Work<string> {
  const { version, capturedAt } = options;
  const { diagnosisOf } = yield* redactedInTurn(context);
  const occurrences = yield* occurrencesInTurn(context.exchanges, context.browser);
  /** Each fix once, with the request that it was first written for. */
  const fixes = new Map<string, string>();
  const sections = yield* eachInTurn(exchanges, (exchange) => {
    const diagnosis = diagnosisOf(exchange);
    return exchangeSection(diagnosis, chosenFirst(diagnosis, options)[0], options, fixes);
  });
  const browser = [context.browser, options.browserVersion ?? ''].filter(Boolean).join(' ');
  const footer = `_Crosscheck ${markdownText(version)}, ${markdownText(browser)}, ${markdownText(capturedAt)}. Secrets are redacted._`;
  const head =
    exchanges.length > 1
      ? [`**${summaryText(summaryOf(exchanges, occurrences, diagnosisOf))}**`]
      : [];
  return `${[...head, ...sections, footer].join('\n\n')}\n`;
}

/** The whole text at once: see `markdownInTurn`. */
export const toMarkdown = (...subject: Parameters<typeof markdownInTurn>): string =>
  allAtOnce(markdownInTurn(...subject));

function exchangeSection(
  diagnosis: Diagnosis,
  remedy: ProvedRemedy | undefined,
  { shell = 'bash', diagrams = true }: ExportOptions,
  fixes: Map<string, string>,
): string {
  const { exchange, evaluation, title, headline, why, findings } = diagnosis;
  const { method, url } = exchange.hops[0];
  return paragraphs([
    `## ${codeSpan(method)} ${codeSpan(url)}: ${VERDICTS[evaluation.verdict]}${statusText(exchange)}${exchange.tried ? ', tried in one tab only' : ''}`,
    exchange.tried ? TRIED : '',
    `**${markdownText(title)}.** ${markdownProse(headline)} ${markdownProse(why)}`,
    `Page: ${codeSpan(evaluation.origin)}. Asked: ${utcTime(exchange.hops[0].at)}. Sends cookies (credentials mode): ${credentialsText(diagnosis)}.`,
    exchange.checked === undefined
      ? ''
      : `Crosscheck itself asked this, ${exchange.checked.cookies ? 'with' : 'without'} cookies.`,
    diagrams ? fencedCode('mermaid', mermaid(pictureOf(diagnosis))) : '',
    comparisonTable(diagnosis.comparison),
    section(
      'This would fail next',
      findings.slice(1).map(({ text }) => markdownProse(text)),
    ),
    ...diagnosis.alternatives.map(({ condition, findings: others }) =>
      paragraphs([
        markdownProse(condition),
        bullets(others.map(({ text }) => markdownProse(text))),
      ]),
    ),
    section('Do this', diagnosis.elsewhere.map(markdownProse)),
    remedy === undefined
      ? ''
      : onceEach(remedySection(remedy, evaluation.credentials.known), `${method} ${url}`, fixes),
    section('Probable reasons', diagnosis.hints.map(hintText)),
    section(
      'In other browsers',
      diagnosis.otherBrowsers.map(({ text }) => markdownProse(text)),
    ),
    section('What was seen', exchange.hops.flatMap(hopLines)),
    reproduction(exchange, shell),
  ]);
}

/** A fix that was written before is only named. */
function onceEach(fix: string, request: string, fixes: Map<string, string>): string {
  const before = fixes.get(fix);
  if (before !== undefined) return `### Fix: the same as for ${codeSpan(before)}`;
  fixes.set(fix, request);
  return fix;
}

function statusText(exchange: Exchange): string {
  const status = statusOf(exchange);
  return status === null ? '' : `, status ${status}`;
}

function credentialsText({ evaluation: { credentials } }: Diagnosis): string {
  if (!credentials.known) return `unknown (${markdownProse(unknownCredentials[credentials.why])})`;
  return `${codeSpan(credentials.value)} (${credentials.from})`;
}

function comparisonTable(rows: readonly HeaderComparison[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ phase, hop, name, expected, received, ok }) =>
    [
      phase === 'preflight' ? 'preflight' : 'request',
      String(hop + 1),
      codeSpan(name),
      codeSpan(expected),
      received.length === 0 ? '(missing)' : received.map(codeSpan).join(' and '),
      ok ? 'passes' : '**fails**',
    ]
      .map(tableCell)
      .join(' | '),
  );
  return [
    '| Response to | Redirect step | Header | Needed | Received | |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** What the page must write for credentials is omitted if its code is known to send them. */
function remedySection(
  { stack, detected, remedy, proof }: ProvedRemedy,
  credentialsKnown: boolean,
): string {
  const client = credentialsKnown ? [] : remedy.client.slice(0, 1);
  return paragraphs([
    `### Fix: ${markdownText(stack.label)}${detected ? ' (detected)' : ''}`,
    ...stepsOf(remedy).map(stepSection),
    markdownProse(provedText(proof)),
    client.length === 0 ? '' : 'In the page, if the request sends cookies:',
    ...client.map(snippetBlock),
    bullets([...remedy.cautions, ...remedy.notes].map(markdownProse)),
  ]);
}

function stepSection(step: Step, index: number): string {
  const says = `**${index + 1}.** ${markdownProse(stepProse(step))}`;
  if (step.kind === 'edit') return paragraphs([says, ...step.snippets.map(snippetBlock)]);
  const command = commandOf(step);
  return paragraphs([says, command === null ? '' : fencedCode('shell', command)]);
}

/** An edit among other lines as a diff; anything else as text to paste. */
function snippetBlock(snippet: Snippet): string {
  return paragraphs([
    `${codeSpan(snippet.file)}: ${markdownProse(snippet.place)}`,
    isEditInPlace(snippet)
      ? fencedCode('diff', snippetDiff(snippet))
      : fencedCode(snippet.language, snippetText(snippet)),
  ]);
}

const hintText = ({ confidence, text }: Diagnosis['hints'][number]): string =>
  `${markdownProse(text)} (${Math.round(confidence * 100)}%)`;

function hopLines({ url, method, preflight, request, response }: Hop): readonly string[] {
  const asked =
    preflight === null
      ? []
      : [`${codeSpan('OPTIONS')} ${codeSpan(url)}: ${answered(preflight.response)}`];
  const sent = request === null && response === null ? 'not sent, or not seen' : answered(response);
  return [...asked, `${codeSpan(method)} ${codeSpan(url)}: ${sent}`];
}

const answered = (response: ResponseFacts | null): string =>
  response === null ? 'no response' : String(response.status);

/** The hop where it stopped, as commands for the named shell. */
function reproduction(exchange: Exchange, shell: Shell): string {
  const made = curlCommands(lastHop(exchange), shell);
  const heading = '### Repeat it without a browser';
  if ('refused' in made) return paragraphs([heading, markdownText(made.refused)]);
  if (made.commands.length === 0) return '';
  return paragraphs([
    heading,
    `In ${markdownText(SHELL_NAMES[shell])}:`,
    fencedCode(FENCES[shell], made.commands.join('\n\n')),
  ]);
}

/** The name of each shell's language in issue trackers. */
const FENCES: { readonly [Id in Shell]: string } = {
  bash: 'shell',
  powershell: 'powershell',
  cmd: 'bat',
};

function section(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : paragraphs([`### ${heading}`, bullets(items)]);
}

const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const paragraphs = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');
