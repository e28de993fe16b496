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
import { conjunction, phrase } from '../model/say.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { statusOf } from '../model/status.ts';
import { utcTime } from '../model/time.ts';
import { allAtOnce, eachInTurn, type Work } from '../model/work.ts';
import { pictureOf } from '../picture/picture-of.ts';
import type { Verdict } from '../policy/finding.ts';
import { fixName } from '../servers/kit/fix-name.ts';
import { isEditInPlace, type Snippet, snippetDiff, snippetText } from '../servers/kit/stack.ts';
import { commandOf, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { curlCommands } from './curl.ts';
import { codeSpan, fencedCode, markdownProse, markdownText, tableCell } from './escape.ts';
import { mermaid } from './mermaid.ts';
import { redactedInTurn } from './redacted-diagnoses.ts';
import { chosenFirst, type ExportOptions } from './report.ts';
import { summaryOf, summaryText } from './summary.ts';

const VERDICTS: { readonly [Id in Verdict]: string } = {
  allowed: phrase`allowed by CORS`.fr`autorisée par CORS`,
  blocked: phrase`blocked by CORS`.fr`bloquée par CORS`,
  failed: phrase`failed, not by CORS`.fr`échouée, pas à cause de CORS`,
  undetermined: phrase`undetermined`.fr`indéterminée`,
  pending: phrase`waiting`.fr`en attente`,
};

const TRIED = phrase`**A fix was tried on this request in the browser. The server is unchanged, and this shows nothing about it.**`
  .fr`**Une correction a été essayée sur cette requête dans le navigateur. Le serveur n’a pas
  changé, et cela ne montre rien à son sujet.**`;

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
  const redacted = phrase`Secrets are redacted.`.fr`Les secrets sont masqués.`;
  const footer = `_Crosscheck ${markdownText(version)}, ${markdownText(browser)}, ${markdownText(capturedAt)}. ${redacted}_`;
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
  const { method, url, at: askedAt } = exchange.hops[0];
  const page = codeSpan(evaluation.origin);
  const at = utcTime(askedAt);
  const credentials = credentialsText(diagnosis);
  return paragraphs([
    heading(diagnosis),
    exchange.tried ? TRIED : '',
    `**${markdownText(title)}.** ${markdownProse(headline)} ${markdownProse(why)}`,
    phrase`Page: ${page}. Asked: ${at}. Sends cookies (credentials mode): ${credentials}.`
      .fr`Page : ${page}. Envoyée : ${at}. Envoie des cookies (mode des informations d’identification) :
      ${credentials}.`,
    checkedText(exchange),
    diagrams ? fencedCode('mermaid', mermaid(pictureOf(diagnosis))) : '',
    comparisonTable(diagnosis.comparison),
    section(
      phrase`This would fail next`.fr`Ceci échouerait ensuite`,
      findings.slice(1).map(({ text }) => markdownProse(text)),
    ),
    ...diagnosis.alternatives.map(({ condition, findings: others }) =>
      paragraphs([
        markdownProse(condition),
        bullets(others.map(({ text }) => markdownProse(text))),
      ]),
    ),
    section(phrase`Do this`.fr`Faites ceci`, diagnosis.elsewhere.map(markdownProse)),
    remedy === undefined
      ? ''
      : onceEach(remedySection(remedy, evaluation.credentials.known), `${method} ${url}`, fixes),
    section(phrase`Probable reasons`.fr`Raisons probables`, diagnosis.hints.map(hintText)),
    section(
      phrase`In other browsers`.fr`Dans d’autres navigateurs`,
      diagnosis.otherBrowsers.map(({ text }) => markdownProse(text)),
    ),
    section(phrase`What was seen`.fr`Ce qui a été observé`, exchange.hops.flatMap(hopLines)),
    reproduction(exchange, shell),
  ]);
}

function heading({ exchange, evaluation }: Diagnosis): string {
  const { method, url } = exchange.hops[0];
  const request = `${codeSpan(method)} ${codeSpan(url)}`;
  const verdict = `${VERDICTS[evaluation.verdict]}${statusText(exchange)}`;
  const tried = exchange.tried
    ? phrase`, tried in one tab only`.fr`, essayée dans un seul onglet`
    : '';
  return `## ${phrase`${request}: ${verdict}${tried}`.fr`${request} : ${verdict}${tried}`}`;
}

function checkedText({ checked }: Exchange): string {
  if (checked === undefined) return '';
  return checked.cookies
    ? phrase`Crosscheck itself asked this, with cookies.`
        .fr`Crosscheck a lui-même envoyé cette requête, avec des cookies.`
    : phrase`Crosscheck itself asked this, without cookies.`
        .fr`Crosscheck a lui-même envoyé cette requête, sans cookies.`;
}

/** A fix that was written before is only named. */
function onceEach(fix: string, request: string, fixes: Map<string, string>): string {
  const before = fixes.get(fix);
  if (before !== undefined) {
    const other = codeSpan(before);
    return `### ${phrase`Fix: the same as for ${other}`.fr`Correction : la même que pour ${other}`}`;
  }
  fixes.set(fix, request);
  return fix;
}

function statusText(exchange: Exchange): string {
  const status = statusOf(exchange);
  return status === null ? '' : phrase`, status ${status}`.fr`, statut ${status}`;
}

function credentialsText({ evaluation: { credentials } }: Diagnosis): string {
  if (!credentials.known) {
    const why = markdownProse(unknownCredentials[credentials.why]);
    return phrase`unknown (${why})`.fr`inconnu (${why})`;
  }
  return `${codeSpan(credentials.value)} (${KNOWN_FROM[credentials.from]})`;
}

const KNOWN_FROM = {
  observed: phrase`observed`.fr`observé`,
  inferred: phrase`inferred`.fr`déduit`,
};

function comparisonTable(rows: readonly HeaderComparison[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ phase, hop, name, expected, received, ok }) =>
    [
      phase === 'preflight'
        ? phrase`preflight`.fr`requête préliminaire`
        : phrase`request`.fr`requête`,
      String(hop + 1),
      codeSpan(name),
      codeSpan(expected),
      received.length === 0
        ? phrase`(missing)`.fr`(absent)`
        : received.map(codeSpan).join(` ${conjunction('and')} `),
      ok ? phrase`passes`.fr`passe` : phrase`**fails**`.fr`**échoue**`,
    ]
      .map(tableCell)
      .join(' | '),
  );
  return [
    phrase`| Response to | Redirect step | Header | Needed | Received | |`.fr`| Réponse à | Étape de
      redirection | En-tête | Attendu | Reçu | |`,
    '|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** What the page must write for credentials is omitted if its code is known to send them. */
function remedySection(fix: ProvedRemedy, credentialsKnown: boolean): string {
  const { stack, remedy, proof } = fix;
  const name = fixName(fix, markdownText(stack.label));
  const client = credentialsKnown ? [] : remedy.client.slice(0, 1);
  return paragraphs([
    `### ${phrase`Fix: ${name}`.fr`Correction : ${name}`}`,
    ...stepsOf(remedy).map(stepSection),
    markdownProse(provedText(proof)),
    client.length === 0
      ? ''
      : phrase`In the page, if the request sends cookies:`.fr`Dans la page, si la requête envoie des
        cookies :`,
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
  const file = codeSpan(snippet.file);
  const place = markdownProse(snippet.place);
  return paragraphs([
    phrase`${file}: ${place}`.fr`${file} : ${place}`,
    isEditInPlace(snippet)
      ? fencedCode('diff', snippetDiff(snippet))
      : fencedCode(snippet.language, snippetText(snippet)),
  ]);
}

const hintText = ({ confidence, text }: Diagnosis['hints'][number]): string =>
  `${markdownProse(text)} (${Math.round(confidence * 100)}%)`;

function hopLines({ url, method, preflight, request, response }: Hop): readonly string[] {
  const line = (how: string, result: string): string => {
    const asked = `${codeSpan(how)} ${codeSpan(url)}`;
    return phrase`${asked}: ${result}`.fr`${asked} : ${result}`;
  };
  const asked = preflight === null ? [] : [line('OPTIONS', answered(preflight.response))];
  const sent =
    request === null && response === null
      ? phrase`not sent, or not seen`.fr`non envoyée, ou non observée`
      : answered(response);
  return [...asked, line(method, sent)];
}

const answered = (response: ResponseFacts | null): string =>
  response === null ? phrase`no response`.fr`pas de réponse` : String(response.status);

/** The hop where it stopped, as commands for the named shell. */
function reproduction(exchange: Exchange, shell: Shell): string {
  const made = curlCommands(lastHop(exchange), shell);
  const title = `### ${phrase`Repeat it without a browser`.fr`Refaites-la sans navigateur`}`;
  if ('refused' in made) return paragraphs([title, markdownText(made.refused)]);
  if (made.commands.length === 0) return '';
  const name = markdownText(SHELL_NAMES[shell]);
  return paragraphs([
    title,
    phrase`In ${name}:`.fr`Dans ${name} :`,
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
