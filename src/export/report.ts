import { unknownCredentials } from '../causes/credentials.ts';
import { provedText } from '../causes/proof.ts';
import { undetermined } from '../causes/undetermined.ts';
import type {
  Diagnosis,
  DiagnosisContext,
  ExplainedFinding,
  ProvedRemedy,
} from '../diagnosis/diagnosis.ts';
import { proseOf } from '../diagnosis/elsewhere.ts';
import { neighboursAt } from '../diagnosis/neighbours.ts';
import type { OtherBrowser } from '../diagnosis/other-browser.ts';
import { givesWay } from '../diagnosis/remedies.ts';
import { seenServerIn } from '../diagnosis/seen-server-in.ts';
import { type Occurrence, occurrencesInTurn } from '../endpoints/occurrences.ts';
import { lintServer } from '../lint/index.ts';
import type { Risk } from '../lint/risk.ts';
import type { Checked } from '../model/checked.ts';
import type {
  BrowserName,
  CredentialsMode,
  Ending,
  Exchange,
  Hop,
  PreflightFacts,
} from '../model/exchange.ts';
import type { Known } from '../model/known.ts';
import { type Language, language } from '../model/language.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement, CoveredRequest, Elsewhere } from '../model/requirement.ts';
import type { Shell } from '../model/shell.ts';
import { statusOf } from '../model/status.ts';
import { allAtOnce, eachInTurn, type Work } from '../model/work.ts';
import type { CauseId, Evaluation, Failure, Finding, Phase, Verdict } from '../policy/finding.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import {
  isEditInPlace,
  isFix,
  isShownOnly,
  type Snippet,
  snippetDiff,
  snippetText,
} from '../servers/kit/stack.ts';
import { commandOf, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { redactedInTurn } from './redacted-diagnoses.ts';
import { type Summary, summaryOf, summaryText } from './summary.ts';

/** The user's choices for the export. */
export type ExportOptions = {
  /** The product's version. */
  readonly version: string;
  /** The time of the report: ISO 8601. */
  readonly capturedAt: string;
  /** The id of the stack that the user chose for a server; null or absent: as detected. */
  readonly stackChoice?: (server: SerializedOrigin) => string | null;
  /** The id of the preferred stack if none is chosen or detected. */
  readonly defaultStack?: string | null;
  /** The shell for the commands; absent: a POSIX one. */
  readonly shell?: Shell;
  /** The version of the browser that made the requests; absent or empty: unknown. */
  readonly browserVersion?: string;
  /** Whether Markdown has diagrams, which not every place draws; absent: it has. */
  readonly diagrams?: boolean;
};

/**
 * `crosscheck-report`, version 1: the export for programs. Its JSON Schema is
 * `public/schema/report-v1.json`. Text fields are plain text; secrets are redacted.
 */
export type Report = {
  readonly format: 'crosscheck-report';
  readonly version: 1;
  readonly generator: { readonly name: 'crosscheck'; readonly version: string };
  readonly browser: BrowserName;
  /** Absent: unknown. */
  readonly browserVersion?: string;
  readonly capturedAt: string;
  /** Of all texts; absent: English. */
  readonly language?: Exclude<Language, 'en'>;
  /** The servers here that the user says nobody can change; absent: none. */
  readonly notMine?: readonly SerializedOrigin[];
  readonly redacted: true;
  readonly summary: Summary & { readonly text: string };
  readonly exchanges: readonly ReportExchange[];
  /** What looks unsafe in the servers' answers, blocked or not. */
  readonly risks: readonly ReportRisk[];
};

export type ReportRisk = {
  readonly server: SerializedOrigin;
  readonly id: string;
  /** Set if nothing is unsafe, and nothing needs to change. */
  readonly note?: true;
  readonly seen: string;
  /** What would prove or disprove it. */
  readonly proof: string;
  readonly docs: string;
};

export type ReportExchange = {
  readonly id: string;
  /** The first requested URL. */
  readonly url: string;
  readonly method: string;
  readonly origin: string;
  readonly credentials: Known<CredentialsMode>;
  readonly verdict: Verdict;
  /** Present if Crosscheck itself asked, because the user pressed “Check again”. */
  readonly checked?: Checked;
  /** Present if “Try it” applied a fix to it: it shows nothing about the server. */
  readonly tried?: true;
  /** The server's final status; absent if it did not answer. */
  readonly status?: number;
  /** Its place among the equal requests of its row; absent if it is in no row. */
  readonly occurrence?: Occurrence;
  readonly failure: Failure | null;
  /** What would settle an undetermined verdict. */
  readonly undetermined: string | null;
  /** One sentence with the actual values. */
  readonly text: string;
  /** The first is what the browser reports; the others would fail next. */
  readonly findings: readonly ReportFinding[];
  readonly alternatives: readonly {
    readonly if: { readonly credentials: CredentialsMode };
    readonly findings: readonly ReportFinding[];
  }[];
  /** `chromium` or `firefox` among `otherBrowsers`, as readers of the first reports expect it. */
  readonly otherBrowser?: {
    readonly browser: Exclude<BrowserName, 'webkit'>;
    readonly verdict: Exclude<OtherBrowser['verdict'], 'failed'>;
    readonly cause: CauseId | null;
    readonly text: string;
  };
  /** What each other browser would decide, where that differs; absent if all decide the same. */
  readonly otherBrowsers?: readonly {
    readonly browser: BrowserName;
    readonly verdict: OtherBrowser['verdict'];
    readonly cause: CauseId | null;
    readonly failure: Failure | null;
    readonly text: string;
  }[];
  readonly hints: readonly {
    readonly id: string;
    readonly confidence: number;
    readonly text: string;
    readonly docs: string | null;
  }[];
  readonly hops: readonly ReportHop[];
  readonly ending: Ending;
  /** What else the browser and the page told, so that the report can be opened again. */
  readonly seen: Omit<Exchange, 'id' | 'tabId' | 'hops' | 'ending' | 'tried' | 'checked'>;
  readonly requirement: {
    readonly answer: AnswerRequirement | null;
    readonly elsewhere: readonly (Elsewhere & { readonly text: string })[];
    readonly covers: readonly CoveredRequest[];
  };
  /** The chosen stack first, then the detected one, then what else is likely. */
  readonly remedies: readonly ReportRemedy[];
};

export type ReportFinding = {
  readonly cause: CauseId;
  readonly phase: Phase;
  readonly hop: number;
  readonly evidence: Finding['evidence'];
  readonly text: string;
  readonly why: string;
  readonly spec: string;
};

export type ReportHop = Omit<Hop, 'preflight'> & {
  readonly preflight: Omit<PreflightFacts, 'requestId'> | null;
};

export type ReportSnippet = {
  readonly file: string;
  readonly language: Snippet['language'];
  readonly place: string;
  readonly code: string;
  /** The lines of `code`, counted from 1, that are the fix; the others are context. */
  readonly fix: readonly number[];
  /** `code` in the lines around it, each with `+`, `-` or a space; absent if it shows none. */
  readonly diff?: string;
};

/** A step of a fix, in the order in which they are done. */
export type ReportStep = {
  readonly kind: Step['kind'];
  readonly text: string;
  /** For a terminal; absent if there is none. */
  readonly command?: string;
};

export type ReportRemedy = {
  readonly stack: string;
  readonly label: string;
  readonly docs: string;
  readonly confidence: number;
  readonly detected: boolean;
  readonly evidence: readonly string[];
  /** `measured`: the stack's model was compared with the running software. */
  readonly basis: 'measured' | 'documented';
  readonly steps: readonly ReportStep[];
  /** What the steps install, and then their edit in place. */
  readonly snippets: readonly ReportSnippet[];
  /** The same edit as text for the end of the file; null if there is only one form. */
  readonly pasteAtEnd: readonly ReportSnippet[] | null;
  readonly client: readonly ReportSnippet[];
  readonly test: ReportSnippet | null;
  readonly notes: readonly string[];
  readonly cautions: readonly string[];
  readonly proof: {
    readonly verdict: 'allowed';
    readonly text: string;
    /** Where the fix passes; what more another browser needs is in the text. */
    readonly browsers: readonly BrowserName[];
  };
};

/**
 * The report about the given exchanges, each in turn. `context.exchanges` is everything that was
 * seen in the tab.
 *
 * Secrets are removed before the diagnosis, so none can return in a sentence or a snippet. Never
 * throws.
 */
export function* reportInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  options: ExportOptions,
): Work<Report> {
  const made = yield* reporter(context, options);
  const reported = yield* eachInTurn(exchanges, made.reportOf);
  return frame(exchanges, made, reported, context, options);
}

/** The whole report at once: see `reportInTurn`. */
export const toReport = (...subject: Parameters<typeof reportInTurn>): Report =>
  allAtOnce(reportInTurn(...subject));

/**
 * The same report written as JSON, in pieces: for very many exchanges the text is too long to write
 * it at once.
 */
export function* reportTextInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  options: ExportOptions,
): Work<readonly string[]> {
  const made = yield* reporter(context, options);
  const texts = yield* eachInTurn(exchanges, (one) => indented(jsonDocument(made.reportOf(one))));
  const empty = jsonDocument(frame(exchanges, made, [], context, options));
  if (texts.length === 0) return [`${empty}\n`];
  // In a value, the quotation marks would be escaped.
  const [before = '', after = ''] = empty.split('"exchanges": []');
  const items = texts.map((text, index) => (index < texts.length - 1 ? `${text},\n` : `${text}\n`));
  return [`${before}"exchanges": [\n`, ...items, `  ]${after}\n`];
}

/** A value of the list, as deep as it stands in the report. No value has a raw line break. */
const indented = (json: string): string => `    ${json.replaceAll('\n', '\n    ')}`;

/** The report about each exchange alone, one after the other. */
export function* reportEach(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  options: ExportOptions,
): Generator<ReportExchange> {
  const { reportOf } = allAtOnce(reporter(context, options));
  for (const exchange of exchanges) yield reportOf(exchange);
}

type Reporter = {
  /** Everything that was seen, without secrets. */
  readonly exchanges: readonly Exchange[];
  readonly reportOf: (exchange: Exchange) => ReportExchange;
  readonly summary: (exchanges: readonly Exchange[]) => Summary;
};

function* reporter(context: DiagnosisContext, options: ExportOptions): Work<Reporter> {
  const { exchanges, diagnosisOf } = yield* redactedInTurn(context);
  const occurrences = yield* occurrencesInTurn(context.exchanges, context.browser);
  return {
    exchanges,
    summary: (some) => summaryOf(some, occurrences, diagnosisOf),
    reportOf: (exchange) => {
      const diagnosis = diagnosisOf(exchange);
      const occurrence = occurrences.get(exchange.id);
      return reportExchange(diagnosis, chosenFirst(diagnosis, options), occurrence);
    },
  };
}

function frame(
  exchanges: readonly Exchange[],
  { exchanges: seen, summary }: Reporter,
  reported: readonly ReportExchange[],
  { browser, notes }: DiagnosisContext,
  { version, capturedAt, browserVersion = '' }: ExportOptions,
): Report {
  const numbers = summary(exchanges);
  const servers = new Set<string>(serversOf(exchanges));
  const notMine = (notes?.notMine ?? []).map(originOf).filter((server) => servers.has(server));
  return {
    format: 'crosscheck-report',
    version: 1,
    generator: { name: 'crosscheck', version },
    browser,
    ...(browserVersion === '' ? {} : { browserVersion }),
    capturedAt,
    ...spokenLanguage(),
    ...(notMine.length === 0 ? {} : { notMine }),
    redacted: true,
    summary: { ...numbers, text: summaryText(numbers) },
    exchanges: reported,
    risks: reportRisks(exchanges, seen),
  };
}

function spokenLanguage(): Pick<Report, 'language'> {
  const spoken = language();
  return spoken === 'en' ? {} : { language: spoken };
}

const serversOf = (exchanges: readonly Exchange[]): readonly SerializedOrigin[] =>
  exchanges.flatMap(({ hops }) => hops.map(({ url }) => originOf(url)));

/** What looks unsafe in everything that was seen of the exchanges' servers. */
export function reportRisks(
  exchanges: readonly Exchange[],
  seen: readonly Exchange[],
): readonly ReportRisk[] {
  return [...new Set(serversOf(exchanges))].flatMap((server) =>
    lintServer(seenServerIn(neighboursAt(server, seen), server)).map((risk) =>
      toReportRisk(risk, server),
    ),
  );
}

/** One of them, in plain text. */
export const toReportRisk = (
  { id, kind, seen, proof, docs }: Risk,
  server: SerializedOrigin,
): ReportRisk => ({
  server,
  id,
  ...(kind === 'note' ? { note: true } : {}),
  seen: plainText(seen),
  proof: plainText(proof),
  docs,
});

/** The user's choice for that server first, if it is offered, then the likely remedies. */
export function chosenFirst(
  { requirement: { answer }, remedies, remedyFor }: Diagnosis,
  {
    stackChoice = () => null,
    defaultStack = null,
  }: Pick<ExportOptions, 'stackChoice' | 'defaultStack'>,
): readonly ProvedRemedy[] {
  const preferred = givesWay(remedies[0] ?? null) ? defaultStack : null;
  const id = answer === null ? null : (stackChoice(answer.server) ?? preferred);
  const chosen = id === null ? null : remedyFor(id);
  if (chosen === null) return remedies;
  return [chosen, ...remedies.filter(({ stack }) => stack.id !== id)];
}

const askedByCheck = ({ checked }: Exchange): Pick<ReportExchange, 'checked'> =>
  checked === undefined ? {} : { checked };

function seenOf(exchange: Exchange): ReportExchange['seen'] {
  const { frameId, documentId, initiator, resourceType } = exchange;
  const { incomplete, declared, handedOver, recordedOnly } = exchange;
  return {
    frameId,
    documentId,
    initiator,
    resourceType,
    ...(incomplete ? { incomplete } : {}),
    ...(declared === undefined ? {} : { declared }),
    ...(handedOver === undefined ? {} : { handedOver }),
    ...(recordedOnly ? { recordedOnly } : {}),
  };
}

function answeredWith(exchange: Exchange): Pick<ReportExchange, 'status'> {
  const status = statusOf(exchange);
  return status === null ? {} : { status };
}

/** The first version of this report knew one other browser, and two names. */
function inOtherBrowsers({
  otherBrowsers,
}: Diagnosis): Pick<ReportExchange, 'otherBrowser' | 'otherBrowsers'> {
  if (otherBrowsers.length === 0) return {};
  const all = otherBrowsers.map(({ browser, verdict, finding, failure, text }) => {
    const cause = finding?.cause ?? null;
    return { browser, verdict, cause, failure, text: plainText(text) };
  });
  const [one] = otherBrowsers.flatMap(({ browser, verdict, finding, text }) =>
    browser === 'webkit' || verdict === 'failed'
      ? []
      : [{ browser, verdict, cause: finding?.cause ?? null, text: plainText(text) }],
  );
  return { ...(one === undefined ? {} : { otherBrowser: one }), otherBrowsers: all };
}

function reportExchange(
  diagnosis: Diagnosis,
  remedies: readonly ProvedRemedy[],
  occurrence: Occurrence | undefined,
): ReportExchange {
  const { exchange, evaluation, requirement } = diagnosis;
  const [first] = exchange.hops;
  return {
    id: exchange.id,
    url: first.url,
    method: first.method,
    origin: evaluation.origin,
    credentials: inWords(evaluation.credentials),
    verdict: evaluation.verdict,
    ...askedByCheck(exchange),
    ...(exchange.tried ? { tried: true } : {}),
    ...answeredWith(exchange),
    ...(occurrence === undefined ? {} : { occurrence }),
    failure: evaluation.failure,
    undetermined: evaluation.undetermined && plainText(undetermined[evaluation.undetermined]),
    text: plainText(diagnosis.headline),
    findings: diagnosis.findings.map(reportFinding),
    alternatives: evaluation.alternatives.map((alternative, index) => ({
      if: alternative.if,
      findings: (diagnosis.alternatives[index]?.findings ?? []).map(reportFinding),
    })),
    ...inOtherBrowsers(diagnosis),
    hints: diagnosis.hints.map((hint) => ({ ...hint, text: plainText(hint.text) })),
    hops: exchange.hops.map(reportHop),
    ending: exchange.ending,
    seen: seenOf(exchange),
    requirement: {
      answer: requirement.answer,
      elsewhere: requirement.elsewhere.map((item) => ({
        ...item,
        text: plainText(proseOf(item)),
      })),
      covers: requirement.covers,
    },
    remedies: remedies.map(reportRemedy),
  };
}

/** An unknown value carries the reason in words. */
const inWords = (credentials: Evaluation['credentials']): ReportExchange['credentials'] =>
  credentials.known
    ? credentials
    : { known: false, why: plainText(unknownCredentials[credentials.why]) };

function reportFinding({ finding, text, why, spec }: ExplainedFinding): ReportFinding {
  const { cause, phase, hop, evidence } = finding;
  return { cause, phase, hop, evidence, text: plainText(text), why: plainText(why), spec };
}

function reportHop({ preflight, ...hop }: Hop): ReportHop {
  if (preflight === null) return { ...hop, preflight };
  const { request, response, ending } = preflight;
  return { ...hop, preflight: { request, response, ending } };
}

function reportRemedy({ stack, detection, detected, remedy, proof }: ProvedRemedy): ReportRemedy {
  return {
    stack: stack.id,
    label: stack.label,
    docs: stack.docs,
    confidence: detection.confidence,
    detected,
    basis: stack.basis,
    evidence: detection.evidence.map(plainText),
    steps: stepsOf(remedy).map(reportStep),
    snippets: [...(remedy.install ? [remedy.install] : []), ...remedy.snippets].map(reportSnippet),
    pasteAtEnd: remedy.pasteAtEnd?.snippets.map(reportSnippet) ?? null,
    client: remedy.client.map(reportSnippet),
    test: remedy.test && reportSnippet(remedy.test),
    notes: remedy.notes.map(plainText),
    cautions: remedy.cautions.map(plainText),
    proof: {
      verdict: proof.verdict,
      text: plainText(provedText(proof)),
      browsers: proof.browsers,
    },
  };
}

function reportSnippet(snippet: Snippet): ReportSnippet {
  const { file, language, place, lines } = snippet;
  const pasted = lines.filter((line) => !isShownOnly(line));
  const fix = pasted.flatMap((line, index) => (isFix(line) ? [index + 1] : []));
  const diff = isEditInPlace(snippet) ? { diff: snippetDiff(snippet) } : {};
  return { file, language, place: plainText(place), code: snippetText(snippet), fix, ...diff };
}

function reportStep(step: Step): ReportStep {
  const command = commandOf(step);
  const text = plainText(stepProse(step));
  return { kind: step.kind, text, ...(command === null ? {} : { command }) };
}
