import { BROWSER_LABELS } from '../causes/other-browser.ts';
import { lowerFirst } from '../causes/phrases.ts';
import type { Diagnosis, DiagnosisContext, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import { createVerdictIndex } from '../endpoints/blocked.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { Judged } from '../endpoints/told-apart.ts';
import { type Exchange, type Hop, lastHop, type ResponseFacts } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { code, type Prose, plainText } from '../model/prose.ts';
import { REDACTED } from '../model/redact.ts';
import { codeList, counted, figure, phrase, say } from '../model/say.ts';
import { shorten } from '../model/shown.ts';
import { utcTime } from '../model/time.ts';
import { pathOf } from '../model/url.ts';
import type { Work } from '../model/work.ts';
import { isEditInPlace, type Snippet, snippetDiff, snippetText } from '../servers/kit/stack.ts';
import { commandOf, type Step, stepProse, stepsOf } from '../servers/kit/steps.ts';
import { type Block, blocksText, type Markup } from './blocks.ts';
import { curlCommands } from './curl.ts';
import { redactedInTurn } from './redacted-diagnoses.ts';
import { chosenFirst, type ExportOptions } from './report.ts';

/** One screen of an issue tracker has room for so many. */
const MOST_CAUSES = 4;
const MOST_NAMED = 3;
const MOST_HEADERS = 8;
/** Of one server. Each is diagnosed in full, and one fix serves them all. */
const MOST_DIAGNOSED = 40;

/** The text, empty if none of the requests is blocked, and how many of them it is about. */
export type TeamText = { readonly text: string; readonly requests: number };

/**
 * What to send to the people who run the servers, on one page for each server: what was asked, what
 * the server answered, one fix, and how to check it. Only about requests that CORS blocks now.
 * `exchanges` are chosen from `context.exchanges`.
 *
 * Secrets are removed first. No value can break out of its place. Never throws.
 */
export function* teamTextInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  options: ExportOptions,
  markup: Markup,
): Work<TeamText> {
  const chosen = new Set(exchanges.map(({ id }) => id));
  const { exchanges: clean, diagnosisOf } = yield* redactedInTurn(context);
  const rows = createVerdictIndex(context.browser)(clean).filter(
    (row) => row.state === 'blocked' && row.exchanges.some(({ id }) => chosen.has(id)),
  );
  const blocks: Block[] = [];
  let done = 0;
  for (const [server, own] of groupBy(rows, (row) => row.server)) {
    const diagnosed: Blocked[] = [];
    for (const row of own.slice(0, MOST_DIAGNOSED)) {
      diagnosed.push({ row, diagnosis: diagnosisOf(row.shown.exchange) });
      done += 1;
      yield done;
    }
    blocks.push(...serverBlocks(server, own, diagnosed, options));
  }
  if (rows.length === 0) return { text: '', requests: 0 };
  const newest = Math.max(...rows.map(({ shown }) => shown.exchange.hops[0].at));
  const seen = utcTime(newest);
  const browser = browserOf(context, options);
  const about = phrase`Seen ${seen} in ${browser}. Crosscheck ${options.version}.`
    .fr`Vu ${seen} dans ${browser}. Crosscheck ${options.version}.`;
  const text = blocksText([...blocks, { kind: 'text', prose: [about] }], markup);
  const told = rows.flatMap((row) => row.exchanges.filter(({ id }) => chosen.has(id)));
  return { text, requests: told.length };
}

type Blocked = { readonly row: Endpoint<Judged>; readonly diagnosis: Diagnosis };

const browserOf = ({ browser }: DiagnosisContext, { browserVersion = '' }: ExportOptions): string =>
  [BROWSER_LABELS[browser], browserVersion].filter(Boolean).join(' ');

function serverBlocks(
  server: string,
  rows: readonly Endpoint<Judged>[],
  diagnosed: readonly Blocked[],
  options: ExportOptions,
): readonly Block[] {
  const lead = diagnosed.find(isSettledByHeaders) ?? diagnosed[0];
  if (lead === undefined) return [];
  const origins = [...new Set(rows.map(({ origin }) => shorten(origin)))].slice(0, MOST_NAMED);
  const pages = codeList(origins);
  const calls =
    origins.length === 1
      ? say`The page ${pages} calls this server.`.fr`La page ${pages} appelle ce serveur.`
      : say`${pages} call this server.`.fr`${pages} appellent ce serveur.`;
  const items = causeItems(diagnosed, rows.length);
  const [only] = items;
  const blocked = counted(rows.length, phrase`request`.fr`requête`);
  return [
    {
      kind: 'title',
      prose: isSettledByHeaders(lead)
        ? say`Please allow ${pages} to read ${code(shorten(server))}`.fr`Merci d’autoriser ${pages}
          à lire ${code(shorten(server))}`
        : say`Requests to ${code(shorten(server))} are blocked`.fr`Les requêtes vers
          ${code(shorten(server))} sont bloquées`,
    },
    ...(rows.length === 1 && only !== undefined
      ? [
          {
            kind: 'text',
            prose: say`${calls} The browser blocks ${only}.`
              .fr`${calls} Le navigateur bloque ${only}.`,
          } as const,
        ]
      : ([
          {
            kind: 'text',
            prose: say`${calls} The browser blocks ${blocked}:`
              .fr`${calls} Le navigateur bloque ${blocked} :`,
          },
          { kind: 'list', items },
        ] as const)),
    ...answerBlocks(lead.diagnosis),
    ...fixBlocks(diagnosed, options),
    ...checkBlocks(lead.diagnosis, options),
  ];
}

/** Its check shows whether the fix works. */
const isSettledByHeaders = ({ diagnosis: { elsewhere, remedies } }: Blocked): boolean =>
  elsewhere.length === 0 && remedies.length > 0;

/** Each cause once, with the requests that have it. */
function causeItems(diagnosed: readonly Blocked[], all: number): readonly Prose[] {
  const causes = [...groupBy(diagnosed, ({ diagnosis }) => diagnosis.title)];
  const items = causes.slice(0, MOST_CAUSES).map(([title, blocked]): Prose => {
    const named = blocked.slice(0, MOST_NAMED).map(({ row }) => code(requestOf(row)));
    const more = blocked.length - named.length;
    const list = named.flatMap((one, index) => (index === 0 ? [one] : [', ', one]));
    const others =
      more > 0 ? phrase` and ${figure(more)} more`.fr` et ${figure(more)} de plus` : '';
    return say`${list}${others}: ${lowerFirst(title)}`.fr`${list}${others} : ${lowerFirst(title)}`;
  });
  const shown = causes.slice(0, MOST_CAUSES).reduce((sum, [, blocked]) => sum + blocked.length, 0);
  const rest = all - shown;
  return rest > 0 ? [...items, say`${figure(rest)} more`.fr`${figure(rest)} de plus`] : items;
}

const requestOf = ({ method, path }: Endpoint<Judged>): string => shorten(`${method} ${path}`);

/** The failing step: which request, and the response that decided. */
type FailingStep = { readonly hop: Hop; readonly isPreflight: boolean };

function failingStep({ exchange, findings }: Diagnosis): FailingStep {
  const finding = findings[0]?.finding;
  const hop = exchange.hops[finding?.hop ?? 0] ?? lastHop(exchange);
  return { hop, isPreflight: finding?.phase === 'preflight' && hop.preflight !== null };
}

const responseAt = ({ hop, isPreflight }: FailingStep): ResponseFacts | null =>
  (isPreflight ? hop.preflight?.response : hop.response) ?? null;

/** The response headers that decide, or that show what answered. */
const MATTERS = /^(access-control-.*|location|www-authenticate|server|vary)$/i;

function answerBlocks(diagnosis: Diagnosis): readonly Block[] {
  const step = failingStep(diagnosis);
  const { hop, isPreflight } = step;
  const asked = code(shorten(`${isPreflight ? 'OPTIONS' : hop.method} ${pathOf(hop.url)}`));
  const response = responseAt(step);
  const heading: Block = {
    kind: 'heading',
    prose: say`What the server answered`.fr`Ce que le serveur a répondu`,
  };
  if (response === null) {
    return [
      heading,
      {
        kind: 'text',
        prose: say`Nothing arrived for ${asked}.`.fr`Rien n’est arrivé pour ${asked}.`,
      },
    ];
  }
  const headers = response.headers.filter(([name]) => MATTERS.test(name)).slice(0, MOST_HEADERS);
  const isBare = !headers.some(([name]) => /^access-control-/i.test(name));
  const lines = headers.map(([name, value]) => `${name}: ${shorten(value)}`).join('\n');
  const status = phrase`status ${response.status}`.fr`statut ${response.status}`;
  return [
    heading,
    {
      kind: 'text',
      prose: isBare
        ? say`To ${asked}: ${status}, without any ${code('Access-Control-…')} header.`.fr`À
          ${asked} : ${status}, sans aucun en-tête ${code('Access-Control-…')}.`
        : say`To ${asked}: ${status}.`.fr`À ${asked} : ${status}.`,
    },
    ...(lines === '' ? [] : [{ kind: 'code', language: 'http', text: lines } as const]),
  ];
}

/** One fix for all of them. What must change elsewhere comes first. */
function fixBlocks(diagnosed: readonly Blocked[], options: ExportOptions): readonly Block[] {
  const elsewhere = new Map(
    diagnosed.flatMap(({ diagnosis }) => diagnosis.elsewhere.map((one) => [plainText(one), one])),
  );
  const remedy = diagnosed
    .map(({ diagnosis }) => chosenFirst(diagnosis, options)[0])
    .find((one) => one !== undefined);
  return [
    ...(elsewhere.size === 0
      ? []
      : ([
          {
            kind: 'heading',
            prose: say`Some need a change elsewhere`.fr`Certaines demandent un changement ailleurs`,
          },
          { kind: 'list', items: [...elsewhere.values()].slice(0, MOST_CAUSES) },
        ] as const)),
    ...(remedy === undefined ? [] : remedyBlocks(remedy, diagnosed)),
  ];
}

function remedyBlocks(
  { stack, detected, remedy }: ProvedRemedy,
  diagnosed: readonly Blocked[],
): readonly Block[] {
  const settled = diagnosed.filter(isSettledByHeaders).length;
  const all =
    settled === diagnosed.length
      ? phrase`One fix for all of them`.fr`Une correction pour toutes`
      : phrase`One fix for ${settled} of them`.fr`Une correction pour ${settled} d’entre elles`;
  const what = diagnosed.length === 1 || settled === 0 ? phrase`The fix`.fr`La correction` : all;
  return [
    {
      kind: 'heading',
      prose: detected
        ? say`${what}, for ${stack.label}`.fr`${what}, pour ${stack.label}`
        : say`${what}, if the server runs ${stack.label}`
            .fr`${what}, si le serveur utilise ${stack.label}`,
    },
    ...stepsOf(remedy).flatMap(stepBlocks),
    ...remedy.cautions.map((caution): Block => ({ kind: 'text', prose: caution })),
  ];
}

function stepBlocks(step: Step): readonly Block[] {
  if (step.kind === 'check') return [];
  if (step.kind === 'edit') return step.snippets.flatMap(snippetBlocks);
  const command = commandOf(step);
  return [
    { kind: 'text', prose: stepProse(step) },
    ...(command === null ? [] : [{ kind: 'code', language: 'shell', text: command } as const]),
  ];
}

function snippetBlocks(snippet: Snippet): readonly Block[] {
  const { file, place, language } = snippet;
  const edit = isEditInPlace(snippet)
    ? { language: 'diff', text: snippetDiff(snippet) }
    : { language, text: snippetText(snippet) };
  return [
    { kind: 'text', prose: say`${code(file)}: ${place}`.fr`${code(file)} : ${place}` },
    { kind: 'code', ...edit },
  ];
}

function checkBlocks(diagnosis: Diagnosis, { shell = 'bash' }: ExportOptions): readonly Block[] {
  const step = failingStep(diagnosis);
  const made = curlCommands(step.hop, shell);
  const heading: Block = { kind: 'heading', prose: say`How to check`.fr`Comment vérifier` };
  if ('refused' in made) return [heading, { kind: 'text', prose: [made.refused] }];
  const command = step.isPreflight ? made.commands[0] : made.commands.at(-1);
  if (command === undefined) return [];
  const expected = expectedLines(diagnosis);
  return [
    heading,
    { kind: 'code', language: 'shell', text: command },
    ...(command.includes(REDACTED)
      ? [
          {
            kind: 'text',
            prose: say`Write the real value for each ${code(REDACTED)}.`.fr`Écrivez la vraie valeur
              à la place de chaque ${code(REDACTED)}.`,
          } as const,
        ]
      : []),
    ...(expected.length === 0
      ? []
      : ([
          {
            kind: 'text',
            prose: expectation(expected),
          },
          { kind: 'code', language: 'http', text: expected.join('\n') },
        ] as const)),
  ];
}

function expectation(lines: readonly string[]): Prose {
  const more = lines.some((line) => LIST.test(line))
    ? phrase` Lists may have more in them.`.fr` Les listes peuvent contenir plus.`
    : '';
  return lines.length === 1
    ? say`The response must have this line.${more}`.fr`La réponse doit contenir cette
      ligne.${more}`
    : say`The response must have these lines.${more}`
        .fr`La réponse doit contenir ces lignes.${more}`;
}

const LIST = /^access-control-allow-(methods|headers):/i;

/** The lines that were missing or wrong, as they must be. */
function expectedLines({ comparison, findings, requirement }: Diagnosis): readonly string[] {
  const finding = findings[0]?.finding;
  return comparison
    .filter(({ ok, phase, hop }) => !ok && phase === finding?.phase && hop === finding.hop)
    .map(({ name, expected }) => {
      const origin = requirement.answer?.origin;
      const isOrigin = name === 'Access-Control-Allow-Origin' && origin !== undefined;
      return `${name}: ${isOrigin ? origin : shorten(expected)}`;
    });
}
