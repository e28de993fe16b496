import { toCurl } from '../export/curl.ts';
import { type JudgedRequest, toFetch, toPlaywright } from '../export/repeat-code.ts';
import type { Shell } from '../model/shell.ts';
import type { Made } from './use-export.ts';

type Requests = readonly JudgedRequest[];

const whole = (text: string): Made => ({ pieces: [text], leftOut: null });

/** The texts that the menu of a row copies. */
export const rowFormats = {
  urls: (requests: Requests): Made =>
    whole(requests.map(({ exchange: { hops } }) => hops[0].url).join('\n')),
  curl: (requests: Requests, shell: Shell): Made => {
    const { text, refused } = toCurl(
      requests.map(({ exchange }) => exchange),
      shell,
    );
    const [why] = refused;
    return {
      pieces: text === '' ? [] : [text],
      leftOut: why === undefined ? null : { requests: refused.length, why },
    };
  },
  asFetch: (requests: Requests): Made => whole(toFetch(requests)),
  playwright: (requests: Requests): Made => whole(toPlaywright(requests)),
} as const;
