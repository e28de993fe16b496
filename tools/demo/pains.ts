/**
 * The real errors behind "CORS error", most frequent first. The order comes from searching public
 * issue trackers and question-and-answer sites; it is not a census.
 */
export const PAINS = {
  1: 'an error answer carries no CORS headers',
  2: 'the CORS middleware is absent or not outermost, or authentication answers OPTIONS',
  3: 'a redirect: trailing slash, https, login page',
  4: 'the allowed origin is written wrongly',
  5: 'two layers both add the header',
  6: 'the file is not served by the framework',
  7: 'a wildcard with credentials, or the credentials flag missing',
  8: 'a request header is not allowed',
  9: 'a CSRF refusal taken for CORS',
  10: 'the method is missing, or written in lower case',
  13: 'cached without Vary: Origin',
  14: 'a response header is unreadable',
  16: 'the network or TLS, shown as CORS',
  17: 'a null origin',
} as const;

export type Pain = keyof typeof PAINS;
