import { nameableOrigin } from '../../../model/origin.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { lineOf, type Span } from '../../../settings/file.ts';
import type { Directive } from '../../../settings/nginx/parse-nginx.ts';
import { entryFault, hasPath, repaired, schemeOf } from '../../kit/own-file/entries.ts';
import { ownText, ownTexts } from '../../kit/own-file/own-text.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import {
  copies,
  freeName,
  headerDirectives,
  likeIn,
  mapKey,
  mapLines,
  withAlways,
  withEntry,
  withFirstHeaderLines,
  withHeaderLines,
  withMap,
  withValue,
} from './additions.ts';
import type { Level, Line } from './configuration.ts';
import { isPass } from './locations.ts';
import { regexOf } from './pattern.ts';
import { behind, headerLike, likeOf, removed, textOf, written } from './places.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_ORIGIN,
  headOf,
  isNamed,
  isOk,
  linesFor,
  type Problem,
  placeOf,
  problem,
  type View,
  valuesOf,
} from './problem.ts';
import { entriesOf, isAboutOrigin } from './run.ts';
import { type HeaderLine, locationOf, nearest } from './trace.ts';

type Edits = readonly TextEdit[];
type Ways = readonly Edits[];

const problemOf = (view: View, id: FaultId, at: Span, text: Prose, ways: Ways): Problem =>
  problem(view, id, ALLOW_ORIGIN, at, text, ways);

/** Why the response does not allow the origin; empty if it does. */
export function originProblems(view: View): readonly Problem[] {
  const values = valuesOf(view, ALLOW_ORIGIN);
  const [value] = values;
  if (value === undefined) return noOrigin(view);
  if (values.length > 1) return [twice(view, ALLOW_ORIGIN, (one) => isRight(view, one))];
  return isRight(view, value) ? [] : [wrongOrigin(view, value)];
}

const isRight = ({ origin, requirement }: View, value: string): boolean =>
  value === origin || (value === '*' && !requirement.credentials);

function noOrigin(view: View): readonly Problem[] {
  const { trace, phase } = view;
  const own = linesFor(view, ALLOW_ORIGIN);
  const [first] = own;
  // nginx would send the header if it answered the preflight itself.
  if (phase === 'preflight' && !isOk(view) && first?.state === 'not-for-status') return [];
  if (first !== undefined) return [notSent(view, first)];
  const outer = outerWith(trace.from?.outer ?? null, ALLOW_ORIGIN);
  if (outer !== null && trace.from !== null) return [notInherited(view, outer, ALLOW_ORIGIN)];
  return [elsewhere(view)];
}

/** The nearest level that adds a header. */
export function outerWith(level: Level | null, name: string): Level | null {
  for (let at = level; at !== null; at = at.outer) {
    if (at.lines.some((line) => addsHeader(line, name))) return at;
  }
  return null;
}

const addsHeader = ({ name, words }: Directive, header: string): boolean =>
  name.text === 'add_header' && isNamed(words[0]?.text ?? '', header);

function notSent(view: View, one: HeaderLine): Problem {
  const { origin } = view;
  const { line, state, value } = one;
  if (state === 'not-for-status') return missingAlways(view, one);
  if (state === 'unknown') return openValue(view, one);
  if (value.source.kind === 'map') return mapProblem(view, value.source.map);
  const condition = refusing(view);
  return problemOf(
    view,
    'origin-not-listed',
    (condition ?? line).at,
    condition === undefined
      ? say`Allow ${ownText(origin)} here: the value is empty for this origin, so nginx leaves the
          header out.`.fr`Autorisez ${ownText(origin)} ici : la valeur est vide pour cette origine,
          donc nginx omet l’en-tête.`
      : say`Allow ${ownText(origin)} here: this condition does not hold for it, so nginx leaves the
          header out.`.fr`Autorisez ${ownText(origin)} ici : cette condition n’est pas remplie pour
          cette origine, donc nginx omet l’en-tête.`,
    [...conditionWays(view), ...sourceWays(view, one)],
  );
}

/** nginx adds a header to errors only with `always`. */
export function missingAlways(view: View, one: HeaderLine): Problem {
  const status = String(view.trace.answer.status);
  return problem(
    view,
    'missing-always',
    one.name,
    one.line.at,
    say`End this line with ${code('always')}. Without it, nginx adds ${code(one.name)} only to good
      responses, and this one has the status ${code(status)}.`.fr`Terminez cette ligne par
      ${code('always')}. Sans lui, nginx n’ajoute ${code(one.name)} qu’aux bonnes réponses, et
      celle-ci a le statut ${code(status)}.`,
    one.replaces ? [] : [withAlways(one)],
  );
}

function openValue(view: View, one: HeaderLine): Problem {
  const { source } = one.value;
  const text =
    source.kind === 'environment'
      ? say`Set ${code(source.name)} to ${ownText(view.origin)} where the server runs. The header comes from
          there, and these files do not tell its value.`.fr`Donnez à ${code(source.name)} la valeur
          ${ownText(view.origin)} là où le serveur s’exécute. L’en-tête vient de là, et ces fichiers
          n’indiquent pas sa valeur.`
      : say`Check the value of this line: these files do not tell what nginx makes of it.`
          .fr`Vérifiez la valeur de cette ligne : ces fichiers n’indiquent pas ce que nginx en
          fait.`;
  return problemOf(view, 'from-environment', one.line.at, text, []);
}

/** A level with an `add_header` of its own takes none from outside. */
export function notInherited(view: View, outer: Level, name: string): Problem {
  const { configuration, trace } = view;
  const { from } = trace;
  const own = from?.lines.find((line) => line.name.text === 'add_header');
  const at = (own?.via ?? own)?.at ?? placeOf(configuration, trace.level);
  const lost = outer.lines.find((line) => addsHeader(line, name));
  const line = String(lost === undefined ? '' : lineOf(configuration.files, lost.at));
  const where =
    lost !== undefined && lost.at.file !== at.file
      ? say`${code(lost.at.file)} (line ${line})`.fr`${code(lost.at.file)} (ligne ${line})`
      : say`line ${line}`.fr`la ligne ${line}`;
  return problem(
    view,
    'headers-not-inherited',
    name,
    at,
    say`Repeat the CORS lines of ${where} here. A block with an ${code('add_header')} of its own takes none
      from the block around it.`.fr`Répétez ici les lignes CORS de ${where}. Un bloc qui a son
      propre ${code('add_header')} ne reprend rien du bloc qui l’entoure.`,
    from === null ? [] : [withHeaderLines(configuration, from, repeated(view, outer, from))],
  );
}

/** The CORS lines of another level that this one has not. */
function repeated(view: View, other: Level, level: Level): readonly string[] {
  const has = (name: string): boolean => level.lines.some((line) => addsHeader(line, name));
  const isFor =
    view.phase === 'actual' || view.requirement.preflight === false
      ? /^(?:Access-Control-(?:Allow-(?:Origin|Credentials)|Expose-Headers)|Vary)$/i
      : /^(?:Access-Control-.*|Vary)$/i;
  return copies(view.configuration, other, (name) => isFor.test(name) && !has(name));
}

/** A condition about the origin that did not hold. */
const refusing = (view: View): Line | undefined => refusingAll(view).at(-1);

const refusingAll = ({ trace }: View): readonly Line[] =>
  trace.run.conditions
    .filter(({ holds, line }) => !holds && isAboutOrigin(line))
    .map(({ line }) => line);

/** The same block once more, for this origin. */
function conditionWays(view: View): Ways {
  const { configuration, origin } = view;
  return refusingAll(view).map((line) => {
    const inside = line.block?.inside;
    if (inside === undefined) return [];
    const body = textOf(configuration, { ...inside, from: inside.from - 1, to: line.at.to });
    return behind(configuration, line.at, [`if ($http_origin = ${written('"', origin)}) ${body}`]);
  });
}

/** The header is nowhere on this request's way. */
function elsewhere(view: View): Problem {
  const { configuration, trace, origin } = view;
  const blocks = trace.run.conditions
    .filter(({ level }) => level.lines.some((line) => addsHeader(line, ALLOW_ORIGIN)))
    .toReversed();
  const missed = blocks.find(({ holds, line }) => !holds && isAboutOrigin(line));
  if (missed !== undefined) {
    return problemOf(
      view,
      'origin-not-listed',
      missed.line.at,
      say`Allow ${ownText(origin)} here: this condition does not hold for it, so nginx adds no header.`
        .fr`Autorisez ${ownText(origin)} ici : cette condition n’est pas remplie pour cette origine,
        donc nginx n’ajoute aucun en-tête.`,
      conditionWays(view),
    );
  }
  const other = blocks[0];
  if (other !== undefined) return onlyIf(view, other.level, other.holds);
  const [line] = headerDirectives(configuration, ALLOW_ORIGIN);
  return line === undefined ? nothingSet(view) : otherLocation(view, line);
}

function onlyIf(view: View, block: Level, holds: boolean): Problem {
  const { configuration, trace } = view;
  const line = block.lines.find((one) => addsHeader(one, ALLOW_ORIGIN));
  const at = line?.at ?? placeOf(configuration, block);
  const head = headOf(block);
  const { level } = trace;
  const places = holds ? [level, locationOf(level)] : [locationOf(level), level];
  return problemOf(
    view,
    'only-if',
    at,
    holds
      ? say`Repeat this line in ${ownText(headOf(level))}. Of several ${code('if')} blocks that hold, nginx
          uses only the last one.`.fr`Répétez cette ligne dans ${ownText(headOf(level))}. Si
          plusieurs blocs ${code('if')} sont vrais, nginx n’utilise que le dernier.`
      : say`Repeat this line outside of ${ownText(head)}: it counts only there, and this request comes as
          ${code(trace.request.method)}.`.fr`Répétez cette ligne hors de ${ownText(head)} : elle ne
          compte que là, et cette requête arrive avec ${code(trace.request.method)}.`,
    places.map((place) => withFirstHeaderLines(view, place, repeated(view, block, place))),
  );
}

function otherLocation(view: View, line: Directive): Problem {
  const { trace, requirement } = view;
  const location = locationOf(trace.level);
  return problemOf(
    view,
    'other-location',
    placeOf(view.configuration, location),
    say`Add the header in ${ownText(headOf(location))}, which handles this request. Line
      ${String(lineOf(view.configuration.files, line.at))} adds it only in another block.`
      .fr`Ajoutez l’en-tête dans ${ownText(headOf(location))}, qui traite cette requête. La ligne
      ${String(lineOf(view.configuration.files, line.at))} ne l’ajoute que dans un autre bloc.`,
    fresh(view, requirement.origins),
  );
}

function nothingSet(view: View): Problem {
  const { configuration, trace, origin, requirement } = view;
  const location = locationOf(trace.level);
  return problemOf(
    view,
    'no-origins-set',
    placeOf(configuration, location),
    say`Add ${code(ALLOW_ORIGIN)} with ${ownText(origin)} in ${ownText(headOf(location))}. No line of these
      files adds this header.`.fr`Ajoutez ${code(ALLOW_ORIGIN)} avec ${ownText(origin)} dans
      ${ownText(headOf(location))}. Aucune ligne de ces fichiers n’ajoute cet en-tête.`,
    fresh(view, requirement.origins),
  );
}

/** A header line where there was none. One origin stands in it, several in a map. */
function fresh(view: View, origins: readonly string[]): Ways {
  const { configuration, trace } = view;
  const like = likeIn(view);
  const [only] = origins;
  const isOne = origins.length === 1 && only !== undefined;
  const variable = freeName(configuration);
  const map = isOne ? [] : mapLines(configuration, trace.server, variable, origins);
  if (!isOne && map.length === 0) return [];
  const lines = [
    headerLike(configuration, like, ALLOW_ORIGIN, only ?? '', isOne ? null : variable),
    ...(isOne ? [] : [headerLike(configuration, like, 'Vary', 'Origin')]),
  ];
  const places = [...new Set([locationOf(trace.level), trace.level])];
  const hide = view.isSeen ? [] : hiding(view, [ALLOW_ORIGIN]);
  return places.map((place) => [...map, ...hide, ...withFirstHeaderLines(view, place, lines)]);
}

/** The map does not list the origin, or gives it another value. */
function mapProblem(view: View, used: Line): Problem {
  const { origin } = view;
  const map = mapOfOrigin(view, used);
  const entries = entriesOf(map.block?.directives ?? []);
  for (const entry of entries) {
    const { text } = entry.name;
    const fault = text.startsWith('~') ? null : meant(text, origin);
    if (fault === null) continue;
    const instead: Edits = [{ at: entry.name.at, text: mapKey(entry.name.quote, origin) }];
    const isPattern = fault === 'regex-in-list' || fault === 'wildcard-in-list';
    return problemOf(view, fault, entry.at, keyWords(fault, text, origin), [
      ...(isPattern ? [] : [instead]),
      ...entryWays(view, map),
    ]);
  }
  const names = entries.map(({ name }) => name.text);
  return problemOf(
    view,
    'origin-not-listed',
    (entries.at(-1) ?? map).at,
    say`Add ${ownText(origin)} to this map. ${listed(names)}`.fr`Ajoutez ${ownText(origin)} à ce
      bloc ${code('map')}. ${listed(names)}`,
    entryWays(view, map),
  );
}

const MOST_SHOWN = 4;

function listed(names: readonly string[]): Prose {
  if (names.length === 0) return say`It lists no origin.`.fr`Il ne liste aucune origine.`;
  if (names.length > MOST_SHOWN)
    return say`None of its ${String(names.length)} entries matches this origin.`.fr`Aucune de ses
      ${String(names.length)} entrées ne correspond à cette origine.`;
  return names.length === 1
    ? say`It has only ${ownTexts(names)}, which does not match.`.fr`Il contient seulement
        ${ownTexts(names)}, qui ne correspond pas.`
    : say`It has only ${ownTexts(names)}, which do not match.`.fr`Il contient seulement
        ${ownTexts(names)}, qui ne correspondent pas.`;
}

/** A map may use another one, whose source is the origin. */
function mapOfOrigin(view: View, map: Line, depth = 0): Line {
  const source = map.words[0]?.text ?? '';
  const inner = view.configuration.maps.get(source.replace(/^\$\{?|\}$/g, '').toLowerCase());
  return inner === undefined || depth > 5 ? map : mapOfOrigin(view, inner, depth + 1);
}

function entryWays({ configuration, origin }: View, map: Line): Ways {
  const values = [null, '$http_origin', written('"', origin)];
  return values.map((value) => withEntry(configuration, map, origin, value));
}

const match = (pattern: string, text: string): boolean | 'error' =>
  regexOf(pattern, false)?.test(text) ?? 'error';

/** What is wrong with a text that means this origin; null if it means another one. */
function meant(text: string, origin: string): FaultId | null {
  const isSlash = hasPath(text) && repaired(text, schemeOf([origin])) === origin;
  return isSlash ? 'trailing-slash' : (entryFault(text, origin, match)?.id ?? null);
}

function keyWords(id: FaultId, entry: string, origin: string): Prose {
  if (id === 'regex-in-list') {
    return say`Add ${ownText(origin)}: a regular expression starts with ${code('~')} in a map, so
      ${ownText(entry)} is compared as text.`.fr`Ajoutez ${ownText(origin)} : dans un bloc
      ${code('map')}, une expression régulière commence par ${code('~')}, donc ${ownText(entry)} est
      comparé comme du texte.`;
  }
  return id === 'wildcard-in-list'
    ? say`Add ${ownText(origin)}: in a map, a star is no pattern, so ${ownText(entry)} matches nothing.`
        .fr`Ajoutez ${ownText(origin)} : dans un bloc ${code('map')}, une étoile n’est pas un motif,
        donc ${ownText(entry)} ne correspond à rien.`
    : say`Write ${ownText(origin)} instead of ${ownText(entry)}: nginx compares the whole text.`
        .fr`Écrivez ${ownText(origin)} au lieu de ${ownText(entry)} : nginx compare le texte
        entier.`;
}

/** The response allows another origin, or all of them. */
function wrongOrigin(view: View, value: string): Problem {
  const own = linesFor(view, ALLOW_ORIGIN).find(({ state }) => state === 'sent');
  if (own === undefined) return fromBehind(view, value);
  const { source } = own.value;
  if (source.kind === 'map' && (source.entry?.name.text === 'default' || isOther(view, value))) {
    return mapProblem(view, source.map);
  }
  const id = value === '*' ? 'allow-all' : (meant(value, view.origin) ?? 'origin-not-listed');
  return problemOf(view, id, placeOfValue(own), valueWords(id, value, view.origin), [
    ...conditionWays(view),
    ...sourceWays(view, own),
  ]);
}

const isOther = ({ origin }: View, value: string): boolean =>
  nameableOrigin(value) !== null && meant(value, origin) === null;

function placeOfValue({ value, line }: HeaderLine): Span {
  const { source } = value;
  if (source.kind === 'set') return source.line.at;
  if (source.kind === 'map') return (source.entry ?? source.map).at;
  if (source.kind === 'environment') return source.given?.at ?? line.at;
  return line.at;
}

function valueWords(id: FaultId, value: string, origin: string): Prose {
  if (id === 'allow-all') {
    return say`Send ${ownText(origin)} here instead of ${code('*')}. Browsers refuse ${code('*')} for
      requests with cookies or other credentials.`.fr`Envoyez ici ${ownText(origin)} au lieu de
      ${code('*')}. Les navigateurs refusent ${code('*')} pour les requêtes avec cookies ou autres
      informations d’identification.`;
  }
  if (id === 'comma-in-value' || /^\S+\s+\S/.test(value)) {
    return say`Send only the origin that asks, ${ownText(origin)}. Browsers refuse a list such as
      ${ownText(value)}.`.fr`Envoyez seulement l’origine qui demande, ${ownText(origin)}. Les
      navigateurs refusent une liste telle que ${ownText(value)}.`;
  }
  if (id === 'origin-not-listed') {
    return say`Allow ${ownText(origin)} here: this line sends ${ownText(value)} to every page.`
      .fr`Autorisez ${ownText(origin)} ici : cette ligne envoie ${ownText(value)} à toutes les
      pages.`;
  }
  return say`Write ${ownText(origin)} instead of ${ownText(value)}: browsers compare the whole text.`
    .fr`Écrivez ${ownText(origin)} au lieu de ${ownText(value)} : les navigateurs comparent le texte
    entier.`;
}

/** The one value of a line becomes the origin, or a map if it means more than one. */
function sourceWays(view: View, one: HeaderLine): Ways {
  const { source, text } = one.value;
  const { requirement } = view;
  if (source.kind === 'environment') {
    return source.given === null || requirement.origins.length > 1
      ? []
      : [[{ at: source.given.at, text: view.origin }]];
  }
  const word =
    source.kind === 'request' || source.kind === 'unknown' ? one.line.words[1] : source.word;
  if (word === undefined) return [];
  const more = others(text ?? '', view);
  // Only a value of one origin has let that one in so far.
  const isList = more.length > 1 || /[\s,|]/.test((text ?? '').trim());
  const active = [...new Set([...(isList ? [] : more), ...requirement.origins])];
  const [only] = active;
  const isOne = active.length === 1 && only !== undefined && more.length === 0;
  if (isOne) return [withValue(one, word, only)];
  const place = one.line.words.includes(word) ? word : one.line.words[1];
  return place === undefined ? [] : [withMap(view, one, place, active, isList ? more : [])];
}

/** The origins that a value lists, without those that are meant but miswritten. */
function others(value: string, { requirement }: View): readonly string[] {
  const scheme = schemeOf(requirement.origins);
  return value
    .split(/[\s,|]+/)
    .map((one) => repaired(one.replace(/^["']|["']$/g, ''), scheme).replace(/\/$/, ''))
    .filter((one) => nameableOrigin(one) !== null && one !== 'null')
    .filter((one) =>
      requirement.origins.every((origin) => one !== origin && meant(one, origin) === null),
    );
}

/** What is behind nginx sends the header, and nginx lets it pass. */
function fromBehind(view: View, value: string): Problem {
  const { configuration, trace, origin, requirement } = view;
  const pass = trace.by ?? trace.level.lines.find(isPass);
  const at = pass?.at ?? placeOf(configuration, trace.level);
  return problemOf(
    view,
    'origin-not-listed',
    at,
    say`Allow ${ownText(origin)} in the application behind this line: it sends ${ownText(value)}. Or let
      nginx send the header, as shown here.`.fr`Autorisez ${ownText(origin)} dans l’application
      derrière cette ligne : elle envoie ${ownText(value)}. Ou laissez nginx envoyer l’en-tête,
      comme montré ici.`,
    fresh({ ...view, isSeen: false }, requirement.origins),
  );
}

/** Two layers add the same header, or nginx does so twice. */
export function twice(view: View, name: string, isGood: (value: string) => boolean): Problem {
  const found = twiceFrom(view, name, isGood);
  // One of three lines that is gone leaves two.
  return { ...found, key: `${found.key} ${String(valuesOf(view, name).length)}` };
}

function twiceFrom(view: View, name: string, isGood: (value: string) => boolean): Problem {
  const { configuration, trace } = view;
  const own = linesFor(view, name).filter(({ state }) => state === 'sent');
  const [first, second] = own;
  if (first !== undefined && second !== undefined) return twiceHere(view, name, first, second);
  const pass = trace.by?.at ?? placeOf(configuration, trace.level);
  if (first === undefined) {
    return problem(
      view,
      'header-twice',
      name,
      pass,
      say`Let only one place of the application behind nginx send ${code(name)}: it arrives twice from there.`
        .fr`Ne laissez qu’un seul endroit de l’application derrière nginx envoyer ${code(name)} : il
        arrive deux fois de là.`,
      [],
    );
  }
  const all = valuesOf(view, name);
  const mine = all.lastIndexOf(first.value.text ?? '');
  const values = all.filter((_, at) => at !== mine);
  // Alone, an echo would let every site in.
  const isEcho = first.value.source.kind === 'request' || linesFor(view, ALLOW_ORIGIN).length === 0;
  const keepsOwn =
    (isGood(first.value.text ?? '') && !isEcho) || !values.every(isGood) || values.length === 0;
  const hide = hiding(view, [name]);
  const drop = first.line.via === null ? removed(configuration, first.line.at) : [];
  return problem(
    view,
    'header-twice',
    name,
    first.line.at,
    keepsOwn
      ? say`Hide the header that the application behind nginx sends too. Browsers refuse ${code(name)} if it
          comes twice.`.fr`Masquez l’en-tête que l’application derrière nginx envoie aussi. Les
          navigateurs refusent ${code(name)} s’il arrive deux fois.`
      : say`Remove this line: the application behind nginx sends ${code(name)} too. Browsers refuse the
          header if it comes twice.`.fr`Supprimez cette ligne : l’application derrière nginx envoie
          aussi ${code(name)}. Les navigateurs refusent l’en-tête s’il arrive deux fois.`,
    keepsOwn ? [hide, drop] : [drop, hide],
  );
}

function twiceHere(view: View, name: string, first: HeaderLine, second: HeaderLine): Problem {
  const { configuration } = view;
  const isSame = first.value.text === second.value.text || !isNamed(name, ALLOW_ORIGIN);
  const line = String(lineOf(configuration.files, first.line.at));
  const drop = removed(configuration, second.line.at);
  const more = [first, second].flatMap(({ value }) => others(value.text ?? '', view));
  const { origins } = view.requirement;
  const [, word] = first.line.words;
  const joined =
    isSame || word === undefined
      ? []
      : origins.length === 1 && origins[0] !== undefined && more.length === 0
        ? withValue(first, word, origins[0])
        : withMap(view, first, word, origins, [...new Set(more)]);
  return problem(
    view,
    'header-twice',
    name,
    second.line.at,
    isSame
      ? say`Remove this line: line ${line} adds ${code(name)} already, and browsers refuse it twice.`
          .fr`Supprimez cette ligne : la ligne ${line} ajoute déjà ${code(name)}, et les navigateurs
          le refusent en double.`
      : say`Let one line add ${code(name)}: line ${line} adds it too. Browsers refuse the header if it comes
          twice, so list the origins in a map.`.fr`Laissez une seule ligne ajouter ${code(name)} :
          la ligne ${line} l’ajoute aussi. Les navigateurs refusent l’en-tête s’il arrive deux fois,
          donc listez les origines dans un bloc ${code('map')}.`,
    [[...joined, ...drop]],
  );
}

/** Lines that hide a header of the application. Those around the block are repeated. */
function hiding(view: View, names: readonly string[]): Edits {
  const { configuration, trace } = view;
  const location = locationOf(trace.level);
  const pass = location.lines.find(isPass) ?? null;
  if (pass === null || pass.via !== null) return [];
  const prefix = pass.name.text.replace(/_pass$/, '');
  const isHiding = new RegExp(`^${prefix}_hide_header$`);
  const hasOwn = location.lines.some(({ name }) => isHiding.test(name.text));
  const outer = hasOwn ? [] : nearest(location.outer, isHiding);
  return behind(configuration, pass.at, [
    ...outer.map((line) => textOf(configuration, (line.via ?? line).at)),
    ...names.map((name) => `${prefix}_hide_header ${name};`),
  ]);
}

/** Browsers want exactly `true`. */
export function credentialsProblems(view: View): readonly Problem[] {
  const values = valuesOf(view, ALLOW_CREDENTIALS);
  const [value] = values;
  if (values.length === 1 && value === 'true') return [];
  if (values.length > 1) return [twice(view, ALLOW_CREDENTIALS, (one) => one === 'true')];
  const [own] = linesFor(view, ALLOW_CREDENTIALS);
  if (own?.state === 'not-for-status') return [missingAlways(view, own)];
  if (own !== undefined) {
    const word = 'word' in own.value.source ? own.value.source.word : own.line.words[1];
    return [
      problem(
        view,
        'credentials-off',
        ALLOW_CREDENTIALS,
        placeOfValue(own),
        say`Send ${code('true')} here: browsers accept nothing else, and the request sends cookies or other
          credentials.`.fr`Envoyez ici ${code('true')} : les navigateurs n’acceptent rien d’autre,
          et la requête envoie des cookies ou d’autres informations d’identification.`,
        word === undefined ? [] : [withValue(own, word, 'true')],
      ),
    ];
  }
  return [missingHeader(view, 'credentials-off', ALLOW_CREDENTIALS, 'true', CREDENTIALS)];
}

const CREDENTIALS = say`Send ${code('Access-Control-Allow-Credentials: true')} too: the request sends cookies
  or other credentials.`.fr`Envoyez aussi ${code('Access-Control-Allow-Credentials: true')} : la
  requête envoie des cookies ou d’autres informations d’identification.`;

/** A header that is lacking beside `Access-Control-Allow-Origin`, as a line like that one. */
export function missingHeader(
  view: View,
  id: FaultId,
  name: string,
  value: string,
  text: Prose,
): Problem {
  const { configuration, trace } = view;
  const outer = outerWith(trace.from?.outer ?? null, name);
  if (outer !== null) return notInherited(view, outer, name);
  const [like] = linesFor(view, ALLOW_ORIGIN);
  const line = headerLike(configuration, likeOf(like), name, value);
  if (like !== undefined && like.line.via === null) {
    return problem(view, id, name, like.line.at, text, [
      behind(configuration, like.line.at, [line]),
    ]);
  }
  const places = [...new Set([locationOf(trace.level), trace.level])];
  const at = (like?.line.via ?? trace.by ?? null)?.at ?? placeOf(configuration, trace.level);
  const ways = places.map((place) => withFirstHeaderLines(view, place, [line]));
  return problem(view, id, name, at, text, ways);
}
