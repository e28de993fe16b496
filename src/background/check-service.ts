import type { RequestEvent } from '../capture/raw-event.ts';
import {
  type Answer,
  type Asked,
  type Check,
  exchangeOfCheck,
  type Question,
} from '../checks/check.ts';
import { eventsOfCheck } from '../checks/events.ts';
import { isUnusedException, nextQuestion, withheldBy } from '../checks/next-question.ts';
import { isSameAnswer } from '../checks/same-answers.ts';
import { credentialsOf, whyNotChecked } from '../checks/why-not.ts';
import type { CheckAnswer, CheckQuestion } from '../messaging/checks.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';

/** How long a server may take for one answer. */
const PATIENCE_MS = 15_000;

/** Of how many requests the last check is remembered, to tell whether the next one differs. */
const MOST_REMEMBERED = 50;

export type CheckServiceParts = {
  readonly browser: BrowserName;
  /** What was seen in a tab. Waits until it has been read. */
  readonly exchanges: (tabId: number) => Promise<readonly Exchange[]>;
  /** Keeps an event of a check. */
  readonly accept: (event: RequestEvent) => Promise<void>;
  /** Sends one question. Null when it was taken back. @throws When the browser refuses to. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer | null>;
  /** Whether the user has granted the host of the URL. */
  readonly isGranted: (url: string) => Promise<boolean>;
  /** Whether a tab is private. Its cookies are not those of the extension's requests. */
  readonly isPrivate: (tabId: number) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** Answers one question of a view. Never rejects. */
export type CheckService = (question: CheckQuestion, signal: AbortSignal) => Promise<CheckAnswer>;

/**
 * Asks servers again, one question at a time. A check is kept only when it has ended: if the browser
 * stops the background, nothing half is left.
 */
export function createCheckService(parts: CheckServiceParts): CheckService {
  const { browser, exchanges, accept, isPrivate, now } = parts;
  const lastOf = new Map<string, Exchange>();
  let queue: Promise<unknown> = Promise.resolve();
  let made = 0;

  const run: CheckService = async (question, signal) => {
    if (signal.aborted) return not('interrupted');
    const known = await exchanges(question.tabId);
    const of = known.find(({ id }) => id === question.exchange);
    if (of === undefined) return not('gone');
    const why = whyNotChecked(of, browser);
    if (why !== null) return not(why);
    const cookies = question.cookies && !(await isPrivate(question.tabId));
    const check = checkOf(of, cookies);
    const asked = await askAll(parts, check, signal);
    if (!Array.isArray(asked)) return asked;
    const exchange = exchangeOfCheck(check, asked);
    if (exchange === null) return not('not-cors');
    if (isUnusedException(check, exchange)) return not('certificate');
    const last = lastOf.get(of.id);
    if (!question.quiet || last === undefined || !isSameAnswer(last, exchange)) {
      for (const event of eventsOfCheck(check, asked)) await accept(event);
      lastOf.delete(of.id);
      lastOf.set(of.id, exchange);
      for (const id of [...lastOf.keys()].slice(0, -MOST_REMEMBERED)) lastOf.delete(id);
    }
    return { type: 'checked', exchange };
  };

  const checkOf = (of: Exchange, cookies: boolean): Check => {
    made += 1;
    const checked = { of: of.id, credentials: credentialsOf(of, browser), cookies, withheld: [] };
    const check: Check = { id: `checked-${now()}-${made}`, of, browser, checked };
    return { ...check, checked: { ...checked, withheld: withheldBy(check) } };
  };

  return (question, signal) => {
    const answer = queue.then(() => run(question, signal)).catch(() => not('interrupted'));
    queue = answer;
    return answer;
  };
}

const not = (why: Extract<CheckAnswer, { type: 'not-checked' }>['why']): CheckAnswer => ({
  type: 'not-checked',
  why,
});

/** All questions with their answers, or why there are none. */
async function askAll(
  { ask, isGranted, now }: CheckServiceParts,
  check: Check,
  signal: AbortSignal,
): Promise<Asked[] | CheckAnswer> {
  const asked: Asked[] = [];
  for (
    let question = nextQuestion(check, asked);
    question !== null;
    question = nextQuestion(check, asked)
  ) {
    if (!(await isGranted(question.url))) return not('not-granted');
    const late = AbortSignal.timeout(PATIENCE_MS);
    // No answer is older than its question, whatever the clocks say.
    const at = Math.max(now(), asked.at(-1)?.answer.at ?? 0);
    const answer = await ask(question, AbortSignal.any([signal, late]));
    if (answer === null) return not(late.aborted ? 'no-answer' : 'interrupted');
    asked.push({ question, at, answer: { ...answer, at: Math.max(at, answer.at) } });
  }
  return asked;
}
