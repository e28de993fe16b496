import { BROWSER_LABELS } from '../causes/other-browser.ts';
import { provedText } from '../causes/proof.ts';
import type { Diagnosis, HeaderComparison, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import { ownRefusal } from '../diagnosis/own-refusal.ts';
import type { Endpoint, EndpointGroup, EndpointState } from '../endpoints/endpoints.ts';
import type { HarReading } from '../har/parse-har.ts';
import { type Prose, plainText, prose } from '../model/prose.ts';
import { counted, phrase } from '../model/say.ts';
import { fixName } from '../servers/kit/fix-name.ts';
import { isEditInPlace, type Snippet, snippetDiff, snippetText } from '../servers/kit/stack.ts';
import { type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { nameShown } from './inputs.ts';
import { printable, type Style, styled, type Terminal, wrapped } from './terminal.ts';

/** The other data for the text format, besides the diagnoses. */
export type TextOptions = {
  readonly stack: string | null;
  readonly terminal: Terminal;
};

/** `many`: the words for several requests. */
type Look = {
  readonly mark: string;
  readonly style: Style;
  readonly words: string;
  readonly many: string;
};

const LOOKS: { readonly [State in EndpointState]: Look } = {
  blocked: {
    mark: '✗',
    style: 'red',
    words: phrase`blocked by CORS`.fr`bloquée par CORS`,
    many: phrase`blocked by CORS`.fr`bloquées par CORS`,
  },
  failed: {
    mark: '!',
    style: 'yellow',
    words: phrase`failed, not by CORS`.fr`échouée, pas à cause de CORS`,
    many: phrase`failed, not by CORS`.fr`échouées, pas à cause de CORS`,
  },
  undetermined: {
    mark: '?',
    style: 'yellow',
    words: phrase`undetermined`.fr`indéterminée`,
    many: phrase`undetermined`.fr`indéterminées`,
  },
  fixed: {
    mark: '✓',
    style: 'green',
    words: phrase`fixed`.fr`corrigée`,
    many: phrase`fixed`.fr`corrigées`,
  },
  pending: {
    mark: '…',
    style: 'dim',
    words: phrase`waiting`.fr`en attente`,
    many: phrase`waiting`.fr`en attente`,
  },
  allowed: {
    mark: '✓',
    style: 'green',
    words: phrase`allowed`.fr`autorisée`,
    many: phrase`allowed`.fr`autorisées`,
  },
};

const IN_DETAIL: ReadonlySet<EndpointState> = new Set(['blocked', 'failed', 'undetermined']);

const isInDetail = ({ state, refused }: Endpoint): boolean => refused || IN_DETAIL.has(state);

/** A request that CORS allowed and the server refused is not a success. */
function lookOf(endpoint: Endpoint): Omit<Look, 'many'> {
  const { state, refused, status, onlyWithoutCookies } = endpoint;
  if (!refused) {
    const words = phrase`fixed, without cookies`.fr`corrigée, sans cookies`;
    return onlyWithoutCookies ? { ...LOOKS.fixed, words } : LOOKS[state];
  }
  return { mark: '!', style: 'yellow', words: refusedWords(state, String(status), endpoint) };
}

function refusedWords(
  state: EndpointState,
  status: string,
  { onlyWithoutCookies }: Pick<Endpoint, 'onlyWithoutCookies'>,
): string {
  if (state !== 'fixed') return phrase`allowed by CORS`.fr`autorisée par CORS`;
  return onlyWithoutCookies
    ? phrase`CORS fixed, without cookies; now ${status}`
        .fr`CORS corrigé, sans cookies ; maintenant ${status}`
    : phrase`CORS fixed; now ${status}`.fr`CORS corrigé ; maintenant ${status}`;
}

/**
 * The result for a HAR, for people in a terminal: endpoints with problems in full, the others in a
 * line.
 */
export function* toText(
  reading: HarReading,
  groups: readonly EndpointGroup<Diagnosis>[],
  options: TextOptions & { readonly name: string },
): Generator<string> {
  const endpoints = groups.flatMap((group) => group.endpoints);
  yield* summary(reading, endpoints, options);
  yield* endpointsText(endpoints, options);
}

/** Endpoints with problems in full, the others in a line. */
export function* endpointsText(
  endpoints: readonly Endpoint<Diagnosis>[],
  options: TextOptions,
): Generator<string> {
  for (const endpoint of endpoints.filter(isInDetail)) {
    yield `\n${detail(endpoint, options).join('\n')}\n`;
  }
  const others = endpoints.filter((one) => !isInDetail(one));
  if (others.length > 0) yield '\n';
  // Where nothing failed, the question is about a request that passed.
  const heard = new Set<string>();
  const reasonsOf = ({ shown }: Endpoint<Diagnosis>): Diagnosis['hints'] =>
    others.length < endpoints.length ? ownRefusal(shown) : shown.hints.filter(isNew(heard));
  for (const endpoint of others) {
    yield `${brief(endpoint, reasonsOf(endpoint), options).join('\n')}\n`;
  }
}

/** Whether a text is read for the first time: many requests may share it. */
const isNew =
  (heard: Set<string>) =>
  ({ text }: Diagnosis['hints'][number]): boolean => {
    const words = plainText(text);
    const isFirst = !heard.has(words);
    heard.add(words);
    return isFirst;
  };

function* summary(
  { entries, exchanges, browser, problems }: HarReading,
  endpoints: readonly Endpoint<Diagnosis>[],
  { name, terminal }: TextOptions & { readonly name: string },
): Generator<string> {
  const [file, rules] = [nameShown(name), BROWSER_LABELS[browser]];
  const applies =
    exchanges.length === 0
      ? phrase`${file}: CORS applies to none of its ${entries} entries`
          .fr`${file} : CORS ne s’applique à aucune de ses entrées (${entries})`
      : phrase`${file}: CORS applies to ${exchanges.length} of ${entries} entries, by ${rules}’s rules`
          .fr`${file} : CORS s’applique à ${exchanges.length} de ses ${entries} entrées, selon les
          règles de ${rules}`;
  yield `${wrapped(applies, terminal, '').join('\n')}\n`;
  for (const problem of problems) {
    const note = phrase`Note: ${problem}`.fr`Remarque : ${problem}`;
    yield `${wrapped(note, terminal, '  ', '').join('\n')}\n`;
  }
  const counts = Object.entries(LOOKS).flatMap(([state, { words, many, style }]) => {
    const count = endpoints.filter((one) => one.state === state).length;
    return count === 0 ? [] : [styled(counted(count, words, many), style, terminal)];
  });
  if (counts.length > 0) yield `${counts.join(' · ')}\n`;
}

function title(endpoint: Endpoint, { terminal }: TextOptions): string {
  const { method, server, path, apart, status, unreadable, tried, shown, exchanges } = endpoint;
  const { mark, style } = lookOf(endpoint);
  const request = printable(`${method} ${server}${path}`);
  return [
    styled(mark, style, terminal),
    styled(request, 'bold', terminal),
    ...(status === null ? [] : [String(status)]),
    ...(exchanges.length > 1 ? [`(×${exchanges.length})`] : []),
    ...(apart === '' ? [] : [`(${printable(apart)})`]),
    ...(unreadable ? [`(${shown.title})`] : []),
    ...(tried === null ? [] : [phrase`(tried in one tab only)`.fr`(essayée dans un seul onglet)`]),
  ].join(' ');
}

/** One line, and the reasons that matter of a request that CORS allowed. */
function brief(
  endpoint: Endpoint<Diagnosis>,
  hints: Diagnosis['hints'],
  options: TextOptions,
): readonly string[] {
  const reasons = hints.map(hint);
  const others = endpoint.shown.otherBrowsers.map(({ text }) => text);
  return [
    title(endpoint, options),
    ...listed(phrase`Probable reasons`.fr`Raisons probables`, reasons, options.terminal),
    ...listed(phrase`In other browsers`.fr`Dans d’autres navigateurs`, others, options.terminal),
  ];
}

function detail(endpoint: Endpoint<Diagnosis>, options: TextOptions): readonly string[] {
  const { terminal } = options;
  const { shown, origin } = endpoint;
  const { words, style } = lookOf(endpoint);
  const [verdict, why] = [styled(words, style, terminal), printable(shown.title)];
  const page = printable(origin);
  const remedy = likelyOrChosen(shown, options.stack);
  const paragraphs: readonly (readonly string[])[] = [
    [
      title(endpoint, options),
      `  ${phrase`${verdict}: ${why} (page ${page})`.fr`${verdict} : ${why} (page ${page})`}`,
    ],
    [
      ...linesOf(shown.headline, terminal),
      ...linesOf(shown.why, terminal).map((line) => styled(line, 'dim', terminal)),
    ],
    comparisonLines(shown.comparison, terminal),
    listed(
      phrase`This would fail next`.fr`Ceci échouerait ensuite`,
      shown.findings.slice(1).map(({ text }) => text),
      terminal,
    ),
    ...shown.alternatives.map(({ condition, findings }) =>
      listed(
        plainText(condition),
        findings.map(({ text }) => text),
        terminal,
      ),
    ),
    listed(phrase`Do this`.fr`Faites ceci`, shown.elsewhere, terminal),
    remedy === null ? noRemedy(shown, options) : remedyLines(remedy, options),
    listed(phrase`Probable reasons`.fr`Raisons probables`, shown.hints.map(hint), terminal),
    listed(
      phrase`In other browsers`.fr`Dans d’autres navigateurs`,
      shown.otherBrowsers.map(({ text }) => text),
      terminal,
    ),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** The first fix that a report lists, without the others: nobody reads them here. */
const likelyOrChosen = (
  { requirement, likeliest, remedyFor }: Diagnosis,
  stack: string | null,
): ProvedRemedy | null =>
  (stack !== null && requirement.answer !== null && remedyFor(stack)) || likeliest;

const linesOf = (words: Prose, terminal: Terminal): readonly string[] =>
  wrapped(plainText(words), terminal, '  ');

const hint = ({ text, confidence }: Diagnosis['hints'][number]): Prose =>
  prose`${text} (${String(Math.round(confidence * 100))}%)`;

function listed(heading: string, items: readonly Prose[], terminal: Terminal): readonly string[] {
  if (items.length === 0) return [];
  return [
    ...wrapped(heading, terminal, '  ').map((line) => styled(line, 'bold', terminal)),
    ...items.flatMap((item) => wrapped(plainText(item), terminal, '    ', '  - ')),
  ];
}

/** Passing headers need no words: only the failing ones are shown. */
function comparisonLines(rows: readonly HeaderComparison[], terminal: Terminal): readonly string[] {
  return rows
    .filter(({ ok }) => !ok)
    .flatMap(({ phase, name, expected, received }) => [
      `  ${comparedIn(phase, styled(printable(name), 'bold', terminal))}`,
      ...wrapped(expected, terminal, ' '.repeat(16), phrase`    needed:     `.fr`    attendu :   `),
      ...(received.length === 0 ? [phrase`(missing)`.fr`(absent)`] : received).flatMap((value) =>
        wrapped(value, terminal, ' '.repeat(16), phrase`    received:   `.fr`    reçu :      `),
      ),
    ]);
}

const comparedIn = (phase: HeaderComparison['phase'], name: string): string =>
  phase === 'preflight'
    ? phrase`${name} in the response to the preflight`
        .fr`${name} dans la réponse à la requête préliminaire`
    : phrase`${name} in the response to the request`.fr`${name} dans la réponse à la requête`;

const remedyLines = (proved: ProvedRemedy, options: TextOptions): readonly string[] =>
  fixLines(
    proved,
    options,
    linesOf(provedText(proved.proof), options.terminal).map((line) =>
      styled(line, 'green', options.terminal),
    ),
  );

/** A fix with its steps, and `proof` behind them. */
export function fixLines(
  fix: Omit<ProvedRemedy, 'proof' | 'tried'>,
  { terminal, stack: wanted }: TextOptions,
  proof: readonly string[],
): readonly string[] {
  const { stack, remedy } = fix;
  const missing = wanted !== null && wanted !== stack.id ? `. ${noSettingOf(wanted)}` : '';
  const name = fixName(fix);
  const heading = phrase`Fix: ${name}${missing}`.fr`Correction : ${name}${missing}`;
  return [
    ...wrapped(heading, terminal, '  ').map((line) => styled(line, 'bold', terminal)),
    ...stepsOf(remedy).flatMap((step, index) => stepLines(step, index + 1, terminal)),
    ...proof,
    ...[...remedy.cautions, ...remedy.notes].flatMap((words) =>
      wrapped(plainText(words), terminal, '    ', '  ! '),
    ),
  ];
}

function stepLines(step: Step, number: number, terminal: Terminal): readonly string[] {
  const says = wrapped(`${number}. ${plainText(stepProse(step))}`, terminal, '     ', '  ');
  if (step.kind === 'install') return [...says, ...codeLines(snippetText(step.snippet))];
  if (step.kind === 'edit') {
    return [...says, ...step.snippets.flatMap((snippet) => snippetLines(snippet, terminal))];
  }
  if (step.kind === 'check' || step.command === null) return says;
  return [...says, ...codeLines(step.command)];
}

/**
 * Without bars or prefixes on the lines, so that they can be pasted unchanged. Only an edit among
 * other lines has the signs of a diff.
 */
function snippetLines(snippet: Snippet, terminal: Terminal): readonly string[] {
  const text = isEditInPlace(snippet) ? snippetDiff(snippet) : snippetText(snippet);
  const [file, where] = [snippet.file, plainText(snippet.place)];
  const place = phrase`${file}: ${where}`.fr`${file} : ${where}`;
  return [...wrapped(place, terminal, '     '), ...codeLines(text)];
}

function codeLines(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n');
  const indented = lines.map((line) => line.replace(/\t/g, '    '));
  return ['', ...indented.map((line) => (line === '' ? '' : `      ${printable(line)}`)), ''];
}

function noRemedy({ requirement }: Diagnosis, { stack, terminal }: TextOptions): readonly string[] {
  if (stack === null || requirement.answer === null) return [];
  return wrapped(noSettingOf(stack), terminal, '  ');
}

/** One line for a server that cannot be set so. */
export const noSettingOf = (stack: string): string =>
  phrase`No setting of ${stack} lets this request pass.`
    .fr`Aucun réglage de ${stack} ne laisse passer cette requête.`;
