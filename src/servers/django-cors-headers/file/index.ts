import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { SeenServer } from '../../../model/seen-server.ts';
import { edited, type TextEdit, withChanged } from '../../../settings/edit.ts';
import { lineOf, type SettingsFile } from '../../../settings/file.ts';
import { rereader } from '../../kit/own-file/rereader.ts';
import type { FileReading, SettingsReader } from '../../kit/settings-reader.ts';
import { isNothing, lacksOf } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { candidateEdits } from './edits.ts';
import { faultsOf, isCertain } from './faults.ts';
import { notesOn, questionsOn } from './notes.ts';
import { applicationOf, type Releases, releasesOf } from './project.ts';
import { readingsOf } from './readings.ts';
import { readAgain, readDjango, SETTINGS } from './world.ts';

/** Reads Django's settings modules, with the `.env` and compose files beside them. */
export const djangoFiles: SettingsReader = {
  stack: 'django-cors-headers',
  knows: ({ name, text }) => /\.py$/i.test(name) && SETTINGS.test(text),
  read: (files, requirement, seenServer) => {
    const releases = releasesOf(requirement, seenServer);
    const file = readDjango(files, requirement, seenServer, releases);
    return file === null ? NOTHING : reading({ file, requirement, seenServer, releases });
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

type Subject = {
  readonly file: DjangoFile;
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
  readonly releases: Releases;
};

function reading(subject: Subject): FileReading {
  const { file, requirement, seenServer, releases } = subject;
  const lacks = lacksOf(file, requirement, seenServer, releases);
  const found = faultsOf(file, requirement, lacks);
  const certain = isCertain(file);
  const again = rereader(file, (files) => readAgain(file, files));
  return {
    settings: readingsOf(file),
    faults: found.map(({ id, at, text }) => ({
      id,
      file: at.file,
      line: lineOf(file.files, at),
      text,
      certain,
    })),
    notes: notesOn(file, requirement, lacks, found),
    questions: questionsOn(file, requirement, lacks, found),
    answerWith: (files) => applicationOf(again(files), requirement, seenServer, releases),
    sure: certain,
    edits: isNothing(lacks)
      ? null
      : firstThatWorks(subject, again, candidateEdits(file, requirement, lacks)),
  };
}

/** The first edit after which the settings lack nothing. */
function firstThatWorks(
  { file, requirement, seenServer, releases }: Subject,
  again: (files: readonly SettingsFile[]) => DjangoFile,
  candidates: readonly (readonly TextEdit[])[],
): readonly TextEdit[] | null {
  const works = (edits: readonly TextEdit[]): boolean => {
    const changed: readonly SettingsFile[] | null = edited(file.files, edits);
    if (changed === null || changed.length === 0) return false;
    const after = again(withChanged(file.files, changed));
    return isNothing(lacksOf(after, requirement, seenServer, releases));
  };
  return candidates.find(works) ?? null;
}
