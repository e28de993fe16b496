import type { SettingsFile } from '../../../settings/file.ts';
import type { Assignment } from '../../../settings/python/run.ts';
import type { Reason, Value } from '../../../settings/value.ts';

/** The settings of one module or class, under one guess about what the files leave open. */
export type DjangoFile = {
  readonly files: readonly SettingsFile[];
  /** The module that is loaded. */
  readonly main: SettingsFile;
  /** The class of django-configurations; null for a plain module. */
  readonly className: string | null;
  /** Null if nothing sets it, for this guess. */
  readonly value: (name: string) => Value | null;
  /** What a setting depends on, also one that is not set. */
  readonly reasons: (name: string) => readonly Reason[];
  /** What gave the settings their values, or might have, in order. */
  readonly log: readonly Assignment[];
  /** Names that no setting has, and the setting that each probably means. */
  readonly misspelt: ReadonlyMap<string, string>;
  /** Modules that were not handed over, and those of them whose names all come in. */
  readonly missing: readonly string[];
  readonly starMissing: readonly string[];
  /** Open conditions that are taken against the guess of the defaults. */
  readonly assumed: readonly string[];
  /** Others that may be the settings instead. */
  readonly otherMains: readonly string[];
  readonly otherClasses: readonly string[];
};
