import { listElements } from '../../../model/header-list.ts';
import { code, prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shownList } from '../../../model/shown.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed } from '../../../settings/file.ts';
import { addNames, type NamesKind } from '../../kit/own-file/add-names.ts';
import { likeNeighbours } from '../../kit/own-file/name-style.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import { withValue } from './additions.ts';
import type { Level } from './configuration.ts';
import { isPass } from './locations.ts';
import { missingHeader } from './origin.ts';
import { atEnd, atStart, before, behind, ownLines, unitOf } from './places.ts';
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  EXPOSE_HEADERS,
  isNamed,
  isOk,
  linesFor,
  type Problem,
  placeOf,
  problem,
  type View,
  valuesOf,
} from './problem.ts';
import { conditionWords } from './run.ts';
import { type HeaderLine, locationOf } from './trace.ts';

const LISTS = {
  methods: ['method-not-listed', ALLOW_METHODS],
  headers: ['header-not-listed', ALLOW_HEADERS],
  expose: ['expose-not-listed', EXPOSE_HEADERS],
} as const satisfies Readonly<Record<NamesKind, readonly [FaultId, string]>>;

/** What a list of the response lacks. */
export function listProblems(
  view: View,
  kind: NamesKind,
  wanted: readonly string[],
): readonly Problem[] {
  const [id, name] = LISTS[kind];
  const values = valuesOf(view, name);
  const present = values.flatMap(listElements);
  const covers = !view.requirement.credentials && present.includes('*');
  const isSame = (one: string, other: string): boolean =>
    kind === 'methods' ? one === other : isNamed(one, other);
  const missing = wanted.filter(
    (one) => !present.some((own) => isSame(own, one)) && !(covers && one !== 'authorization'),
  );
  if (missing.length === 0) return [];
  const text = addNames(kind, missing, name);
  const own = linesFor(view, name);
  const sent = own.find(({ state }) => state === 'sent');
  if (sent !== undefined) return [longer(view, id, sent, missing, kind)];
  const [unsent] = own;
  if (unsent !== undefined && unsent.state !== 'not-for-status') {
    return [problem(view, id, name, unsent.line.at, text, replaced(unsent, missing.join(', ')))];
  }
  const unset =
    values.length === 0
      ? say`${text} The response has no such header.`.fr`${text} La réponse n’a pas cet en-tête.`
      : text;
  return [missingHeader(view, id, name, missing.join(', '), unset)];
}

function replaced(one: HeaderLine, value: string): readonly (readonly TextEdit[])[] {
  const { source } = one.value;
  const word = 'word' in source ? source.word : one.line.words[1];
  return word === undefined ? [] : [withValue(one, word, value)];
}

/** The list where it stands, with more names in its own style. */
function longer(
  view: View,
  id: FaultId,
  one: HeaderLine,
  missing: readonly string[],
  kind: NamesKind,
): Problem {
  const [, name] = LISTS[kind];
  const value = one.value.text ?? '';
  const isList = !/[^\s,][ \t]+[^\s,]/.test(value);
  const parts = isList ? listElements(value) : value.split(/[\s,]+/).filter((part) => part !== '');
  const gap = /,\s/.test(value) || !value.includes(',') ? ', ' : ',';
  const fresh = missing.filter((one_) => isList || !parts.includes(one_));
  const added = kind === 'methods' ? fresh : likeNeighbours(fresh, parts);
  const whole = isList
    ? [value.replace(/[\s,]+$/, ''), ...added].join(gap)
    : [...parts, ...added].join(gap);
  const { source } = one.value;
  const at =
    source.kind === 'map'
      ? (source.entry ?? one.line).at
      : source.kind === 'set'
        ? source.line.at
        : one.line.at;
  return problem(
    view,
    id,
    name,
    at,
    isList
      ? prose`${addNames(kind, missing, name)} ${has(parts)}`
      : say`Put commas between the names in ${code(name)}: without them it lists nothing.`.fr`Mettez
          des virgules entre les noms de ${code(name)} : sans elles, la liste est vide.`,
    replaced(one, whole),
  );
}

const has = (parts: readonly string[]) =>
  parts.length > 8
    ? say`It has ${String(parts.length)} others.`.fr`Cet en-tête en contient ${String(parts.length)}
        autres.`
    : say`It has only ${shownList(parts)}.`.fr`Cet en-tête contient seulement
        ${shownList(parts)}.`;

/** The preflight ends in an error, so the browser stops. */
export function routeProblems(view: View): readonly Problem[] {
  if (isOk(view)) return [];
  const { configuration, trace } = view;
  const { by, level, answer } = trace;
  const location = locationOf(level);
  const status = code(String(answer.status));
  const answers =
    location.kind === 'server'
      ? say`Answer ${code('OPTIONS')} in this server.`.fr`Répondez à ${code('OPTIONS')} dans ce bloc
          ${code('server')}.`
      : say`Answer ${code('OPTIONS')} in this location.`
          .fr`Répondez à ${code('OPTIONS')} dans ce bloc ${code('location')}.`;
  const text =
    by !== null && isPass(by)
      ? say`${answers} This line passes the preflight request on, and the application answers it with the
          status ${status}.`.fr`${answers} Cette ligne transmet la requête préliminaire, et
          l’application y répond avec le statut ${status}.`
      : by === null
        ? say`${answers} For files, nginx itself refuses this method with the status ${status}.`
            .fr`${answers} Pour des fichiers, nginx lui-même refuse cette méthode avec le statut
            ${status}.`
        : say`${answers} This line ends the preflight request with the status ${status}.`
            .fr`${answers} Cette ligne termine la requête préliminaire avec le statut ${status}.`;
  return [
    problem(
      view,
      'preflight-not-routed',
      'OPTIONS',
      by?.at ?? placeOf(configuration, location),
      text,
      routeWays(view, location),
    ),
  ];
}

function routeWays(
  { configuration, trace }: View,
  location: Level,
): readonly (readonly TextEdit[])[] {
  const { level } = trace;
  const inside =
    level.kind === 'if' && isAboutOptions(level)
      ? [atEnd(configuration, level, ['return 204;'])]
      : [];
  const text = fileNamed(configuration.files, placeOf(configuration, location).file)?.text ?? '';
  const lines = ['if ($request_method = OPTIONS) {', `${unitOf(text)}return 204;`, '}'];
  const own = ownLines(configuration, location);
  const header = own.findLast(({ name }) => name.text === 'add_header');
  const first = own.find(
    ({ name }) =>
      /^(?:return|rewrite|if|limit_except)$/.test(name.text) || /_pass$/.test(name.text),
  );
  const ways = [
    header === undefined ? [] : behind(configuration, header.at, lines),
    first === undefined
      ? atEnd(configuration, location, lines)
      : before(configuration, first.at, lines),
    atStart(configuration, location, lines),
  ];
  // The other lines of a location count only for the methods that it does not limit.
  const last = level.kind === 'limit_except' ? level.directive?.words.at(-1) : undefined;
  const also =
    last === undefined ? [] : [{ at: { ...last.at, from: last.at.to }, text: ' OPTIONS' }];
  return [...inside, ...ways.map((edits) => [...also, ...edits])];
}

const isAboutOptions = ({ lines, directive }: Level): boolean => {
  const words = directive === null ? [] : conditionWords({ ...directive, via: null });
  const isMethod = words.some(({ text }) => /request_method/.test(text));
  return isMethod && words.some(({ text }) => /OPTIONS/.test(text)) && !lines.some(isReturn);
};

const isReturn = ({ name }: { readonly name: { readonly text: string } }): boolean =>
  name.text === 'return';
