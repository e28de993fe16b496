import { parseArgs } from 'node:util';
import { didYouMean } from '../library/nearest.ts';
import type { BrowserName } from '../model/exchange.ts';
import { phrase, verbatim } from '../model/say.ts';

/** The options of `crosscheck diagnose`. */
export type Options = {
  /** Paths of files and folders, or `-` for standard input. */
  readonly inputs: readonly string[];
  /** A file that names one input on each line, or `-`; null: none. */
  readonly filesFrom: string | null;
  readonly format: Format;
  /** The id of the stack whose fix comes first; null: the detected one's. */
  readonly stack: string | null;
  /** Whose rules apply; null: those of the browser that saved the file. */
  readonly browser: BrowserName | null;
  /** What ends the command with code 1. */
  readonly failOn: readonly FailOn[];
  /** What the user says where nothing shows it; null: nothing. */
  readonly credentials: 'include' | 'omit' | null;
  /** The developer's own settings files. */
  readonly settings: readonly string[];
  /** Whether their edits are written, not only shown as a diff. */
  readonly write: boolean;
  /** The page's origin, for console text that does not say it. */
  readonly origin: string | null;
};

export const FORMATS = [
  'text',
  'markdown',
  'team',
  'json',
  'ndjson',
  'junit',
  'github',
  'sarif',
] as const;
export type Format = (typeof FORMATS)[number];

export const FAIL_ON = ['blocked', 'failed', 'undetermined', 'risk'] as const;
export type FailOn = (typeof FAIL_ON)[number];

const CREDENTIALS = ['include', 'omit'] as const;

/** What may be chosen. */
export type Known = {
  /** The ids of the servers. */
  readonly stacks: readonly string[];
  readonly browsers: readonly BrowserName[];
};

export const usage = ({
  browsers,
}: Pick<Known, 'browsers'>): string => verbatim`crosscheck diagnose FILE…|FOLDER|- [options]

FILE.har   a file saved by Chrome, Edge, Firefox, Safari or Playwright (also .har.gz)
FILE.json  a report saved by Crosscheck
FILE.txt   text from the browser's console (also .log, or standard input that is no JSON)
FOLDER     every .har and .har.gz file in it
-          standard input

--format FORMAT                ${FORMATS.join(', ')}
                               (text is the default; team is a page to send to the backend team;
                               ndjson has one request on each line)
--server ID                    write the fix for this server, not for the detected one (also --stack);
                               third-party: nobody here can change the servers, so show ways around
--browser ${browsers.join('|')}
                               apply this browser's rules, not those of the browser that saved the file
--credentials include|omit     the requests send cookies, or none, where nothing shows it
--fail-on LIST                 exit with code 1 if one of these is found: ${FAIL_ON.join(',')}
--files-from FILE              read the names of the files from FILE, one for each line (- is standard
                               input), and print each result as soon as it is there
--origin ORIGIN                the page's origin, for console text that does not say it
--settings FILE …              read your own settings (settings.py, main.py, app.js, nginx.conf,
                               .env, docker-compose.yml), and say which lines block the request;
                               a folder: its settings files are found
--diff                         with --settings: show the edit as a diff for git apply (default)
--write                        with --settings: write the edit to the files
--lang en|fr                   the language of all texts; by default, the system’s

Exit codes: 0 all files were read, 1 --fail-on found something, 2 bad input.
One bad file among several gets one line on standard error. The others are still read.`
  .fr`crosscheck diagnose FICHIER…|DOSSIER|- [options]

FICHIER.har   un fichier enregistré par Chrome, Edge, Firefox, Safari ou Playwright (aussi .har.gz)
FICHIER.json  un rapport enregistré par Crosscheck
FICHIER.txt   du texte de la console du navigateur (aussi .log, ou une entrée standard qui n’est pas
              du JSON)
DOSSIER       tous les fichiers .har et .har.gz qu’il contient
-             l’entrée standard

--format FORMAT                ${FORMATS.join(', ')}
                               (text par défaut ; team est une page à envoyer à l’équipe backend ;
                               ndjson met une requête par ligne)
--server ID                    écrire la correction pour ce serveur, et non pour celui détecté (aussi
                               --stack) ; third-party : personne ici ne peut changer les serveurs,
                               donc montrer comment les contourner
--browser ${browsers.join('|')}
                               appliquer les règles de ce navigateur, et non de celui qui a enregistré
                               le fichier
--credentials include|omit     les requêtes envoient des cookies, ou n’en envoient pas, quand rien ne
                               le montre
--fail-on LISTE                finir avec le code 1 si l’un de ceux-ci est trouvé : ${FAIL_ON.join(',')}
--files-from FICHIER           lire les noms des fichiers dans FICHIER, un par ligne (- est l’entrée
                               standard), et afficher chaque résultat dès qu’il est prêt
--origin ORIGINE               l’origine de la page, pour un texte de console qui ne la dit pas
--settings FICHIER …           lire vos propres réglages (settings.py, main.py, app.js, nginx.conf,
                               .env, docker-compose.yml), et dire quelles lignes bloquent la requête ;
                               un dossier : ses fichiers de configuration sont trouvés
--diff                         avec --settings : montrer la modification comme un diff pour git apply
                               (par défaut)
--write                        avec --settings : écrire la modification dans les fichiers
--lang en|fr                   la langue des textes ; sinon, celle du système

Codes de fin : 0 tous les fichiers ont été lus, 1 --fail-on a trouvé quelque chose, 2 mauvaise entrée.
Un mauvais fichier parmi plusieurs donne une ligne sur l’erreur standard. Les autres sont lus.`;

/** The options, `help`, or one line that says what is wrong with the arguments. */
export type Arguments = Options | 'help' | { readonly problem: string };

/** Reads the arguments. Never throws. */
export function parseArguments(args: readonly string[], known: Known): Arguments {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const named = values.settings ?? [];
  const { inputs, settings } = sorted(positionals, named);
  const filesFrom = values['files-from'] ?? null;
  if (inputs.length === 0 && filesFrom === null) {
    return {
      problem: phrase`name a HAR file: crosscheck diagnose FILE.har`.fr`nommez un fichier HAR :
        crosscheck diagnose FICHIER.har`,
    };
  }
  if (inputs.length > 0 && filesFrom !== null) {
    return {
      problem: phrase`name files, or use --files-from, not both`.fr`nommez des fichiers, ou utilisez
        --files-from, pas les deux`,
    };
  }
  if (settings.length > 0 && (inputs.length !== 1 || filesFrom !== null)) {
    return {
      problem: phrase`--settings works with one file`.fr`--settings marche avec un seul fichier`,
    };
  }
  const problem = settingsProblem(settings, values);
  if (problem !== null) return { problem };
  const format = oneOf(FORMATS, values.format ?? 'text');
  if (format === null) return notOneOf('--format', FORMATS, values.format);
  const browser = values.browser === undefined ? undefined : oneOf(known.browsers, values.browser);
  if (browser === null) return notOneOf('--browser', known.browsers, values.browser);
  const failOn = listOf(FAIL_ON, values['fail-on'] ?? '');
  if ('unknown' in failOn) return notOneOf('--fail-on', FAIL_ON, failOn.unknown);
  const stack = values.server ?? values.stack ?? null;
  if (stack !== null && !known.stacks.includes(stack)) return noSuchServer(stack, known.stacks);
  const said = values.credentials;
  const credentials = said === undefined ? undefined : oneOf(CREDENTIALS, said);
  if (credentials === null) return notOneOf('--credentials', CREDENTIALS, said);
  return {
    inputs,
    filesFrom,
    format,
    stack,
    browser: browser ?? null,
    failOn: failOn.chosen,
    credentials: credentials ?? null,
    settings,
    write: values.write === true,
    origin: values.origin ?? null,
  };
}

/** With `--settings`, everything that is no capture is a settings file. */
function sorted(
  positionals: readonly string[],
  named: readonly string[],
): { readonly inputs: readonly string[]; readonly settings: readonly string[] } {
  if (named.length === 0) return { inputs: positionals, settings: [] };
  const isCapture = (one: string): boolean => one === '-' || /\.(har|txt|log)(\.gz)?$/i.test(one);
  const captures = positionals.filter(isCapture);
  const inputs = captures.length > 0 ? captures : positionals.slice(0, 1);
  const others = positionals.filter((one) => !inputs.includes(one));
  return { inputs, settings: [...named, ...others] };
}

/** Settings files are shown to people, and are part of no export. */
function settingsProblem(
  settings: readonly string[],
  { diff, write, format = 'text' }: { diff?: boolean; write?: boolean; format?: string },
): string | null {
  if (settings.length === 0) {
    return diff === true || write === true
      ? phrase`name your settings files: --settings FILE`.fr`nommez vos fichiers de configuration :
        --settings FICHIER`
      : null;
  }
  if (diff === true && write === true)
    return phrase`choose --diff or --write, not both`.fr`choisissez --diff ou --write, pas les
      deux`;
  return format === 'text'
    ? null
    : phrase`--settings works with --format text only`.fr`--settings ne marche qu’avec --format
      text`;
}

const OPTIONS = {
  format: { type: 'string' },
  server: { type: 'string' },
  stack: { type: 'string' },
  browser: { type: 'string' },
  credentials: { type: 'string' },
  'fail-on': { type: 'string' },
  'files-from': { type: 'string' },
  settings: { type: 'string', multiple: true },
  origin: { type: 'string' },
  diff: { type: 'boolean' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: OPTIONS,
    });
    return { values, positionals };
  } catch (error) {
    return argumentProblem(error, Object.keys(OPTIONS));
  }
}

/** What Node says about arguments, as one line. `names`: the options that there are. */
export function argumentProblem(error: unknown, names: readonly string[]): string {
  // Its first sentence. The rest is advice about arguments that begin with a dash.
  const [sentence = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
  const [, typed = ''] = /^Unknown option '--([^']*)'/.exec(sentence) ?? [];
  const meant = didYouMean(typed, [...names, 'lang'], (one) => `--${one}`);
  return `${inWords(sentence)}${meant && `.${meant}`}`;
}

/** Node speaks English only. Each of its sentences names the option in quotation marks. */
function inWords(sentence: string): string {
  const english = sentence.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const [, option = ''] = /'(?:-\w, )?(-[^' ]*)/.exec(sentence) ?? [];
  if (/^Unknown option/.test(sentence))
    return phrase`${english}`.fr`l’option ${option} n’existe pas`;
  return /does not take/.test(sentence)
    ? phrase`${english}`.fr`l’option ${option} ne prend pas de valeur`
    : phrase`${english}`.fr`l’option ${option} a besoin d’une valeur : ${option}=VALEUR`;
}

/** The choice that the value names; null if it names none. */
export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: string,
): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** The choices in a list with commas, or the first word that is none. */
function listOf<Choice extends string>(
  choices: readonly Choice[],
  text: string,
): { readonly chosen: readonly Choice[] } | { readonly unknown: string } {
  const words = text.split(',').filter((word) => word !== '');
  const unknown = words.find((word) => oneOf(choices, word) === null);
  if (unknown !== undefined) return { unknown };
  return { chosen: choices.filter((choice) => words.includes(choice)) };
}

type Problem = { readonly problem: string };

/** One line that names the choices. */
export const notOneOf = (
  option: string,
  choices: readonly string[],
  value: string | undefined = '',
): Problem => ({
  problem: `${phrase`${option} must be one of: ${choices.join(', ')}`.fr`${option} doit être l’un de
    ces choix : ${choices.join(', ')}`}${didYouMean(value, choices) && `.${didYouMean(value, choices)}`}`,
});

/** One line for a server that is not known. There are too many to name all of them. */
export function noSuchServer(id: string, known: readonly string[]): Problem {
  const [typed, meant] = [JSON.stringify(id), didYouMean(id, known)];
  return {
    problem: phrase`--server: there is no server ${typed}.${meant} crosscheck --help lists all of them.`
      .fr`--server : il n’y a pas de serveur ${typed}.${meant} crosscheck --help en donne la
      liste.`,
  };
}
