import { get } from '../../../model/header-list.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { SeenServer } from '../../../model/seen-server.ts';
import {
  type Drafts,
  draftFiles,
  editsOfDrafts,
  placeBefore,
  startDrafts,
  withEdits,
} from '../../../settings/draft.ts';
import { lineOf, type SettingsFile } from '../../../settings/file.ts';
import { rereader } from '../../kit/own-file/rereader.ts';
import type { Fault, FileReading, SettingsReader } from '../../kit/settings-reader.ts';
import type { Application } from '../../kit/stack.ts';
import { behindOf } from './behind.ts';
import { type Configuration, isNginxFile, readConfiguration } from './configuration.ts';
import { missingAt, notesOn, questionsOn } from './notes.ts';
import type { Problem } from './problem.ts';
import { problemsOf, traceOf } from './problems.ts';
import { readingsOf } from './readings.ts';
import { refusedLines } from './syntax.ts';
import { type Trace, traced } from './trace.ts';

/** Reads nginx’s configuration: `nginx.conf`, sites, and the files that they include. */
export const nginxFiles: SettingsReader = {
  stack: 'nginx',
  knows: isNginxFile,
  read: (files, requirement, seenServer) => {
    const configuration = readConfiguration(files);
    return configuration === null ? NOTHING : reading(configuration, requirement, seenServer);
  },
};

const NOTHING: FileReading = {
  settings: [],
  faults: [],
  notes: [],
  questions: [],
  answerWith: () => null,
  sure: false,
  edits: null,
};

function reading(
  configuration: Configuration,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): FileReading {
  const { files } = configuration;
  const behind = behindOf(configuration, seenServer);
  const isSeen = seenServer.answers.some(
    (one) =>
      one.kind === 'actual' && one.url === requirement.url && one.method === requirement.method,
  );
  const again = rereader(configuration, readConfiguration);
  const subject = { configuration, requirement, behind, isSeen, again };
  const traces = (['preflight', 'actual'] as const).flatMap((phase): readonly Trace[] => {
    if (phase === 'preflight' && !requirement.preflight) return [];
    const trace = traceOf(subject, requirement.origin, phase);
    return trace === null ? [] : [trace];
  });
  const answerWith = (changed: readonly SettingsFile[]): Application | null =>
    answering(again(changed), requirement, behind);
  const agrees = agreesWith(answerWith(files), requirement, seenServer);
  const found = repaired(subject);
  const missing = missingAt(traces);
  const isOpen =
    missing.length > 0 || traces.some(({ because, isGuess }) => isGuess || because.length > 0);
  const faults = found.faults.map((fault) => ({
    ...fault,
    certain: fault.certain && (agrees || REFUSED.has(fault.id)),
  }));
  return {
    settings: readingsOf(configuration, traces),
    faults,
    notes: notesOn(configuration, traces, faults).map(({ id, at, text }) => ({
      id,
      text,
      file: at.file,
      line: lineOf(files, at),
    })),
    questions: questionsOn(configuration, requirement, traces),
    answerWith,
    sure: !isOpen && configuration.mistakes.length === 0 && traces.length > 0,
    edits: found.drafts === null ? null : editsOfDrafts(found.drafts),
  };
}

/** What nginx refuses whatever it was asked. */
const REFUSED: ReadonlySet<string> = new Set(['unquoted-value', 'missing-semicolon']);

/** The model of a configuration; null if nginx refuses it, or no server stands in it. */
function answering(
  configuration: Configuration | null,
  { url }: AnswerRequirement,
  behind: Application,
): Application | null {
  if (configuration === null || refusedLines(configuration).length > 0) return null;
  if (traced(configuration, { method: 'GET', url, headers: [] }, behind) === null) return null;
  return (request) => traced(configuration, request, behind)?.answer ?? behind(request);
}

/** Whether the newest response to this page is the one of these files. */
function agreesWith(
  answer: Application | null,
  { url, origin }: AnswerRequirement,
  { answers }: SeenServer,
): boolean {
  const newest = answers.findLast(
    (one) => one.url === url && get(one.requestHeaders, 'origin') === origin,
  );
  if (answer === null || newest === undefined) return false;
  const own = answer({ method: newest.method, url, headers: newest.requestHeaders });
  const allowed = [own, newest].map(({ headers }) => get(headers, 'access-control-allow-origin'));
  return own.status === newest.status && allowed[0] === allowed[1];
}

type Subject = Parameters<typeof problemsOf>[0] & {
  readonly again: (files: readonly SettingsFile[]) => Configuration | null;
};

type Repaired = {
  readonly faults: readonly Fault[];
  /** Null if nothing has to change, or one fault cannot be repaired here. */
  readonly drafts: Drafts | null;
};

const MOST_STEPS = 16;

/** Repairs one problem after another, and names each one where it stands in the files as they are. */
function repaired(subject: Subject): Repaired {
  let drafts = startDrafts(subject.configuration.files);
  const faults: Fault[] = [];
  const stuck = new Set<string>();
  let problems = problemsOf(subject);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = problems.find(({ key }) => !stuck.has(key));
    if (next === undefined) break;
    name(faults, drafts, subject.configuration, next);
    const after = firstThatHelps(subject, drafts, problems, next);
    if (after === null) stuck.add(next.key);
    else ({ drafts, problems } = after);
  }
  const isWhole = problems.length === 0 && faults.length > 0;
  return { faults, drafts: isWhole ? drafts : null };
}

function name(faults: Fault[], drafts: Drafts, { files }: Configuration, one: Problem): void {
  const at = placeBefore(drafts, one.at);
  const line = lineOf(files, at);
  const isKnown = faults.some(
    (fault) => fault.id === one.id && fault.file === at.file && fault.line === line,
  );
  if (isKnown) return;
  const { id, text, because } = one;
  faults.push({ id, file: at.file, line, text, certain: because.length === 0 });
}

function firstThatHelps(
  subject: Subject,
  drafts: Drafts,
  before: readonly Problem[],
  { key, ways }: Problem,
): { readonly drafts: Drafts; readonly problems: readonly Problem[] } | null {
  for (const edits of ways) {
    const changed = withEdits(drafts, edits);
    const configuration = changed === null ? null : subject.again(draftFiles(changed));
    if (changed === null || configuration === null) continue;
    const problems = problemsOf({ ...subject, configuration });
    const isBetter = !problems.some((one) => one.key === key) && isLess(problems, before);
    if (isBetter) return { drafts: changed, problems };
  }
  return null;
}

/** A repaired line may bring up what the browser would meet next, but nothing else. */
const isLess = (after: readonly Problem[], before: readonly Problem[]): boolean =>
  after.length <= before.length + 1;
