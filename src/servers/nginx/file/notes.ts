import { code, type Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { lineOf, type Span } from '../../../settings/file.ts';
import type { Directive } from '../../../settings/nginx/parse-nginx.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import {
  conditionQuestion,
  conditions,
  variableQuestion,
  variables,
} from '../../kit/own-file/questions.ts';
import type { Fault, FaultId } from '../../kit/settings-reader.ts';
import type { Configuration, Level, Line } from './configuration.ts';
import { hasAnchors } from './pattern.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, isNamed } from './problem.ts';
import { conditionWords, entriesOf, isAboutOrigin } from './run.ts';
import { mistakeNotes } from './syntax.ts';
import { nearest, type Trace } from './trace.ts';

type Note = { readonly id: FaultId | null; readonly at: Span; readonly text: Prose };

/** Lines worth a word that are not the cause, without those that are. */
export function notesOn(
  configuration: Configuration,
  traces: readonly Trace[],
  faults: readonly Fault[],
): readonly Note[] {
  const actual = traces.at(-1);
  const notes = [
    ...mistakeNotes(configuration),
    ...wideMaps(configuration),
    ...(actual === undefined ? [] : onWay(actual)),
  ];
  return notes
    .slice(0, MOST_JUDGED)
    .filter(({ id, at }) => {
      const line = lineOf(configuration.files, at);
      const isFault = faults.some((one) => one.file === at.file && one.line === line);
      return !isFault && (id === null || !faults.some((one) => one.id === id));
    })
    .slice(0, MOST);
}

const [MOST_JUDGED, MOST] = [40, 8];

/** A regular expression over the origin that also matches names around it. */
function wideMaps({ maps }: Configuration): readonly Note[] {
  return [...maps.values()]
    .filter(({ words }) => /^\$\{?http_origin\}?$/i.test(words[0]?.text ?? ''))
    .flatMap(({ block }) => entriesOf(block?.directives ?? []))
    .flatMap(({ name, at, words }): readonly Note[] =>
      name.text.startsWith('~') && words[0]?.text !== ''
        ? wide(name.text.replace(/^~\*?/, ''), at)
        : [],
    );
}

const wide = (pattern: string, at: Span): readonly Note[] =>
  hasAnchors(pattern)
    ? []
    : [
        {
          id: 'pattern-without-anchors',
          at,
          text: say`Start this pattern with ${code('^')} and end it with ${code('$')}: without them, other
            sites can match it too.`.fr`Commencez ce motif par ${code('^')} et terminez-le par
            ${code('$')} : sinon, d’autres sites peuvent y correspondre aussi.`,
        },
      ];

function onWay({ run, headers, level, from }: Trace): readonly Note[] {
  const conditionNotes = run.conditions.flatMap(({ line }) => wideCondition(line));
  const own = headers.find(({ name }) => isNamed(name, ALLOW_ORIGIN));
  const echo = own?.value.source.kind === 'request' && own.value.source.name === 'http_origin';
  const guarded = run.conditions.some(({ holds, line }) => holds && isAboutOrigin(line));
  const credentials = headers.some(
    ({ name, value }) => isNamed(name, ALLOW_CREDENTIALS) && value.text === 'true',
  );
  return [
    ...conditionNotes,
    ...(own !== undefined && echo && !guarded ? [echoNote(own.line, credentials)] : []),
    ...(own !== undefined && !own.replaces && own.line.words[2]?.text !== 'always'
      ? [alwaysNote(own.line)]
      : []),
    ...(own !== undefined && own.line.words[1]?.text.includes('$') === true && !varies(headers)
      ? [varyNote(own.line)]
      : []),
    ...originNotes(level, from !== null && own !== undefined),
  ];
}

function wideCondition(line: Line): readonly Note[] {
  const [subject, operator, pattern] = conditionWords(line);
  const isPattern = operator?.text === '~' || operator?.text === '~*';
  if (!isPattern || pattern === undefined || !/http_origin/i.test(subject?.text ?? '')) return [];
  return wide(pattern.text, line.name.at);
}

const echoNote = ({ at }: Directive, credentials: boolean): Note => ({
  id: 'allow-all',
  at,
  text: credentials
    ? say`List the origins in a map: this line allows every site, and lets it act as the user.`
        .fr`Listez les origines dans un bloc ${code('map')} : cette ligne autorise tous les sites,
        et les laisse agir au nom de l’utilisateur.`
    : say`List the origins in a map: this line allows every site.`.fr`Listez les origines dans un
        bloc ${code('map')} : cette ligne autorise tous les sites.`,
});

const alwaysNote = ({ at }: Directive): Note => ({
  id: 'missing-always',
  at,
  text: say`End this line with ${code('always')} too: without it, error responses do not have the header.`
    .fr`Terminez aussi cette ligne par ${code('always')} : sans lui, les réponses d’erreur n’ont pas
    l’en-tête.`,
});

const varies = (headers: Trace['headers']): boolean =>
  headers.some(({ name, value }) => isNamed(name, 'Vary') && /origin|\*/i.test(value.text ?? ''));

const varyNote = ({ at }: Directive): Note => ({
  id: null,
  at,
  text: say`Add ${code('add_header Vary Origin always;')} too: the header differs by origin, and a cache may
    keep it for another one.`.fr`Ajoutez aussi ${code('add_header Vary Origin always;')} : l’en-tête
    change selon l’origine, et un cache peut le garder pour une autre.`,
});

/** The application behind nginx gets another origin than the one that asks, or none. */
function originNotes(level: Level, setsOwn: boolean): readonly Note[] {
  return nearest(level, /^(?:proxy|grpc)_set_header$/)
    .filter(({ words }) => isNamed(words[0]?.text ?? '', 'Origin'))
    .filter(({ words }) => !/^\$\{?http_origin\}?$/i.test(words[1]?.text ?? ''))
    .map(({ at, words }) => {
      const value = words[1]?.text ?? '';
      const gets =
        value === ''
          ? say`no ${code('Origin')}`.fr`une requête sans ${code('Origin')}`
          : say`the origin ${ownText(value)}`.fr`l’origine ${ownText(value)}`;
      return {
        id: 'origin-changed' as const,
        at,
        text: setsOwn
          ? say`Check this line: the application behind nginx gets ${gets} from every page.`
              .fr`Vérifiez cette ligne : l’application derrière nginx reçoit de chaque page
              ${gets}.`
          : say`Remove this line if the application decides about CORS: it gets ${gets} from every page.`
              .fr`Supprimez cette ligne si l’application décide de CORS : elle reçoit de chaque page
              ${gets}.`,
      };
    });
}

/** Files that no reader needs for headers. */
const COMMON =
  /mime\.types|(?:fastcgi|uwsgi|scgi|proxy)_params|fastcgi\.conf|modules|letsencrypt|ssl|dhparam|koi-|win-utf/;

/** Included files on the way of these requests that were not handed over. */
export function missingAt(traces: readonly Trace[]): readonly string[] {
  const found = traces.flatMap(({ level }) => {
    const paths: string[] = [];
    for (let at: Level | null = level; at !== null; at = at.outer) {
      // Sites are included into `http`, and set nothing for each other.
      const own =
        at.kind === 'http' ? at.missing.filter((path) => !path.includes('*')) : at.missing;
      paths.push(...own);
    }
    return paths;
  });
  return [...new Set(found)].filter((path) => !COMMON.test(path)).slice(0, 3);
}

/** What would settle what the files do not tell. */
export function questionsOn(
  configuration: Configuration,
  { origin, url }: AnswerRequirement,
  traces: readonly Trace[],
): readonly Prose[] {
  const because = traces.flatMap((one) => one.because);
  const { main, http, servers } = configuration;
  const paths = servers.length === 0 ? http.missing.slice(0, 3) : missingAt(traces);
  return [
    ...paths.map(
      (path) =>
        say`Hand over ${ownText(path)} too: ${ownText(main.name)} includes it.`
          .fr`Fournissez aussi ${ownText(path)} : ${ownText(main.name)} l’inclut.`,
    ),
    ...(traces.some(({ isGuess }) => isGuess)
      ? [
          say`Which ${code('server')} block answers for ${ownText(new URL(url).host)}? No
            ${code('server_name')} of these files fits, so the default one was read.`.fr`Quel bloc
            ${code('server')} répond pour ${ownText(new URL(url).host)} ? Aucun
            ${code('server_name')} de ces fichiers ne convient, donc le bloc par défaut a été lu.`,
        ]
      : []),
    ...conditions(because).map((text) => conditionQuestion(text, because)),
    ...variables(because).map((name) => variableQuestion(name, origin)),
  ];
}
