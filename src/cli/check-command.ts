import type { HarReading } from '../har/parse-har.ts';
import { type AskedNamed, askNamed, unsentWords } from '../library/ask-named.ts';
import { engines } from '../library/engines.ts';
import type { Outcome } from '../library/outcome.ts';
import { type ProxyFor, readProxies } from '../library/proxy.ts';
import { isRisk, risksIn } from '../library/strangers.ts';
import { phrase } from '../model/say.ts';
import { stacks } from '../servers/index.ts';
import {
  type CheckOptions,
  checkUsage,
  type OneCheck,
  parseCheckArguments,
} from './check-options.ts';
import { checkText, strangersItems, strangersText } from './check-text.ts';
import { readChecks } from './checks-file.ts';
import { type FormatOptions, isOneFormat } from './formats.ts';
import { type Item, inPage, itemsOf } from './items.ts';
import { named, refuse, surroundings, write } from './output.ts';
import { readInput } from './read-input.ts';
import { type FileResult, sheetOf } from './sheet.ts';
import { printable, styled } from './terminal.ts';

const [AS_EXPECTED, OTHERWISE, BAD_INPUT] = [0, 1, 2] as const;

/** A piece of output and the exit code up to there, or one line that says what is wrong. */
export type Told =
  | { readonly pieces: Iterable<string>; readonly code: number }
  | { readonly problem: string };

/** `crosscheck check`, on the console. Returns the exit code. */
export async function printCheck(args: readonly string[], folder: string): Promise<number> {
  let code: number = AS_EXPECTED;
  for await (const told of checkCommand(args, {
    ...surroundings(),
    folder,
    environment: process.env,
  })) {
    code = Math.max(code, 'problem' in told ? refuse(told.problem) : told.code);
    if (!('problem' in told)) await write(told.pieces, code);
  }
  return code;
}

type Around = Pick<FormatOptions, 'terminal' | 'version' | 'capturedAt'> & {
  /** What the names of files are relative to. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Asks everything that the arguments name, one check after the other. Never rejects. */
export async function* checkCommand(args: readonly string[], around: Around): AsyncGenerator<Told> {
  const known = { stacks: stacks.map(({ id }) => id), browsers: engines };
  const options = parseCheckArguments(args, known);
  if (options === 'help') {
    yield { pieces: [`${checkUsage(known)}\n`], code: AS_EXPECTED };
    return;
  }
  if ('problem' in options) {
    yield options;
    return;
  }
  const proxyFor = readProxies(options.proxy, around.environment);
  if ('problem' in proxyFor) {
    yield proxyFor;
    return;
  }
  const checks = await checksOf(options, around.folder);
  if ('problem' in checks) {
    yield checks;
    return;
  }
  const many = checks.length > 1 || 'file' in options.what;
  const { format, stack } = options;
  const sheet = sheetOf({ ...around, format, stack, many, failOn: [], origin: null });
  yield { pieces: [sheet.begin], code: AS_EXPECTED };
  for (const [at, check] of checks.entries()) {
    const asked = await askNamed({ ...options, ...check, proxyFor });
    if (asked === null) {
      const problem = unsentWords(check.request.method);
      yield { problem: many ? named(check.request.url, problem) : problem };
      yield { pieces: sheet.of({ name: nameOf(check), problem }), code: BAD_INPUT };
      continue;
    }
    const code = codeOf(asked, check);
    const pieces =
      format === 'text'
        ? textOf(asked, check, at, { ...around, ...options, proxyFor })
        : sheet.of(resultOf(asked, check, options));
    yield { pieces, code };
  }
  yield { pieces: [sheet.end()], code: AS_EXPECTED };
}

async function checksOf(
  { what }: CheckOptions,
  folder: string,
): Promise<readonly OneCheck[] | { readonly problem: string }> {
  if ('check' in what) return [what.check];
  const input = await readInput(what.file, folder);
  const checks = 'problem' in input ? input : readChecks(input.text, what);
  return 'problem' in checks ? { problem: named(what.file, checks.problem) } : checks;
}

const nameOf = ({ request }: OneCheck): string => request.url;

const isExpected = ({ outcomes }: AskedNamed, { expect }: OneCheck): boolean =>
  outcomes.every(([, outcome]) => outcome === expect);

const codeOf = (asked: AskedNamed, check: OneCheck): number =>
  isExpected(asked, check) && !asked.others.some(([met]) => isRisk(met)) ? AS_EXPECTED : OTHERWISE;

const exchangesOf = ({ exchange, others }: AskedNamed) => [
  exchange,
  ...others.flatMap(([, made]) => made ?? []),
];

type TextOptions = CheckOptions & Around & { readonly proxyFor: ProxyFor };

function* textOf(
  asked: AskedNamed,
  check: OneCheck,
  at: number,
  { terminal, stack, browsers: [browser = 'chromium'], proxyFor }: TextOptions,
): Generator<string> {
  const { exchange, outcomes, others } = asked;
  const { request, expect, name, strangers } = check;
  if (at > 0) yield '\n';
  if (name !== null) yield `${styled(printable(name), 'bold', terminal)}\n`;
  const proxy = proxyFor(new URL(request.url))?.address ?? null;
  yield* checkText(exchange, outcomes, { ...request, proxy, browser, stack, terminal });
  const met = others.map(([one]) => one);
  const risks = risksIn(exchangesOf(asked), request.url, met);
  if (strangers) yield* strangersText(met, risks, terminal);
  if (!isExpected(asked, check)) yield `${expected(expect)}\n`;
}

/** The check as a file with its requests, or as a list of what was expected and what came. */
function resultOf(asked: AskedNamed, check: OneCheck, options: CheckOptions): FileResult {
  const [browser = 'chromium'] = options.browsers;
  const exchanges = exchangesOf(asked);
  const reading: HarReading = {
    readable: true,
    browser,
    entries: exchanges.length,
    exchanges,
    problems: [],
  };
  const name = nameOf(check);
  if (isOneFormat(options.format)) return { name, reading };
  return { name, reading, items: itemsOfCheck(asked, check, { ...options, browser }) };
}

function itemsOfCheck(
  asked: AskedNamed,
  check: OneCheck,
  { stack, browser }: Pick<CheckOptions, 'stack'> & Pick<HarReading, 'browser'>,
): readonly Item[] {
  const exchanges = [asked.exchange];
  const [own] = itemsOf(exchanges, { browser, exchanges }, { stack, failOn: [] });
  const { name, expect, request } = check;
  const title = name ?? `${request.method} ${request.url} ${inPage(request.origin)}`;
  const said = asked.outcomes.map(([one, outcome]) => named(one, OUTCOMES[outcome])).join(', ');
  const level = isExpected(asked, check) ? 'pass' : 'error';
  const says = `${expected(expect)} ${said}.`;
  const detail = level === 'pass' ? '' : [says, own?.detail ?? ''].join('\n').trim();
  const first: Item = {
    id: own?.id ?? 'unexpected',
    level,
    title,
    says: own !== undefined && expect === 'allowed' ? `${says} ${own.says}` : says,
    detail,
    docs: own?.docs ?? null,
  };
  return [first, ...strangersItems(asked.others.map(([met]) => met))];
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  allowed: phrase`allowed`.fr`autorisée`,
  blocked: phrase`blocked`.fr`bloquée`,
  failed: phrase`failed`.fr`échouée`,
  undetermined: phrase`undetermined`.fr`indéterminée`,
};

const expected = (outcome: Outcome): string =>
  phrase`Expected: ${OUTCOMES[outcome]}.`.fr`Résultat attendu : ${OUTCOMES[outcome]}.`;
