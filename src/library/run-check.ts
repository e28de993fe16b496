import { type Asked, type Check, exchangeOfCheck, type Question } from '../checks/check.ts';
import { nextQuestion } from '../checks/next-question.ts';
import type { Exchange } from '../model/exchange.ts';
import { type HeaderList, has } from '../model/header-list.ts';
import { isSameOrigin, originOf } from '../model/origin.ts';
import { redactHeader, redactUrl } from '../model/redact.ts';
import { askServer, type Limits, type Secrets } from './ask.ts';

/**
 * Asks everything of a check, one question after the other. Null if there was nothing to ask. The
 * exchange has no secrets; the server gets them.
 */
export async function runCheck(
  check: Check,
  secrets: Secrets,
  limits: Limits,
): Promise<Exchange | null> {
  const asked: Asked[] = [];
  for (
    let question = nextQuestion(check, asked);
    question !== null;
    question = nextQuestion(check, asked)
  ) {
    const { url } = question;
    const whole = url === redactUrl(secrets.url) ? { ...question, url: secrets.url } : question;
    const own = ownHeaders(question, secrets);
    const at = Date.now();
    const answer = await askServer(whole, limits, own);
    const headers: HeaderList = [...question.headers, ...own.map(redactHeader)];
    asked.push({ question: { ...question, headers }, at, answer });
  }
  return exchangeOfCheck(check, asked);
}

/** A browser drops `Authorization` when a redirect leaves its origin. */
function ownHeaders(question: Question, secrets: Secrets): HeaderList {
  if (question.phase === 'preflight') return [];
  const isThere = isSameOrigin(originOf(question.url), originOf(secrets.url));
  return secrets.headers.filter(
    ([name]) =>
      !has(question.headers, name) && (isThere || !/^(authorization|cookie)$/i.test(name)),
  );
}
