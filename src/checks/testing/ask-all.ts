/** Test support: asks everything of a check, and a function answers as the server. */
import type { Exchange } from '../../model/exchange.ts';
import type { HeaderList } from '../../model/header-list.ts';
import type { Answer, Asked, Check, Question } from '../check.ts';
import { nextQuestion, withheldBy } from '../next-question.ts';
import { credentialsOf } from '../why-not.ts';

/** A response, or the name of a network error. */
export type Reply = string | { readonly status: number; readonly headers: HeaderList };

/** A check of that exchange. `at`: when it begins. */
export function checkOf(
  of: Exchange,
  {
    browser = 'chromium',
    cookies = false,
  }: Partial<Pick<Check, 'browser'> & { cookies: boolean }> = {},
): Check {
  const checked = { of: of.id, credentials: credentialsOf(of, browser), cookies, withheld: [] };
  const check: Check = { id: `checked-${of.id}`, of, browser, checked };
  return { ...check, checked: { ...checked, withheld: withheldBy(check) } };
}

/** Asks until nothing is left. Each answer takes a millisecond, which starts at `at`. */
export function askAll(
  check: Check,
  reply: (question: Question) => Reply,
  at: number,
): readonly Asked[] {
  const asked: Asked[] = [];
  for (
    let question = nextQuestion(check, asked), time = at;
    question !== null;
    question = nextQuestion(check, asked), time += 2
  ) {
    asked.push({ question, at: time, answer: answerOf(reply(question), time + 1) });
  }
  return asked;
}

function answerOf(reply: Reply, at: number): Answer {
  return typeof reply === 'string'
    ? { kind: 'error', error: reply, at }
    : { kind: 'response', ...reply, at };
}
