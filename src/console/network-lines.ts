/** A line that a browser prints beside its message: a request, and how it ended. */
export type NetworkLine = {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
};

const METHOD = '(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)';
const URL = '(https?:\\/\\/[^\\s\'"]{1,4000})';

/** Chromium: `GET https://api.test/items net::ERR_FAILED 500 (Internal Server Error)`. */
const CHROMIUM = new RegExp(
  `(?:^|[^A-Za-z])${METHOD} ${URL} (?:net::ERR_FAILED(?: (\\d{3})\\b)?|(\\d{3}) \\([A-Za-z])`,
  'g',
);
/** Firefox: `XHRPOSThttps://api.test/items`, copied from its console. */
const FIREFOX = new RegExp(`XHR ?${METHOD} ?${URL}`, 'g');

/** The lines of a text in which white space is folded. */
export const networkLines = (text: string): readonly NetworkLine[] =>
  [...text.matchAll(CHROMIUM), ...text.matchAll(FIREFOX)].map(
    ([, method = '', url = '', failed, refused]) => ({
      method,
      url,
      status: failed === undefined && refused === undefined ? null : Number(failed ?? refused),
    }),
  );

/**
 * What the lines say about one request: its method, and the status of the response that was
 * refused. Lines that contradict each other say nothing.
 */
export function saidBeside(
  lines: readonly NetworkLine[],
  { url, phase }: { readonly url: string | null; readonly phase: 'preflight' | 'actual' | null },
): { readonly method: string | null; readonly status: number | null } {
  const here = lines.filter((line) => line.url === url);
  const preflights = here.filter(({ method }) => method === 'OPTIONS');
  const others = here.filter(({ method }) => method !== 'OPTIONS');
  const answered = phase === 'preflight' ? preflights : others;
  return {
    method: onlyOne(others.map(({ method }) => method)),
    status: onlyOne(answered.map(({ status }) => status)),
  };
}

function onlyOne<Value>(values: readonly Value[]): Value | null {
  const [one] = values;
  return one !== undefined && values.every((value) => value === one) ? one : null;
}
