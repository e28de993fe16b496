// What `import … from 'crosscheck'` gives. Everything exported here follows semantic versioning.

// First of all, because modules make texts while they load.
import './speak.ts';
import {
  type Report,
  type ReportExchange,
  type ReportRisk,
  toReport,
  toReportRisk,
} from '../export/report.ts';
import { parseHar } from '../har/parse-har.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { stacks } from '../servers/index.ts';
import { askNamed, unsentWords } from './ask-named.ts';
import { engines } from './engines.ts';
import { readRequest } from './named-request.ts';
import { didYouMean } from './nearest.ts';
import type { Outcome } from './outcome.ts';
import { readProxies } from './proxy.ts';
import { exchangeOf, type SeenRequest } from './seen-request.ts';
import { isRisk, risksIn } from './strangers.ts';
import { version } from './version.ts';

export type { Report, ReportExchange, ReportRisk } from '../export/report.ts';
export type { BrowserName } from '../model/exchange.ts';
export type { Outcome } from './outcome.ts';
export type { HeaderInput, SeenRequest, SeenResponse } from './seen-request.ts';

/** Choices that all functions take. */
export type DiagnoseOptions = {
  /** The id of the server whose fix comes first, as `crosscheck --help` lists them. */
  readonly server?: string;
  /** Whose rules apply. */
  readonly browser?: BrowserName;
};

/** What a HAR says about CORS. */
export type HarDiagnosis = {
  /** The same as `crosscheck diagnose --format json` prints. */
  readonly report: Report;
  /** How many entries the HAR has. */
  readonly entries: number;
  /** What was left out or is uncertain, one sentence each. */
  readonly problems: readonly string[];
};

/**
 * Diagnoses every request of a HAR that CORS applies to. Secrets are removed first.
 * @param har Its text, or the parsed JSON.
 * @throws {TypeError} If it is no HAR, with the reason.
 * @throws {RangeError} If the server or browser is not known.
 */
export function diagnoseHar(har: unknown, options: DiagnoseOptions = {}): HarDiagnosis {
  requireKnown(options);
  const { readable, exchanges, browser, entries, problems } = parseHar(
    har,
    options.browser ?? null,
  );
  if (!readable) {
    const why = problems.join('; ');
    throw new TypeError(phrase`This is no HAR: ${why}`.fr`Ce n’est pas un HAR : ${why}`);
  }
  return { report: reportOn(exchanges, browser, options), entries, problems };
}

/**
 * Diagnoses one request from what is known of it: who asked, what for, and what came back.
 * @throws {TypeError} If its URL or origin cannot be read.
 * @throws {RangeError} If the server or browser is not known.
 */
export function diagnoseExchange(seen: SeenRequest, options: DiagnoseOptions = {}): ReportExchange {
  requireKnown(options);
  const [one] = reportOn([exchangeOf(seen)], options.browser ?? 'chromium', options).exchanges;
  if (one === undefined) throw new Error('A report has what it was made for.');
  return one;
}

/** What to ask a server. */
export type ServerCheck = {
  readonly url: string;
  /** The page's origin, such as `https://app.example`. */
  readonly origin: string;
  /** `GET` if absent. */
  readonly method?: string;
  /** The headers that the page sets: `NAME`, or `NAME: VALUE` to send it, too. */
  readonly headers?: readonly string[];
  /** Whether the page sends cookies. */
  readonly credentials?: boolean;
  /** Whether the request itself is sent even if it may change data. */
  readonly send?: boolean;
  /** Whether other origins are asked for, too. */
  readonly strangers?: boolean;
  /** How long each response may take, in milliseconds; 15,000 if absent. */
  readonly timeoutMs?: number;
  /**
   * The proxy for everything, such as `http://proxy.example:3128`; null for none. If absent,
   * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the environment decide.
   */
  readonly proxy?: string | null;
  /** Whose rules apply; every browser that is known if absent. */
  readonly browsers?: readonly BrowserName[];
  /** The id of the server whose fix comes first. */
  readonly server?: string;
};

/** What browsers make of a server's answers. */
export type ServerCheckResult = {
  readonly outcomes: Readonly<Partial<Record<BrowserName, Outcome>>>;
  /** What was asked and answered, the cause and the fixes. */
  readonly exchange: ReportExchange;
  /** Empty unless `strangers` is true. */
  readonly strangers: readonly {
    readonly origin: string;
    readonly who: string;
    readonly allowed: 'by name' | 'as every site' | 'no' | 'unknown';
    readonly withCookies: boolean;
    /** Whether it is dangerous that this origin is allowed. */
    readonly risk: boolean;
  }[];
  readonly risks: readonly ReportRisk[];
};

const ALLOWED = {
  in: 'by name',
  'in as anybody': 'as every site',
  out: 'no',
  'nobody knows': 'unknown',
} as const;

/**
 * Asks a server what a browser would ask: the preflight, and the request itself only for GET and
 * HEAD, or with `send`. A refusal or a broken connection is a result, no error.
 * @throws {TypeError} If no browser would send such a request, it needs `send`, or a proxy's address
 *   cannot be read. Rejects with it.
 * @throws {RangeError} If a server or browser is not known. Rejects with it.
 */
export async function checkServer(check: ServerCheck): Promise<ServerCheckResult> {
  const { browsers = engines, server, timeoutMs = 15_000, strangers = false } = check;
  for (const browser of browsers) requireKnown({ browser });
  if (server !== undefined) requireKnown({ server });
  const named = readRequest(check);
  if ('problem' in named) throw new TypeError(named.problem);
  const proxyFor = readProxies(check.proxy, process.env);
  if ('problem' in proxyFor) throw new TypeError(proxyFor.problem);
  const asked = await askNamed({ ...named, browsers, strangers, timeoutMs, proxyFor });
  if (asked === null) throw new TypeError(unsentWords(named.request.method));
  const { exchange, outcomes, others } = asked;
  const [browser = 'chromium'] = browsers;
  const [own] = reportOn([exchange], browser, { ...(server && { server }) }).exchanges;
  if (own === undefined) throw new Error('A report has what it was made for.');
  const met = others.map(([one]) => one);
  const exchanges = [exchange, ...others.flatMap(([, made]) => made ?? [])];
  return {
    outcomes: Object.fromEntries(outcomes),
    exchange: own,
    strangers: met.map((one) => ({
      origin: one.origin,
      who: one.who,
      allowed: ALLOWED[one.let],
      withCookies: one.cookies,
      risk: isRisk(one),
    })),
    risks: risksIn(exchanges, named.request.url, met).map((risk) =>
      toReportRisk(risk, originOf(named.request.url)),
    ),
  };
}

function reportOn(
  exchanges: readonly Exchange[],
  browser: BrowserName,
  { server }: DiagnoseOptions,
): Report {
  return toReport(
    exchanges,
    { browser, exchanges },
    {
      version: version(),
      capturedAt: new Date().toISOString(),
      stackChoice: () => server ?? null,
    },
  );
}

function requireKnown({ server, browser }: DiagnoseOptions): void {
  const ids = stacks.map(({ id }) => id);
  if (server !== undefined && !ids.includes(server)) {
    const [typed, meant] = [JSON.stringify(server), didYouMean(server, ids)];
    throw new RangeError(phrase`There is no server ${typed}.${meant}`.fr`Il n’y a pas de serveur
      ${typed}.${meant}`);
  }
  if (browser !== undefined && !engines.includes(browser)) {
    const [typed, choices] = [JSON.stringify(browser), engines.join(', ')];
    throw new RangeError(
      phrase`There is no browser ${typed}. Choose one of: ${choices}.`.fr`Il n’y a pas de navigateur
        ${typed}. Choisissez l’un de ceux-ci : ${choices}.`,
    );
  }
}
