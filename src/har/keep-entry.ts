import { fields, list, text } from '../model/fields.ts';
import { redactHeader, redactText, redactUrl } from '../model/redact.ts';
import { isBrokenSocket } from './entry.ts';

/** An entry of a HAR with the parts that `parseHar` reads, without their secrets. */
export type KeptEntry = {
  readonly startedDateTime: string;
  readonly time: unknown;
  readonly pageref: string;
  readonly request: object;
  readonly response: object;
  readonly [underscored: `_${string}`]: unknown;
};

const LONGEST = 16_384;
const MOST_HEADERS = 200;

/**
 * What is kept of an entry of a HAR until it is read. Null if it is no request. Bodies, cookies and
 * timings are left out. Accepts anything and never throws.
 */
export function keptEntry(raw: unknown): KeptEntry | null {
  const entry = fields(raw);
  const request = fields(entry['request']);
  const response = fields(entry['response']);
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string') return null;
  return {
    startedDateTime: cut(text(entry['startedDateTime'])),
    time: entry['time'],
    pageref: cut(redactText(text(entry['pageref']))),
    request: { method: cut(method), url: cut(redactUrl(url)), headers: headers(request) },
    response: {
      status: response['status'],
      headers: headers(response),
      redirectURL: cut(redactUrl(text(response['redirectURL']))),
      ...(typeof response['_error'] === 'string' ? { _error: cut(response['_error']) } : {}),
    },
    _resourceType: cut(text(entry['_resourceType'])),
    ...(isBrokenSocket(entry) ? { _webSocketMessages: [{ type: 'error' }] } : {}),
    ...(entry['_fromCache'] === undefined ? {} : { _fromCache: entry['_fromCache'] !== false }),
  };
}

function headers({ headers: raw }: { readonly headers?: unknown }): readonly object[] {
  return list(raw)
    .slice(0, MOST_HEADERS)
    .map(fields)
    .map(({ name, value }) => {
      const [shownName, shownValue] = redactHeader([text(name), text(value)]);
      return { name: cut(shownName), value: cut(shownValue) };
    });
}

const cut = (value: string): string => value.slice(0, LONGEST);
