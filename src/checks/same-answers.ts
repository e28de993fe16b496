import type { Ending, Exchange, ResponseFacts } from '../model/exchange.ts';

/** Whether two checks of one request got answers that mean the same to CORS. */
export const isSameAnswer = (a: Exchange, b: Exchange): boolean => gist(a) === gist(b);

const DECIDES = /^(access-control-|location$)/i;

const gist = ({ hops, ending }: Exchange): string =>
  JSON.stringify([
    hops.map(({ url, preflight, response }) => [
      url,
      preflight && [gistOf(preflight.response), errorOf(preflight.ending)],
      gistOf(response),
    ]),
    errorOf(ending),
  ]);

const gistOf = (response: ResponseFacts | null) =>
  response && [
    response.status,
    response.headers
      .filter(([name]) => DECIDES.test(name))
      .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
      .toSorted(),
  ];

const errorOf = (ending: Ending): string | null => (ending.kind === 'error' ? ending.error : null);
