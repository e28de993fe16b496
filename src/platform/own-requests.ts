import type { DeclarativeNetRequest } from 'webextension-polyfill';
import type { Answer, Question } from '../checks/check.ts';
import { get } from '../model/header-list.ts';
import { redactText } from '../model/redact.ts';
import { browser } from './browser.ts';
import { extra, toHeaderList } from './web-request.ts';

/** The ids of this file's rules. No other rule may have them. */
const RULE = 900_001;

/** What fetch() may not set, and what it would set otherwise than the browser does for a page. */
const CLIENT_HINTS = ['sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform'];

/** After fetch() has ended, the event that tells how may still be on its way. */
const LATE_MS = 500;

/**
 * The only code of the extension that sends a request. It sends exactly this question, and resolves
 * with the raw answer: for a redirect the redirect itself, and nothing of a body. Null when `signal`
 * took it back, or nothing was told of it. One at a time, because the rule that sets its headers
 * cannot tell two questions apart.
 *
 * Only the background may call it: there the request looks as the browser's own preflight does.
 * @throws When the browser refuses the rule.
 */
export async function askServer(question: Question, signal: AbortSignal): Promise<Answer | null> {
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  signal.addEventListener('abort', stop);
  const answer = listenFor(question, ended.signal);
  try {
    await setRule(ruleFor(question));
    if (signal.aborted) return null;
    void send(question, ended.signal).then(() => setTimeout(stop, LATE_MS));
    return await answer;
  } finally {
    stop();
    signal.removeEventListener('abort', stop);
    await setRule(null);
  }
}

/** Removes what a stopped background has left. Call when the background starts. */
export const forgetOwnRules = (): Promise<void> => setRule(null);

function setRule(rule: DeclarativeNetRequest.Rule | null): Promise<void> {
  const addRules = rule === null ? [] : [rule];
  return browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [RULE], addRules });
}

/** It matches this extension's own requests from its background, and no page's. */
function ruleFor({ url, method, headers }: Question): DeclarativeNetRequest.Rule {
  const hints = CLIENT_HINTS.filter((name) => get(headers, name) === null);
  return {
    id: RULE,
    priority: 1,
    condition: {
      urlFilter: `|${new URL(url).origin}/`,
      tabIds: [-1],
      initiatorDomains: [location.host],
      requestMethods: [method.toLowerCase()],
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [
        ...headers.map(([name, value]) => ({
          header: name.toLowerCase(),
          operation: 'set' as const,
          value,
        })),
        ...hints.map((header) => ({ header, operation: 'remove' as const })),
      ],
    },
  };
}

async function send({ url, method, cookies }: Question, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(url, {
      method,
      credentials: cookies ? 'include' : 'omit',
      redirect: 'manual',
      // OPTIONS is never cached. For a GET, the cache must not answer.
      cache: method === 'OPTIONS' ? 'default' : 'no-store',
      signal,
    });
    // Nobody reads it: a stream would go on for ever.
    await response.body?.cancel();
  } catch {
    // The browser's events say why.
  }
}

type Told = { readonly url: string; readonly initiator?: string; readonly originUrl?: string };

/** What the browser's events say of our own request, until `ended`. */
function listenFor(question: Question, ended: AbortSignal): Promise<Answer | null> {
  const { webRequest } = browser;
  const filter = { urls: ['*://*/*'] };
  const url = new URL(question.url);
  url.hash = '';
  const isOwn = ({ url: seen, initiator, originUrl = '' }: Told): boolean =>
    seen === url.href && (initiator ?? originUrl).startsWith(location.origin);
  return new Promise((resolve) => {
    const finish = (answer: Answer | null): void => {
      webRequest.onHeadersReceived.removeListener(onAnswer);
      webRequest.onErrorOccurred.removeListener(onError);
      resolve(answer);
    };
    const onAnswer: Parameters<typeof webRequest.onHeadersReceived.addListener>[0] = (details) => {
      if (!isOwn(details)) return undefined;
      const { statusCode: status, timeStamp: at } = details;
      finish({ kind: 'response', status, headers: toHeaderList(details.responseHeaders), at });
      return undefined;
    };
    const onError: Parameters<typeof webRequest.onErrorOccurred.addListener>[0] = (details) => {
      if (!isOwn(details)) return;
      finish({ kind: 'error', error: redactText(details.error), at: details.timeStamp });
    };
    const wanted = extra('OnHeadersReceivedOptions', 'responseHeaders');
    webRequest.onHeadersReceived.addListener(onAnswer, filter, wanted);
    webRequest.onErrorOccurred.addListener(onError, filter);
    ended.addEventListener('abort', () => finish(null));
  });
}
