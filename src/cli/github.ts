import { phrase } from '../model/say.ts';
import { spellOut } from '../model/shown.ts';
import type { Item } from './items.ts';

/**
 * Items as annotations of a GitHub workflow. `file`: where they were found; null: at no file.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function* githubLines(items: readonly Item[], file: string | null): Generator<string> {
  for (const { level, id, title, detail, says } of items) {
    if (level !== 'pass') yield line(level, file, `${id}: ${title}`, detail || says);
  }
}

/** A file that could not be read. */
export const githubProblem = (file: string, problem: string): string =>
  line(
    'error',
    file,
    phrase`Crosscheck cannot read this file`.fr`Crosscheck ne peut pas lire ce fichier`,
    problem,
  );

const line = (level: string, file: string | null, title: string, message: string): string =>
  `::${level} ${file === null ? '' : `file=${property(file)},`}title=${property(title)}::${data(message)}\n`;

/** Every line break is escaped, so no value can begin a command of its own. */
const data = (value: string): string =>
  value
    .replace(/[^\n\t]+/g, (run) => spellOut(run))
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A');

const property = (value: string): string =>
  data(value.replace(/\s+/g, ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C');
