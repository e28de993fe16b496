import type { Call } from '../../../settings/call.ts';
import { fileNamed, type SettingsFile } from '../../../settings/file.ts';
import { withElements } from '../../../settings/style.ts';
import type { Argument } from '../../../settings/value.ts';
import type { OptionsCall } from './options-file.ts';

/** A call of Python with its arguments by name. `from`: those before are no options. */
export function pythonOptions(files: readonly SettingsFile[], call: Call): OptionsCall {
  const named = call.given.flatMap((one): [string, Argument][] =>
    one.name === null ? [] : [[one.name, one]],
  );
  const own = fileNamed(files, call.at.file);
  const elements = call.given
    .filter(({ at }) => at.from > call.brackets.from && at.to < call.brackets.to)
    .map(({ at }) => at);
  return {
    at: call.at,
    options: new Map(named),
    because: call.because,
    // As in a list: a tuple of one element would get a comma behind it.
    withOptions: (writes) =>
      own === null
        ? []
        : withElements(own, { at: call.brackets, open: '[', elements }, 'last', writes),
  };
}

/** The name that a statement gives to what it calls: `app` of `app = FastAPI()`. */
export function assignedName(files: readonly SettingsFile[], { statement }: Call): string | null {
  const text = fileNamed(files, statement.file)?.text.slice(statement.from, statement.to) ?? '';
  return /^\s{0,200}([A-Za-z_]\w{0,99})\s{0,9}(?::[^=\n]{0,99})?=/.exec(text)?.[1] ?? null;
}
