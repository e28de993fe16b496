import { parseArgs } from 'node:util';
import type { NamedRequest } from '../checks/named.ts';
import { whyNoBrowserSends } from '../checks/named.ts';
import type { BrowserName } from '../model/exchange.ts';
import { type HeaderList, isToken, trimHttpWhitespace } from '../model/header-list.ts';
import { isSameOrigin, originOf, parseUrl, serializedOrigin } from '../model/origin.ts';
import { withoutFragment } from '../model/url.ts';
import {
  isForbiddenMethod,
  isForbiddenRequestHeader,
  normalizeMethod,
} from '../policy/safelists.ts';
import { argumentProblem, FORMATS, type Format, notOneOf, oneOf } from './options.ts';

const EXPECTATIONS = ['allowed', 'blocked'] as const;
const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;

/** The options of `npm run check`. */
export type CheckOptions = {
  readonly request: NamedRequest;
  /** Headers of the user whose values are known, with secrets. */
  readonly headers: HeaderList;
  readonly expect: (typeof EXPECTATIONS)[number];
  /** Whose rules must agree with the expectation. At least one. */
  readonly browsers: readonly BrowserName[];
  readonly strangers: boolean;
  readonly timeoutMs: number;
  readonly format: Format;
  /** The id of the server whose fix comes first; null: the detected one's. */
  readonly stack: string | null;
};

export const CHECK_USAGE = `npm run check -- URL --origin ORIGIN [options]

Asks the server what a browser would ask for a page of ORIGIN, and judges its response as browsers do.

URL                        the address that the page requests
--origin ORIGIN            where the page is, such as https://app.example or http://localhost:3000
--method METHOD            the method (default GET)
--header NAME              a header that the page sets: the preflight asks for it
--header 'NAME: VALUE'     the same, and the request carries it
--credentials              the page sends cookies (credentials: 'include')
--send                     send the request itself, even if it may change data; by default, only
                           GET and HEAD are sent, after their preflight
--expect ${EXPECTATIONS.join('|')}   what must happen (default allowed)
--strangers                ask as other origins too, and report which of them are allowed
--browser ${BROWSERS.join('|')}
                           judge by the rules of this browser only, not by all (webkit: Safari's,
                           measured in WebKit)
--server ID                write the fix for this server, not for the detected one
--timeout SECONDS          how long each response may take (default 15)
--format ${FORMATS.join('|')}

Exit codes: 0 as expected, 1 otherwise or if --strangers finds a risk, 2 bad input.
To hide npm's own lines, use npm run --silent.`;

type Problem = { readonly problem: string };

/** Reads the arguments. `stacks`: the ids that may be chosen. Never throws. */
export function parseCheckArguments(
  args: readonly string[],
  stacks: readonly string[],
): CheckOptions | 'help' | Problem {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const [url, ...others] = positionals;
  if (url === undefined) return { problem: 'name a URL: npm run check -- URL --origin ORIGIN' };
  if (others.length > 0) return { problem: `name one URL, not ${positionals.length}` };
  const named = readRequest(url, values);
  if ('problem' in named) return named;
  const expect = oneOf(EXPECTATIONS, values.expect ?? 'allowed');
  if (expect === null) return notOneOf('--expect', EXPECTATIONS);
  const format = oneOf(FORMATS, values.format ?? 'text');
  if (format === null) return notOneOf('--format', FORMATS);
  const browser = values.browser === undefined ? undefined : oneOf(BROWSERS, values.browser);
  if (browser === null) return notOneOf('--browser', BROWSERS);
  const stack = values.server ?? null;
  if (stack !== null && !stacks.includes(stack)) return notOneOf('--server', stacks);
  const seconds = Number(values.timeout ?? 15);
  if (!(seconds > 0 && seconds <= 3600)) return { problem: '--timeout must be 1 to 3600 seconds' };
  return {
    ...named,
    expect,
    browsers: browser === undefined ? BROWSERS : [browser],
    strangers: values.strangers === true,
    timeoutMs: seconds * 1000,
    format,
    stack,
  };
}

type Values = Exclude<ReturnType<typeof readArgs>, string>['values'];

function readRequest(
  text: string,
  values: Values,
): Pick<CheckOptions, 'request' | 'headers'> | Problem {
  const url = parseUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { problem: 'the URL must begin with http:// or https://' };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'remove user and password from the URL: fetch refuses such a URL' };
  }
  if (values.origin === undefined) return { problem: 'name the page: --origin ORIGIN' };
  const page = values.origin === 'null' ? null : parseUrl(values.origin);
  const origin = page === null ? serializedOrigin(values.origin) : originOf(page.href);
  if (values.origin !== 'null' && (page === null || !/^https?:$/.test(page.protocol))) {
    return { problem: '--origin must be like https://app.example or http://localhost:3000' };
  }
  if (isSameOrigin(originOf(url.href), origin)) {
    return { problem: 'CORS does not apply: the page and the URL have the same origin' };
  }
  const unsent = whyNoBrowserSends(url.href, origin);
  if (unsent !== null) return { problem: UNSENT[unsent] };
  const method = normalizeMethod(values.method ?? 'GET');
  if (!isToken(method) || isForbiddenMethod(method)) {
    return { problem: `fetch refuses the method ${JSON.stringify(method)}` };
  }
  const headers = (values.header ?? []).map(readHeader);
  const wrong = headers.find((header) => 'problem' in header);
  if (wrong !== undefined && 'problem' in wrong) return wrong;
  const read = headers.flatMap((header) => ('problem' in header ? [] : [header]));
  const known = read.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const cookies = known.some(([name]) => isCookie(name));
  return {
    headers: known,
    request: {
      url: withoutFragment(url.href),
      origin,
      method,
      headers: read.filter(({ name }) => !isCookie(name)).map(({ name, value }) => [name, value]),
      credentials: values.credentials === true || cookies,
      cookies,
      sendsAll: values.send === true,
    },
  };
}

const UNSENT = {
  'bad-port': 'browsers never connect to this port: use another one',
  'mixed-content': 'use https: browsers block http: requests of an https: page (mixed content)',
} as const;

const isCookie = (name: string): boolean => name.toLowerCase() === 'cookie';

/** Their value decides whether a preflight is needed. */
const SAFELISTED = /^(accept|accept-language|content-language|range)$/i;

function readHeader(
  text: string,
): { readonly name: string; readonly value: string | null } | Problem {
  const colon = text.indexOf(':');
  const name = trimHttpWhitespace(colon < 0 ? text : text.slice(0, colon));
  const value = colon < 0 ? null : trimHttpWhitespace(text.slice(colon + 1));
  if (!isToken(name)) return { problem: `--header ${JSON.stringify(text)} is no header` };
  if (value !== null && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    return { problem: `the value of the header ${name} contains characters that cannot be sent` };
  }
  if (value !== null && isCookie(name)) return { name, value };
  if (isForbiddenRequestHeader([name, value ?? ''])) {
    return { problem: `the browser does not let a page set the header ${name}` };
  }
  if (value === null && SAFELISTED.test(name)) {
    return {
      problem: `add the value: --header '${name}: VALUE' (it decides what the browser asks)`,
    };
  }
  // The usual reason why somebody names it.
  return {
    name,
    value: value ?? (name.toLowerCase() === 'content-type' ? 'application/json' : null),
  };
}

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        origin: { type: 'string' },
        method: { type: 'string' },
        header: { type: 'string', multiple: true },
        credentials: { type: 'boolean' },
        send: { type: 'boolean' },
        expect: { type: 'string' },
        strangers: { type: 'boolean' },
        browser: { type: 'string' },
        server: { type: 'string' },
        timeout: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values, positionals };
  } catch (error) {
    return argumentProblem(error);
  }
}
