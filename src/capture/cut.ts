import { eachElement, type Header, type HeaderList, isToken } from '../model/header-list.ts';
import type { RequestEvent } from './raw-event.ts';

/** Longest header value and URL that is kept whole. Servers rarely accept longer ones. */
export const LONGEST_VALUE = 16 * 1024;
/** Longest list of tokens (`Access-Control-Allow-Headers` …) that is kept. */
const LONGEST_LIST = 64 * 1024;
/** The limit for all headers of one message together. */
const LONGEST_HEADERS = 128 * 1024;
const SHORT_VALUE = 256;

const TOKEN_LIST = /^access-control-(allow-(methods|headers)|expose-headers|request-headers)$/i;
const DECIDES = /^(access-control-|origin$|vary$|location$|sec-fetch-)/i;

/**
 * The event, with every part short enough for the store.
 *
 * A value over 16 KiB loses its end. No origin, method or URL that a browser accepts is that long,
 * so comparisons still fail. A list of tokens first loses repetitions, then the elements that do
 * not fit into 64 KiB. An element that is no token moves to the front, because one is enough for
 * browsers to refuse the list.
 *
 * If all headers of a message take more than 128 KiB, those that do not decide about CORS are
 * shortened to 256 characters. If that is not enough, they are left out from the end.
 */
export function cutEvent(event: RequestEvent): RequestEvent {
  const common = { ...event, url: cutText(event.url) };
  switch (common.type) {
    case 'send-headers':
      return { ...common, requestHeaders: cutHeaders(common.requestHeaders) };
    case 'headers-received':
      return { ...common, responseHeaders: cutHeaders(common.responseHeaders) };
    case 'completed':
      return {
        ...common,
        responseHeaders: common.responseHeaders && cutHeaders(common.responseHeaders),
      };
    case 'before-redirect':
      return { ...common, redirectUrl: cutText(common.redirectUrl) };
    case 'error':
      return { ...common, error: cutText(common.error) };
    default:
      return common;
  }
}

const cutText = (text: string): string =>
  text.length <= LONGEST_VALUE ? text : text.slice(0, LONGEST_VALUE);

/** The list within the bounds of `cutEvent`; the same list when it was within them. */
export function cutHeaders(list: HeaderList): HeaderList {
  const cut = list.some(isLong) ? list.map(cutHeader) : list;
  if (lengthOf(cut) <= LONGEST_HEADERS) return cut;
  const shortened = cut.map(
    ([name, value]): Header => [
      name.slice(0, SHORT_VALUE),
      DECIDES.test(name) ? value : value.slice(0, SHORT_VALUE),
    ],
  );
  return withinBudget(shortened);
}

function withinBudget(list: HeaderList): HeaderList {
  let left = LONGEST_HEADERS;
  const keep = (header: Header): boolean => {
    left -= lengthOf([header]);
    return left >= 0;
  };
  const decisive = new Set(list.filter(([name]) => DECIDES.test(name)).filter(keep));
  const others = new Set(list.filter(([name]) => !DECIDES.test(name)).filter(keep));
  return list.filter((header) => decisive.has(header) || others.has(header));
}

const isLong = ([name, value]: Header): boolean =>
  name.length > LONGEST_VALUE || value.length > LONGEST_VALUE;

const lengthOf = (list: HeaderList): number =>
  list.reduce((sum, [name, value]) => sum + name.length + value.length, 0);

function cutHeader(header: Header): Header {
  if (!isLong(header)) return header;
  const [name, value] = header;
  return [cutText(name), TOKEN_LIST.test(name) ? cutList(value) : cutText(value)];
}

function cutList(value: string): string {
  const kept = new Set<string>();
  let invalid: string | null = null;
  let length = 0;
  for (const element of eachElement(value)) {
    if (kept.has(element)) continue;
    if (!isToken(element)) invalid ??= element;
    else if (length + element.length <= LONGEST_LIST) {
      kept.add(element);
      length += element.length + 2;
    }
  }
  return [...(invalid === null ? [] : [cutText(invalid)]), ...kept].join(', ');
}
