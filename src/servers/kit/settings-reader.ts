import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenServer } from '../../model/seen-server.ts';
import type { TextEdit } from '../../settings/edit.ts';
import type { SettingsFile } from '../../settings/file.ts';
import type { Application } from './stack.ts';

/** What in a settings file can make a server refuse. Ids never change: reports may hold them. */
export type FaultId =
  | 'allow-all'
  | 'comma-in-value'
  | 'credentials-off'
  | 'default-port'
  | 'expose-not-listed'
  | 'from-environment'
  | 'hand-written-middleware'
  | 'header-not-listed'
  | 'header-overwritten'
  | 'header-twice'
  | 'headers-not-inherited'
  | 'method-not-listed'
  | 'middleware-missing'
  | 'missing-always'
  | 'middleware-order'
  | 'missing-comma'
  | 'missing-scheme'
  | 'missing-semicolon'
  | 'no-origins-set'
  | 'old-name-ignored'
  | 'only-if'
  | 'origin-changed'
  | 'origin-not-listed'
  | 'other-location'
  | 'overridden-later'
  | 'pattern-without-anchors'
  | 'preflight-not-routed'
  | 'quotes-in-value'
  | 'regex-as-string'
  | 'regex-in-list'
  | 'space-in-value'
  | 'string-for-flag'
  | 'string-for-list'
  | 'trailing-slash'
  | 'unknown-setting'
  | 'unquoted-value'
  | 'upper-case'
  | 'urls-regex'
  | 'wildcard-in-list'
  | 'wrong-scheme';

/** Words about one line of a settings file. */
export type Remark = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** First what to do, then why. */
  readonly text: Prose;
};

/** A line that makes the server refuse. */
export type Fault = Remark & {
  readonly id: FaultId;
  /** Certain if nothing of it depends on what the files do not tell, and the server agrees. */
  readonly certain: boolean;
};

/** A value as the server reads it, without secrets. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  /** The library's own list of this name, and then these. */
  | { readonly defaults: string; readonly plus: readonly PlainValue[] };

/** How surely the files tell what a setting is. */
export type Sureness =
  /** It stands there. */
  | 'known'
  /** It is set nowhere, so the default counts. */
  | 'default'
  /** A list of which only these elements are known. */
  | 'partly'
  /** It depends on environment variables: the value is that of the given files, or the default. */
  | 'environment'
  /** It depends on a condition: the value is that of the branch that probably runs. */
  | 'conditional'
  | 'unknown';

/** One setting, as far as the files tell. */
export type SettingReading = {
  readonly name: string;
  /** Where it gets its value; null if nowhere. */
  readonly at: { readonly file: string; readonly line: number } | null;
  readonly sureness: Sureness;
  /** Undefined if unknown. */
  readonly value: PlainValue | undefined;
  /** What it depends on; null if on nothing. */
  readonly dependsOn: Prose | null;
};

/** What a server's own reader finds in the developer's files. */
export type FileReading = {
  readonly settings: readonly SettingReading[];
  /** The first is what the browser meets first. Empty if the files would let the request pass. */
  readonly faults: readonly Fault[];
  /** Lines worth a word that are not the cause. */
  readonly notes: readonly (Remark & { readonly id: FaultId | null })[];
  /** What would settle what the files do not tell. */
  readonly questions: readonly Prose[];
  /**
   * The stack's model with the settings of these files, or of the same files after an edit, under
   * the same guesses; null if they tell too little.
   */
  readonly answerWith: (files: readonly SettingsFile[]) => Application | null;
  /** Whether the model rests only on what stands in the files. */
  readonly sure: boolean;
  /** The changes that let the request pass, in the files' own style; null if none can be made. */
  readonly edits: readonly TextEdit[] | null;
};

/** Reads the developer's settings files for one server. Listed in `servers/readers.ts`. */
export type SettingsReader = {
  /** The stack's id. */
  readonly stack: string;
  /** Whether this file sets up such a server. A quick look: the text may be anything. */
  readonly knows: (file: SettingsFile) => boolean;
  /**
   * Reads all files together, the main one first if the user said so. `requirement`: what the
   * server must answer. `seenServer`: what it was seen to answer, which settles open questions.
   * Never throws, takes linear time, runs nothing.
   */
  readonly read: (
    files: readonly SettingsFile[],
    requirement: AnswerRequirement,
    seenServer: SeenServer,
  ) => FileReading;
};
