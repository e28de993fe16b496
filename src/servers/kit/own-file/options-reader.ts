import { get } from '../../../model/header-list.ts';
import type { Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { requestOrigin, type SeenServer } from '../../../model/seen-server.ts';
import { edited, type TextEdit, withChanged } from '../../../settings/edit.ts';
import { lineOf, type SettingsFile } from '../../../settings/file.ts';
import type { Reason } from '../../../settings/value.ts';
import { allReasons } from '../../../settings/value.ts';
import type { FileReading, SettingReading, SettingsReader } from '../settings-reader.ts';
import type { Application } from '../stack.ts';
import { optionEdits } from './option-edits.ts';
import { type OptionFault, optionFaults } from './option-faults.ts';
import {
  type Dialect,
  isNothing,
  lacksOf,
  type OptionsFile,
  type Problem,
  reasonsOf,
} from './options-file.ts';
import {
  conditionQuestion,
  conditions,
  missingQuestions,
  variableQuestion,
  variables,
} from './questions.ts';
import { dependsOn, plainValue, surenessOf } from './readings.ts';
import { rereader } from './rereader.ts';

/** How a room reads its files under one guess. `flipped`: a condition taken against its defaults. */
export type ReadOptions = (
  files: readonly SettingsFile[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  flipped: string | null,
  before: readonly SettingsFile[],
) => OptionsFile | null;

/** The reader of a library whose options stand in one call. */
export function optionsReader(
  stack: string,
  knows: SettingsReader['knows'],
  dialect: Dialect,
  read: ReadOptions,
): SettingsReader {
  return {
    stack,
    knows,
    read: (files, requirement, seenServer) => {
      const best = bestGuess(read, files, requirement, seenServer);
      return best === null
        ? NOTHING
        : readingOf({ ...best, dialect, requirement, seenServer, read });
    },
  };
}

const NOTHING: FileReading = {
  settings: [],
  faults: [],
  notes: [],
  questions: [],
  answerWith: () => null,
  sure: false,
  edits: null,
};

type Guess = { readonly file: OptionsFile; readonly flipped: string | null };

const MOST_CONDITIONS = 6;

/** Of all guesses about open conditions, the first one that fits most of what was answered. */
function bestGuess(
  read: ReadOptions,
  files: readonly SettingsFile[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Guess | null {
  const first = read(files, requirement, seenServer, null, []);
  if (first === null) return null;
  const score = ({ application }: OptionsFile): number =>
    application === null ? 0 : matches(application, seenServer);
  const most = askedIn(seenServer).length;
  let best = { file: first, flipped: null as string | null, score: score(first) };
  for (const flipped of conditions(openReasons(first)).slice(0, MOST_CONDITIONS)) {
    if (best.score === most) break;
    const file = read(files, requirement, seenServer, flipped, []);
    if (file === null) continue;
    const own = score(file);
    if (own > best.score) best = { file, flipped, score: own };
  }
  return best;
}

const MOST_ANSWERS = 20;

/** The newest responses to pages. */
const askedIn = ({ answers }: SeenServer): SeenServer['answers'] =>
  answers.filter((one) => requestOrigin(one) !== null).slice(-MOST_ANSWERS);

/** How many responses a model gives as they came, less those that it would not. */
export function matches(answer: Application, seenServer: SeenServer): number {
  return askedIn(seenServer).reduce((sum, one) => {
    const own = answer({ method: one.method, url: one.url, headers: one.requestHeaders });
    return sum + (isSameOrigin(own, one) ? 1 : -1);
  }, 0);
}

const isSameOrigin = (
  own: Pick<SeenServer['answers'][number], 'headers'>,
  other: Pick<SeenServer['answers'][number], 'headers'>,
): boolean =>
  get(own.headers, 'access-control-allow-origin') ===
  get(other.headers, 'access-control-allow-origin');

type Subject = Guess & {
  readonly dialect: Dialect;
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
  readonly read: ReadOptions;
};

function readingOf(subject: Subject): FileReading {
  const { file, flipped, dialect, requirement, seenServer, read } = subject;
  const lacks = lacksOf(file, requirement);
  const options = optionFaults(file, requirement, lacks, dialect);
  const agrees =
    file.application !== null &&
    matches(file.application, { ...seenServer, answers: seenServer.answers.slice(-1) }) >= 0;
  const again = rereader(file, (files) =>
    read(files, requirement, seenServer, flipped, file.files),
  );
  return {
    settings: settingsOf(file, dialect),
    faults: [...file.problems, ...options].map((one) => ({
      id: one.id,
      file: one.at.file,
      line: lineOf(file.files, one.at),
      text: one.text,
      certain: agrees && flipped === null && becauseOf(file, one).length === 0,
    })),
    notes: notesOf(file, options),
    questions: questionsOf(file, requirement, dialect),
    answerWith: (files) => again(files)?.application ?? null,
    sure: flipped === null && openReasons(file).length === 0 && file.missing.length === 0,
    edits: firstThatWorks(
      subject,
      again,
      isNothing(lacks) && file.problems.length === 0
        ? []
        : optionEdits(file, requirement, lacks, dialect).map((edits) => [
            ...file.problems.flatMap((one) => one.edits),
            ...edits,
          ]),
    ),
  };
}

const becauseOf = (file: OptionsFile, found: Problem | OptionFault): readonly Reason[] =>
  'because' in found
    ? found.because
    : [
        ...(file.call?.because ?? []),
        ...(found.option === null ? [] : reasonsOf(file, found.option)),
      ];

/** Everything that the reading depends on. */
function openReasons({ call, problems }: OptionsFile): readonly Reason[] {
  const values = call === null ? [] : [...call.options.values()];
  return [
    ...(call?.because ?? []),
    ...values.flatMap(({ value }) => allReasons(value)),
    ...problems.flatMap(({ because }) => because),
  ];
}

function settingsOf(
  { call, files, origins }: OptionsFile,
  { names, defaults }: Dialect,
): readonly SettingReading[] {
  if (call === null) return [];
  const kinds = ['origins', 'credentials', 'methods', 'headers', 'expose'] as const;
  return kinds.map((kind): SettingReading => {
    const argument = call.options.get(names[kind]);
    const value =
      kind === 'origins' && argument?.value.kind === 'function'
        ? (origins ?? argument.value)
        : (argument?.value ?? null);
    const because = value === null ? [] : allReasons(value);
    return {
      name: names[kind],
      at: argument ? { file: argument.at.file, line: lineOf(files, argument.at) } : null,
      sureness: surenessOf(value, because),
      value: value === null ? defaults[kind] : plainValue(value),
      dependsOn: because.length === 0 ? null : dependsOn(because),
    };
  });
}

function notesOf(file: OptionsFile, faults: readonly OptionFault[]): FileReading['notes'] {
  return file.notes
    .filter(
      ({ id, at }) =>
        id === null ||
        ![...file.problems, ...faults].some(
          (one) => one.id === id && one.at.file === at.file && one.at.from === at.from,
        ),
    )
    .map(({ id, at, text }) => ({ id, file: at.file, line: lineOf(file.files, at), text }));
}

function questionsOf(
  file: OptionsFile,
  { origin }: AnswerRequirement,
  { names }: Dialect,
): readonly Prose[] {
  const reasons = openReasons(file);
  const open = conditions(reasons);
  const own = variables(reasonsOf(file, names.origins));
  return [
    ...missingQuestions(file.missing, file.main.name),
    ...open.map((text) => conditionQuestion(text, reasons)),
    ...(open.length > 0
      ? []
      : variables(reasons).map((name) =>
          variableQuestion(name, own.includes(name) ? origin : null),
        )),
  ];
}

/** The first edit after which nothing is lacking. */
function firstThatWorks(
  { file, requirement }: Subject,
  again: (files: readonly SettingsFile[]) => OptionsFile | null,
  candidates: readonly (readonly TextEdit[])[],
): readonly TextEdit[] | null {
  const works = (edits: readonly TextEdit[]): boolean => {
    const changed = edited(file.files, edits);
    if (changed === null || changed.length === 0) return false;
    const after = again(withChanged(file.files, changed));
    return after !== null && after.problems.length === 0 && isNothing(lacksOf(after, requirement));
  };
  return candidates.find(works) ?? null;
}
