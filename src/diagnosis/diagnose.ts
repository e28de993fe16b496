import type { Hint } from '../evidence/hint.ts';
import { outerAnswersOptions } from '../evidence/layers.ts';
import { detectHints } from '../hints/index.ts';
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { forPairs, lazy } from '../model/lazy.ts';
import { NO_NOTES, type Notes } from '../model/notes.ts';
import { originOf } from '../model/origin.ts';
import type { Elsewhere, Requirement } from '../model/requirement.ts';
import { saidOf } from '../model/said-cookies.ts';
import type { SeenServer } from '../model/seen-server.ts';
import { isModeGiven } from '../policy/credentials.ts';
import type { Evaluation } from '../policy/finding.ts';
import { stacks } from '../servers/index.ts';
import { newestAnswer } from '../servers/kit/application-answer.ts';
import { POSSIBLE } from '../servers/kit/marks.ts';
import type { Remedy } from '../servers/kit/stack.ts';
import { addressOf } from './address.ts';
import { asOffered } from './as-offered.ts';
import { compareHeaders } from './comparison.ts';
import { isShown } from './credentials.ts';
import type { Diagnosis, DiagnosisContext, ProvedRemedy } from './diagnosis.ts';
import { proseOf } from './elsewhere.ts';
import { type Neighbours, neighboursOf, sameItems } from './neighbours.ts';
import { otherBrowsers } from './other-browser.ts';
import { withRefused } from './refused-parts.ts';
import { adapted, NO_OFFERS, offersFor, type Whose } from './remedies.ts';
import { isNotMine, requirementOf } from './requirement.ts';
import { restsOnOlder } from './rests-on-older.ts';
import { diagnoseRow, isStorageAccessWithheld, likelyMode } from './row.ts';
import { safariNeeds } from './safari-needs.ts';
import { knownServer } from './seen-server-in.ts';
import type { Attempt } from './tried.ts';

type Remembered = {
  readonly browser: BrowserName;
  readonly neighbours: readonly Neighbours[];
  readonly storageAccessWithheld: boolean;
  readonly notes: Notes;
  readonly diagnosis: Diagnosis;
};

const remembered = new WeakMap<Exchange, Remembered>();

/**
 * Everything that is shown of one exchange: the browser's decision with its reason in words, and
 * the fix. Never throws, whatever the exchange holds.
 *
 * Called for every row on every change, so it remembers: the same exchange with the same other
 * exchanges of its servers gives the same object. What only an opened row needs (comparison, hints,
 * requirement, remedies) is made when it is first read.
 */
export function diagnose(
  exchange: Exchange,
  { browser, exchanges, notes = NO_NOTES }: DiagnosisContext,
): Diagnosis {
  const neighbours = neighboursOf(exchange, exchanges);
  const last = remembered.get(exchange);
  const storageAccessWithheld = isStorageAccessWithheld(exchanges);
  const isSame =
    last?.browser === browser &&
    last.storageAccessWithheld === storageAccessWithheld &&
    last.notes === notes;
  if (isSame && sameItems(last.neighbours, neighbours)) return last.diagnosis;
  const diagnosis = conclude(exchange, browser, neighbours, { storageAccessWithheld, notes });
  remembered.set(exchange, { browser, neighbours, storageAccessWithheld, notes, diagnosis });
  return diagnosis;
}

function conclude(
  exchange: Exchange,
  browser: BrowserName,
  neighbours: readonly Neighbours[],
  { storageAccessWithheld, notes }: Pick<Remembered, 'storageAccessWithheld' | 'notes'>,
): Diagnosis {
  const exchanges = union(neighbours);
  const said = saidOf(notes.cookies, addressOf(exchange));
  const likely = likelyMode(exchange, browser, neighbours, notes);
  const row = diagnoseRow(exchange, browser, { likely, storageAccessWithheld });
  const { evaluation, title } = row;
  const stoppedAt = originOf(lastHop(exchange).url);
  const hints = lazy(() =>
    exchange.tried
      ? []
      : detectHints({
          exchange,
          evaluation,
          server: knownServer(exchange, exchanges, stoppedAt).inItsTime,
          isForeign: isNotMine(exchange, evaluation, { notes }),
        }),
  );
  const other = lazy(() => otherBrowsers(exchange, evaluation, browser));
  const requirement = lazy(() =>
    requirementOf(exchange, evaluation, { browser, exchanges, notes }),
  );
  const offers = lazy(() => {
    const { answer, forward, elsewhere } = requirement();
    if (forward !== undefined) {
      return offersFor(forward, knownServer(exchange, exchanges, stoppedAt).now, 'page');
    }
    if (answer === null) return NO_OFFERS;
    const there = knownServer(exchange, exchanges, answer.server);
    // Where the server that must answer was never seen, `https` for `http`, the one before it was.
    const known =
      there.now.answers.length > 0 ? there : knownServer(exchange, exchanges, stoppedAt);
    const whose = whoseSettingsHelp(elsewhere);
    const attempt: Attempt = {
      exchange,
      evaluation,
      title,
      server: answer.server,
      exchanges,
      browser,
      copied: notes.copied,
    };
    const required = withRefused(answer, evaluation);
    return adapted(offersFor(required, known.now, whose), (fix) =>
      asOffered(fix, attempt, {
        noCookies: said === null && mayMissCookies(exchange, evaluation, requirement()),
        needsNoError: ({ stack }) =>
          stackOf(stack.id)?.failsWithoutCors === true &&
          answer.preflight &&
          newestAnswer(known.now, answer) === undefined,
        pastOf: restsOnOlder(answer, known),
        inFront: ({ stack, detection }) => {
          if (stack.isProxy === true || stack.id === 'any-server') return null;
          if (isOverwritten(evaluation, hints())) return 'headers';
          const isOptions = answer.preflight && outerAnswersOptions(known.now) !== null;
          return isOptions && detection.confidence < POSSIBLE ? 'options' : null;
        },
        withCookies: (one) =>
          cookieFix(
            one,
            known.now,
            () =>
              stackOf(one.stack.id)?.remedy({ ...required, credentials: true }, known.now) ?? null,
          ),
        // What was pasted without help shows that the older settings are gone.
        newest: ({ stack }) => offersFor(required, known.fresh, whose).remedyFor(stack.id),
        inSafari: ({ remedy }) => safariNeeds(exchange, evaluation, browser, answer, remedy),
      }),
    );
  });
  return {
    ...row,
    get comparison() {
      return compareHeaders(row);
    },
    get hints() {
      return hints();
    },
    get otherBrowsers() {
      return other();
    },
    get requirement() {
      return requirement();
    },
    get cookies() {
      const isAsked = said !== null || mayMissCookies(exchange, evaluation, requirement());
      const isOpen = requirement().answer !== null && !isCredentialsSeen(exchange, evaluation);
      return isAsked && isOpen ? { key: addressOf(exchange), said } : null;
    },
    get elsewhere() {
      return requirement().elsewhere.map(proseOf);
    },
    get candidates() {
      return offers().candidates;
    },
    get likeliest() {
      return offers().likeliest;
    },
    get remedies() {
      return offers().remedies;
    },
    remedyFor: (stack) => offers().remedyFor(stack),
    remedyInTurn: (choose) => offers().remedyInTurn(choose),
  };
}

/** What a fix needs for a request with cookies: many rows share a fix. */
const cookieFix = forPairs<ProvedRemedy, SeenServer, Remedy | null>();

const NOBODY: Neighbours = [];

/** Nearly always one server, and then the list that others share. */
function union(neighbours: readonly Neighbours[]): Neighbours {
  const [only = NOBODY, ...others] = neighbours;
  return others.length === 0 ? only : [...new Set(neighbours.flat())];
}

/** Whether a fix allows no credentials, although nothing shows for certain that it needs none. */
const mayMissCookies = (
  exchange: Exchange,
  evaluation: Evaluation,
  { answer }: Requirement,
): boolean => answer !== null && !answer.credentials && !isCredentialsSeen(exchange, evaluation);

/** Whether nobody needs to say it. */
const isCredentialsSeen = ({ resourceType }: Exchange, evaluation: Evaluation): boolean =>
  isModeGiven(resourceType) || isShown(evaluation);

const stackOf = (id: string) => stacks.find((stack) => stack.id === id);

/** A layer in front put `*` in the place of the origin that the application named. */
const isOverwritten = ({ findings: [first] }: Evaluation, hints: readonly Hint[]): boolean =>
  first?.cause === 'wildcard-with-credentials' && hints.some(({ id }) => id === 'two-layers');

/** Errors from something in front of the application, which its settings do not affect. */
const BEFORE_APPLICATION: ReadonlySet<number> = new Set([413, 414, 431, 502, 503, 504]);

/** Another line in a doubled header does not help, and neither do headers on a persistent error. */
function whoseSettingsHelp(elsewhere: readonly Elsewhere[]): Whose {
  const kinds = elsewhere.map((item): Whose => {
    // What adds a second line is in front, and only there it can be taken away.
    if (item.kind === 'one-layer') return item.via === undefined ? 'proxies' : 'none';
    if (item.kind === 'one-credentials-layer') return 'proxies';
    // The server itself can set nothing, so only a proxy in front of it helps.
    if (item.kind === 'own-place') return 'outer';
    if (item.kind !== 'server-error') return 'all';
    // It is about the connection, so header settings have no effect.
    if (item.status === 421) return 'none';
    // On a preflight, they would only let the request run into the same error.
    if (BEFORE_APPLICATION.has(item.status)) return item.preflight === true ? 'none' : 'proxies';
    return item.preflight === true ? 'all' : 'detected';
  });
  return WHOSE.find((one) => kinds.includes(one)) ?? 'all';
}

/** The narrowest first. */
const WHOSE: readonly Whose[] = ['none', 'proxies', 'outer', 'detected', 'all'];
