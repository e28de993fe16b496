import { MEASURED_LABELS } from '../causes/other-browser.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import type { Outcome } from '../library/outcome.ts';
import { isRisk, type Met } from '../library/strangers.ts';
import type { Risk } from '../lint/risk.ts';
import type { BrowserName, Ending, Exchange, Hop, ResponseFacts } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import type { Item } from './items.ts';
import { named } from './output.ts';
import { printable, styled, type Terminal, wrapped } from './terminal.ts';
import { endpointsText } from './text.ts';

export type CheckTextOptions = {
  readonly origin: string;
  /** The address of the proxy that was used; null: none. */
  readonly proxy: string | null;
  readonly browser: BrowserName;
  readonly stack: string | null;
  readonly terminal: Terminal;
};

/** What was asked, what came back, and what browsers make of it, for people. */
export function* checkText(
  exchange: Exchange,
  outcomes: readonly (readonly [BrowserName, Outcome])[],
  { origin, proxy, browser, stack, terminal }: CheckTextOptions,
): Generator<string> {
  const as =
    proxy === null
      ? phrase`Asked as a page of ${origin}:`.fr`Requête envoyée comme par une page de ${origin} :`
      : phrase`Asked as a page of ${origin}, through the proxy ${proxy}:`
          .fr`Requête envoyée comme par une page de ${origin}, par le proxy ${proxy} :`;
  yield `${wrapped(as, terminal, '').join('\n')}\n`;
  for (const line of exchange.hops.flatMap((hop) => asked(hop, exchange))) {
    yield `  ${printable(line)}\n`;
  }
  const exchanges = [exchange];
  const groups = groupEndpoints(exchanges, (one) => diagnose(one, { browser, exchanges }));
  const endpoints = groups.flatMap((group) => group.endpoints);
  if (isPreflightOnly(exchange, outcomes)) {
    const says = phrase`The preflight passes. The request itself was not sent, because it may change data. Add --send to send it.`
      .fr`La requête préliminaire passe. La requête elle-même n’a pas été envoyée, car elle peut
      modifier des données. Ajoutez --send pour l’envoyer.`;
    yield `\n${wrapped(says, terminal, '').join('\n')}\n`;
  } else yield* endpointsText(endpoints, { stack, terminal });
  for (const { shown } of endpoints) {
    for (const { text } of shown.otherBrowsers) {
      yield `\n${wrapped(plainText(text), terminal, '').join('\n')}\n`;
    }
  }
  yield `\n${outcomes.map(([one, outcome]) => outcomeText(one, outcome, terminal)).join(' · ')}\n`;
}

const isPreflightOnly = (
  { hops }: Exchange,
  outcomes: readonly (readonly [BrowserName, Outcome])[],
): boolean =>
  outcomes.every(([, outcome]) => outcome === 'allowed') &&
  hops.every(({ response }) => response === null);

const WORDS: Readonly<Record<Outcome, string>> = {
  allowed: phrase`allowed`.fr`autorisée`,
  blocked: phrase`blocked by CORS`.fr`bloquée par CORS`,
  failed: phrase`failed, not by CORS`.fr`échouée, pas à cause de CORS`,
  undetermined: phrase`undetermined`.fr`indéterminée`,
};

const outcomeText = (browser: BrowserName, outcome: Outcome, terminal: Terminal): string =>
  styled(
    named(MEASURED_LABELS[browser], WORDS[outcome]),
    outcome === 'allowed' ? 'green' : outcome === 'blocked' ? 'red' : 'yellow',
    terminal,
  );

/** One line for each request that was sent. */
function asked({ url, method, preflight, request, response }: Hop, { ending }: Exchange) {
  return [
    ...(preflight === null
      ? []
      : [`OPTIONS ${url} ${cameBack(preflight.response, preflight.ending)}`]),
    ...(request === null ? [] : [`${method} ${url} ${cameBack(response, ending)}`]),
  ];
}

const cameBack = (response: ResponseFacts | null, ending: Ending): string =>
  response !== null ? String(response.status) : ending.kind === 'error' ? ending.error : '';

const LET: Readonly<Record<Met['let'], string>> = {
  in: phrase`allowed by name`.fr`autorisé par son nom`,
  'in as anybody': phrase`allowed, as every site (*)`.fr`autorisé, comme tous les sites (*)`,
  out: phrase`not allowed`.fr`non autorisé`,
  'nobody knows': phrase`unknown`.fr`inconnu`,
};

/** Which other origins the server allows, for machines. */
export const strangersItems = (all: readonly Met[]): readonly Item[] =>
  all.map((one) => ({
    id: 'stranger-allowed',
    level: isRisk(one) ? 'error' : 'pass',
    title: `${one.origin} (${one.who})`,
    says: strangerSays(one),
    detail: strangerSays(one),
    docs: null,
  }));

function strangerSays(one: Met): string {
  const became = one.cookies
    ? phrase`${LET[one.let]}, with cookies`.fr`${LET[one.let]}, avec des cookies`
    : LET[one.let];
  return named(`${one.origin} (${one.who})`, became);
}

/** Which other origins the server allows, and what is unsafe about that. */
export function* strangersText(
  all: readonly Met[],
  risks: readonly Risk[],
  terminal: Terminal,
): Generator<string> {
  yield `\n${styled(phrase`Other origins`.fr`Autres origines`, 'bold', terminal)}\n`;
  for (const one of all) {
    const mark = isRisk(one) ? '!' : '·';
    const lines = wrapped(strangerSays(one), terminal, '    ', `  ${mark} `);
    yield `${lines.map((line) => (isRisk(one) ? styled(line, 'yellow', terminal) : line)).join('\n')}\n`;
  }
  if (all.some(isRisk) && risks.every(({ kind }) => kind === 'note')) {
    const says = phrase`Risk: the server compares only a part of the origin. List the origins by name, or put ^ before the pattern and $ after it.`
      .fr`Risque : le serveur ne compare qu’une partie de l’origine. Nommez les origines dans une
      liste, ou mettez ^ avant le motif et $ après.`;
    yield `\n${wrapped(says, terminal, '  ', '').join('\n')}\n`;
  }
  for (const { kind, seen, proof } of risks) {
    const name = kind === 'note' ? phrase`Note`.fr`Remarque` : phrase`Risk`.fr`Risque`;
    yield `\n${wrapped(named(name, plainText(seen)), terminal, '  ', '').join('\n')}\n`;
    yield `${wrapped(plainText(proof), terminal, '  ').join('\n')}\n`;
  }
}
