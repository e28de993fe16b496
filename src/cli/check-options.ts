import { parseArgs } from 'node:util';
import { type AskedFor, type Problem, readRequest } from '../library/named-request.ts';
import type { BrowserName } from '../model/exchange.ts';
import { phrase, verbatim } from '../model/say.ts';
import {
  argumentProblem,
  FORMATS,
  type Format,
  type Known,
  noSuchServer,
  notOneOf,
  oneOf,
} from './options.ts';

export const EXPECTATIONS = ['allowed', 'blocked'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** One request to ask for, and what must happen. */
export type OneCheck = AskedFor & {
  /** What the user calls it; null: nothing. */
  readonly name: string | null;
  readonly expect: Expectation;
  readonly strangers: boolean;
};

/** What is the same for all checks of a run. */
export type CheckOptions = {
  /** Whose rules must agree with the expectation. At least one. */
  readonly browsers: readonly BrowserName[];
  readonly timeoutMs: number;
  /** The address of the proxy for everything; null: none; undefined: the environment decides. */
  readonly proxy: string | null | undefined;
  readonly format: Format;
  /** The id of the server whose fix comes first; null: the detected one's. */
  readonly stack: string | null;
  /** What to check, or where that stands. */
  readonly what:
    | { readonly check: OneCheck }
    /** `send`: the user lets checks of that file send what may change data. */
    | {
        readonly file: string;
        readonly origin: string | undefined;
        readonly send: boolean;
        readonly strangers: boolean;
      };
};

export const checkUsage = ({
  browsers,
}: Pick<Known, 'browsers'>): string => verbatim`crosscheck check URL --origin ORIGIN [options]
crosscheck check --file checks.json [options]

Asks the server what a browser would ask for a page of ORIGIN, and judges its response as browsers do.

URL                        the address that the page requests
--origin ORIGIN            where the page is, such as https://app.example or http://localhost:3000
--method METHOD            the method (default GET)
--header NAME              a header that the page sets: the preflight asks for it
--header 'NAME: VALUE'     the same, and the request carries it
--credentials              the page sends cookies (credentials: 'include')
--send                     send the request itself, even if it may change data; by default, only
                           GET and HEAD are sent, after their preflight
--expect ${EXPECTATIONS.join('|')}   what must happen (default allowed)
--file FILE                read the checks from this file; with --send, those with "send": true send
--strangers                ask as other origins too, and report which of them are allowed
--browser ${browsers.join('|')}
                           judge by the rules of this browser only, not by all of them
--server ID                write the fix for this server, not for the detected one
--timeout SECONDS          how long each response may take (default 15)
--proxy URL                send everything through this proxy; by default, HTTPS_PROXY, HTTP_PROXY and
                           NO_PROXY decide, and requests to this machine go directly
--no-proxy                 use no proxy
--format FORMAT            ${FORMATS.join(', ')}
--lang en|fr               the language of all texts; by default, the system’s

Exit codes: 0 as expected, 1 otherwise or if --strangers finds a risk, 2 bad input.`
  .fr`crosscheck check URL --origin ORIGINE [options]
crosscheck check --file checks.json [options]

Demande au serveur ce qu’un navigateur demanderait pour une page d’ORIGINE, et juge sa réponse comme
le font les navigateurs.

URL                        l’adresse que la page demande
--origin ORIGINE           où se trouve la page, comme https://app.example ou http://localhost:3000
--method MÉTHODE           la méthode (GET par défaut)
--header NOM               un en-tête que la page ajoute : la requête préliminaire le demande
--header 'NOM: VALEUR'     de même, et la requête le porte
--credentials              la page envoie des cookies (credentials: 'include')
--send                     envoyer la requête elle-même, même si elle peut modifier des données ; par
                           défaut, seules GET et HEAD sont envoyées, après leur requête préliminaire
--expect ${EXPECTATIONS.join('|')}   ce qui doit arriver (allowed par défaut)
--file FICHIER             lire les vérifications dans ce fichier ; avec --send, celles qui ont
                           "send": true envoient
--strangers                demander aussi comme d’autres origines, et dire lesquelles sont autorisées
--browser ${browsers.join('|')}
                           juger selon les règles de ce navigateur seul, et non de tous
--server ID                écrire la correction pour ce serveur, et non pour celui détecté
--timeout SECONDES         combien de temps chaque réponse peut prendre (15 par défaut)
--proxy URL                tout envoyer par ce proxy ; sinon, HTTPS_PROXY, HTTP_PROXY et NO_PROXY
                           décident, et les requêtes vers cette machine partent directement
--no-proxy                 n’utiliser aucun proxy
--format FORMAT            ${FORMATS.join(', ')}
--lang en|fr               la langue des textes ; sinon, celle du système

Codes de fin : 0 comme attendu, 1 sinon ou si --strangers trouve un risque, 2 mauvaise entrée.`;

/** Reads the arguments. Never throws. */
export function parseCheckArguments(
  args: readonly string[],
  known: Known,
): CheckOptions | 'help' | Problem {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const what = readWhat(positionals, values);
  if ('problem' in what) return what;
  const format = oneOf(FORMATS, values.format ?? 'text');
  if (format === null) return notOneOf('--format', FORMATS, values.format);
  const browser = values.browser === undefined ? undefined : oneOf(known.browsers, values.browser);
  if (browser === null) return notOneOf('--browser', known.browsers, values.browser);
  const stack = values.server ?? null;
  if (stack !== null && !known.stacks.includes(stack)) return noSuchServer(stack, known.stacks);
  const seconds = Number(values.timeout ?? 15);
  if (!(seconds > 0 && seconds <= 3600))
    return {
      problem: phrase`--timeout must be 1 to 3600 seconds`.fr`--timeout doit être compris entre 1 et
        3600 secondes`,
    };
  if (values.proxy !== undefined && values['no-proxy'] === true)
    return {
      problem: phrase`use --proxy or --no-proxy, not both`
        .fr`utilisez --proxy ou --no-proxy, pas les
        deux`,
    };
  const proxy = values['no-proxy'] === true ? null : values.proxy;
  const browsers = browser === undefined ? known.browsers : [browser];
  return { what, browsers, timeoutMs: seconds * 1000, proxy, format, stack };
}

type Values = Exclude<ReturnType<typeof readArgs>, string>['values'];

function readWhat(
  [url, ...others]: readonly string[],
  values: Values,
): CheckOptions['what'] | Problem {
  const { file, method, header, credentials, expect, origin } = values;
  const [send, strangers] = [values.send === true, values.strangers === true];
  if (file !== undefined) {
    const own = { method, header, credentials, expect };
    const [wrong] = Object.entries(own).filter(([, value]) => value !== undefined);
    if (wrong !== undefined)
      return {
        problem: phrase`with --file, --${wrong[0]} belongs into the file`
          .fr`avec --file, --${wrong[0]} va dans le fichier`,
      };
    if (url !== undefined)
      return {
        problem: phrase`name a URL, or use --file, not both`.fr`nommez une URL, ou utilisez --file,
          pas les deux`,
      };
    return { file, origin, send, strangers };
  }
  if (url === undefined)
    return {
      problem: phrase`name a URL: crosscheck check URL --origin ORIGIN`.fr`nommez une URL :
        crosscheck check URL --origin ORIGINE`,
    };
  if (others.length > 0)
    return {
      problem: phrase`name one URL, not ${others.length + 1}`
        .fr`nommez une seule URL, et non ${others.length + 1}`,
    };
  const named = readRequest({ url, origin, method, headers: header, credentials, send });
  if ('problem' in named) return named;
  const expected = oneOf(EXPECTATIONS, expect ?? 'allowed');
  if (expected === null) return notOneOf('--expect', EXPECTATIONS, expect);
  return { check: { ...named, name: null, expect: expected, strangers } };
}

const OPTIONS = {
  origin: { type: 'string' },
  method: { type: 'string' },
  header: { type: 'string', multiple: true },
  credentials: { type: 'boolean' },
  send: { type: 'boolean' },
  expect: { type: 'string' },
  file: { type: 'string' },
  strangers: { type: 'boolean' },
  browser: { type: 'string' },
  server: { type: 'string' },
  timeout: { type: 'string' },
  proxy: { type: 'string' },
  'no-proxy': { type: 'boolean' },
  format: { type: 'string' },
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
