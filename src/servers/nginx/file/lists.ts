import { listElements } from '../../../model/header-list.ts';
import { code, prose } from '../../../model/prose.ts';
import { shownList } from '../../../model/shown.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed } from '../../../settings/file.ts';
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
  methods: ['method-not-listed', ALLOW_METHODS, 'method'],
  headers: ['header-not-listed', ALLOW_HEADERS, 'request header'],
  expose: ['expose-not-listed', EXPOSE_HEADERS, 'response header'],
} as const satisfies Readonly<Record<string, readonly [FaultId, string, string]>>;

/** What a list of the response lacks. */
export function listProblems(
  view: View,
  kind: keyof typeof LISTS,
  wanted: readonly string[],
): readonly Problem[] {
  const [id, name, word] = LISTS[kind];
  const values = valuesOf(view, name);
  const present = values.flatMap(listElements);
  const covers = !view.requirement.credentials && present.includes('*');
  const isSame = (one: string, other: string): boolean =>
    kind === 'methods' ? one === other : isNamed(one, other);
  const missing = wanted.filter(
    (one) => !present.some((own) => isSame(own, one)) && !(covers && one !== 'authorization'),
  );
  if (missing.length === 0) return [];
  const text = prose`Add the ${word}${missing.length > 1 ? 's' : ''} ${shownList(missing)} to ${code(name)}.`;
  const own = linesFor(view, name);
  const sent = own.find(({ state }) => state === 'sent');
  if (sent !== undefined) return [longer(view, id, sent, missing, kind)];
  const [unsent] = own;
  if (unsent !== undefined && unsent.state !== 'not-for-status') {
    return [problem(view, id, name, unsent.line.at, text, replaced(unsent, missing.join(', ')))];
  }
  const unset = values.length === 0 ? prose`${text} The response has no such header.` : text;
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
  kind: keyof typeof LISTS,
): Problem {
  const [, name, word] = LISTS[kind];
  const value = one.value.text ?? '';
  const isList = !/[^\s,][ \t]+[^\s,]/.test(value);
  const parts = isList ? listElements(value) : value.split(/[\s,]+/).filter((part) => part !== '');
  const gap = /,\s/.test(value) || !value.includes(',') ? ', ' : ',';
  const isTitled = kind !== 'methods' && parts.some((part) => /^[A-Z]/.test(part));
  const added = missing
    .filter((one_) => isList || !parts.includes(one_))
    .map((one_) => (isTitled ? titled(one_) : one_));
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
      ? prose`Add the ${word}${missing.length > 1 ? 's' : ''} ${shownList(missing)} to ${code(name)}. ${has(parts)}`
      : prose`Put commas between the names in ${code(name)}: without them it lists nothing.`,
    replaced(one, whole),
  );
}

const has = (parts: readonly string[]) =>
  parts.length > 8
    ? prose`It has ${String(parts.length)} others.`
    : prose`It has only ${shownList(parts)}.`;

const titled = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

/** The preflight ends in an error, so the browser stops. */
export function routeProblems(view: View): readonly Problem[] {
  if (isOk(view)) return [];
  const { configuration, trace } = view;
  const { by, level, answer } = trace;
  const location = locationOf(level);
  const status = code(String(answer.status));
  const answers = prose`Answer ${code('OPTIONS')} in ${location.kind === 'server' ? 'this server' : 'this location'}.`;
  const text =
    by !== null && isPass(by)
      ? prose`${answers} This line passes the preflight request on, and the application answers it with the
          status ${status}.`
      : by === null
        ? prose`${answers} For files, nginx itself refuses this method with the status ${status}.`
        : prose`${answers} This line ends the preflight request with the status ${status}.`;
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
