import { say } from '../../../model/say.ts';
import type { SettingsFile } from '../../../settings/file.ts';
import type { OptionsFile } from './options-file.ts';

/** One note for each file with a line that its language does not allow. */
export function brokenNotes(
  files: readonly SettingsFile[],
  names: RegExp,
  firstBrokenLine: (file: SettingsFile) => number | null,
): OptionsFile['notes'] {
  return files.flatMap((file): OptionsFile['notes'] => {
    const line = names.test(file.name) ? firstBrokenLine(file) : null;
    if (line === null) return [];
    let from = 0;
    for (let at = 1; at < line; at += 1) from = file.text.indexOf('\n', from) + 1;
    return [
      {
        id: null,
        at: { file: file.name, from, to: from },
        text: say`Check this line: it is no correct code. What follows it may be read wrongly here.`
          .fr`Vérifiez cette ligne : ce code n’est pas correct. La suite est peut-être mal lue
          ici.`,
      },
    ];
  });
}
