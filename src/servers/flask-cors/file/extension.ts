import type { Call } from '../../../settings/call.ts';
import { fileNamed, placeOf, type SettingsFile } from '../../../settings/file.ts';
import type { Value } from '../../../settings/value.ts';
import { assignedName } from '../../kit/own-file/python-call.ts';

/** The extension at work: `CORS(app, …)`, or `cors = CORS(…)` and later `cors.init_app(app, …)`. */
export type Extension = {
  /** The call that takes the application. A decorator takes its route. */
  readonly call: Call;
  /** The call before it, whose options count too; null if there is none. */
  readonly made: Call | null;
};

const isMade = ({ path }: Call): boolean => /(?:^|\.)CORS$/.test(path);

/** What an extension is for: an application or a blueprint. */
export function subjectOf({ given }: Call): Value | null {
  const one = given.find(({ name }) => name === 'app') ?? given.find(({ name }) => name === null);
  return one === undefined || one.value.kind === 'none' ? null : one.value;
}

/** All that get an application, in the order of running. */
export function extensionsIn(
  files: readonly SettingsFile[],
  calls: readonly Call[],
): readonly Extension[] {
  return calls.flatMap((call): Extension[] => {
    if (isMade(call)) return subjectOf(call) === null ? [] : [{ call, made: null }];
    const { receiver } = call;
    if (!/\.init_app$/.test(call.path) || receiver === null) return [];
    const made = calls.find((one) => isMade(one) && placeOf(one.at) === placeOf(receiver.at));
    return made !== undefined || isNamedSo(files, call) ? [{ call, made: made ?? null }] : [];
  });
}

/** Whether one line calls this method of other objects too, as in a loop: they take no options. */
export const isShared = (calls: readonly Call[], call: Call): boolean =>
  calls.some((one) => one !== call && placeOf(one.at) === placeOf(call.at));

/** The object of a module that was not handed over goes by its usual name. */
function isNamedSo(files: readonly SettingsFile[], { receiver, at, brackets }: Call): boolean {
  if (receiver?.kind !== 'unknown') return false;
  const text = fileNamed(files, at.file)?.text.slice(at.from, brackets.from) ?? '';
  return /(?:^|\.)cors\.init_app\s*$/i.test(text);
}

/** A `CORS(…)` that never gets an application: it adds no headers. */
export const idleIn = (
  calls: readonly Call[],
  extensions: readonly Extension[],
): Call | undefined =>
  calls.find(
    (one) => isMade(one) && subjectOf(one) === null && !extensions.some(({ made }) => made === one),
  );

const LONGEST_HEAD = 3_000;
const MOST_PARTS = 9;
const MOST_ROUTES = 1_000;
const ROUTE =
  /^[ \t]{0,99}@([\w.]{1,99})\.(?:route|get|post|put|patch|delete)\(\s{0,99}["']([^"'\n]{1,200})["']/gm;

function isRouteOf(route: string, path: string): boolean {
  const parts = route.split(/<[^<>]{1,99}>/).map((part) => part.replace(/[^\w/-]/g, '\\$&'));
  return parts.length <= MOST_PARTS && new RegExp(`${parts.join('[^/]+')}$`).test(path);
}

/** Whether it is `@cross_origin(…)` on the route of this path. */
export function isDecorated(files: readonly SettingsFile[], call: Call, path: string): boolean {
  if (!/(?:^|\.)cross_origin$/.test(call.path)) return false;
  const { file, from, to } = call.statement;
  const text = fileNamed(files, file)?.text.slice(from, to) ?? '';
  return [...text.slice(0, LONGEST_HEAD).matchAll(ROUTE)].some(([, , route = '']) =>
    isRouteOf(route, path),
  );
}

/** The calls of `Flask(…)` whose application has a route of its own for this path; all if none has. */
export function applicationsFor(
  files: readonly SettingsFile[],
  calls: readonly Call[],
  path: string,
): readonly Call[] {
  const all = calls.filter((one) => /(?:^|\.)Flask$/.test(one.path));
  const named = all.map((call) => ({ call, name: assignedName(files, call) }));
  const found = files.flatMap(({ name: file, text }) =>
    [...text.matchAll(ROUTE)].slice(0, MOST_ROUTES).flatMap(({ 1: own, 2: route = '', index }) => {
      const above = named.findLast(
        ({ name, call: { at } }) => name === own && at.file === file && at.from < index,
      );
      return above !== undefined && isRouteOf(route, path) ? [above.call] : [];
    }),
  );
  return found.length > 0 ? found : all;
}
