import { LANGUAGES, languageOf, speak } from '../model/language.ts';
import { notOneOf } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chooses the language of all texts: that of `--lang`, else that of the environment. Returns the
 * arguments without `--lang`, or one line that says what is wrong with it.
 */
export function chooseLanguage(
  args: readonly string[],
  environment: Environment,
): { readonly args: readonly string[] } | { readonly problem: string } {
  speak(languageOf(localeOf(environment)));
  return withoutLanguage(args);
}

/**
 * Our own variable, else the first that is set and not empty, as for every program.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 */
const localeOf = (environment: Environment): string =>
  ['CROSSCHECK_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name] ?? '')
    .find((value) => value !== '') ?? '';

/** The last one counts, as for every option. What follows `--` is no option. */
function withoutLanguage(args: readonly string[]): ReturnType<typeof chooseLanguage> {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const at = options.findIndex((one) => /^--lang(=|$)/.test(one));
  if (at < 0) return { args };
  const isJoined = options[at] !== '--lang';
  const value = isJoined ? options[at]?.slice('--lang='.length) : options[at + 1];
  const chosen = LANGUAGES.find((one) => one === value);
  if (chosen === undefined) return notOneOf('--lang', LANGUAGES, value);
  speak(chosen);
  return withoutLanguage(args.toSpliced(at, isJoined ? 1 : 2));
}
