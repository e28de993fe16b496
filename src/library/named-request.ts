import type { NamedRequest } from '../checks/named.ts';
import { whyNoBrowserSends } from '../checks/named.ts';
import { type HeaderList, isToken, trimHttpWhitespace } from '../model/header-list.ts';
import { isSameOrigin, originOf, parseUrl, serializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { withoutFragment } from '../model/url.ts';
import {
  isForbiddenMethod,
  isForbiddenRequestHeader,
  normalizeMethod,
} from '../policy/safelists.ts';

/** One line that says what is wrong. */
export type Problem = { readonly problem: string };

/** A request of a page, in the words of a user. */
export type RequestWords = {
  readonly url: string;
  /** The page's origin, or its address. */
  readonly origin: string | undefined;
  /** `GET` if absent. */
  readonly method?: string | undefined;
  /** `NAME` or `NAME: VALUE`. */
  readonly headers?: readonly string[] | undefined;
  readonly credentials?: boolean | undefined;
  /** Whether a request that may change data is sent, too. */
  readonly send?: boolean | undefined;
};

/** A request that can be asked for. `headers`: those of the user whose values are known, with secrets. */
export type AskedFor = { readonly request: NamedRequest; readonly headers: HeaderList };

/** Reads a request as `fetch` takes it. Never throws. */
export function readRequest(words: RequestWords): AskedFor | Problem {
  const url = parseUrl(words.url);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return {
      problem: phrase`the URL must begin with http:// or https://`.fr`l’URL doit commencer par
        http:// ou https://`,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      problem: phrase`remove user and password from the URL: fetch refuses such a URL`
        .fr`retirez de l’URL l’utilisateur et le mot de passe : fetch refuse une telle URL`,
    };
  }
  if (words.origin === undefined)
    return {
      problem: phrase`name the page: --origin ORIGIN`.fr`nommez la page : --origin ORIGINE`,
    };
  const page = words.origin === 'null' ? null : parseUrl(words.origin);
  const origin = page === null ? serializedOrigin(words.origin) : originOf(page.href);
  if (words.origin !== 'null' && (page === null || !/^https?:$/.test(page.protocol))) {
    return {
      problem: phrase`--origin must be like https://app.example or http://localhost:3000`
        .fr`--origin doit ressembler à https://app.example ou http://localhost:3000`,
    };
  }
  if (isSameOrigin(originOf(url.href), origin)) {
    return {
      problem: phrase`CORS does not apply: the page and the URL have the same origin`
        .fr`CORS ne s’applique pas : la page et l’URL ont la même origine`,
    };
  }
  const unsent = whyNoBrowserSends(url.href, origin);
  if (unsent !== null) return { problem: UNSENT[unsent] };
  const method = normalizeMethod(words.method ?? 'GET');
  if (!isToken(method) || isForbiddenMethod(method)) {
    return {
      problem: phrase`fetch refuses the method ${JSON.stringify(method)}`
        .fr`fetch refuse la méthode ${JSON.stringify(method)}`,
    };
  }
  const headers = (words.headers ?? []).map(readHeader);
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
      credentials: words.credentials === true || cookies,
      cookies,
      sendsAll: words.send === true,
    },
  };
}

const UNSENT = {
  'bad-port': phrase`browsers never connect to this port: use another one`.fr`les navigateurs ne se
    connectent jamais à ce port : utilisez-en un autre`,
  'mixed-content': phrase`use https: browsers block http: requests of an https: page (mixed content)`
    .fr`utilisez https : les navigateurs bloquent les requêtes http d’une page https (contenu
    mixte)`,
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
  if (!isToken(name))
    return {
      problem: phrase`--header ${JSON.stringify(text)} is no header`
        .fr`--header ${JSON.stringify(text)} n’est pas un en-tête`,
    };
  if (value !== null && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    return {
      problem: phrase`the value of the header ${name} contains characters that cannot be sent`
        .fr`la valeur de l’en-tête ${name} contient des caractères qui ne peuvent pas être envoyés`,
    };
  }
  if (value !== null && isCookie(name)) return { name, value };
  if (isForbiddenRequestHeader([name, value ?? ''])) {
    return {
      problem: phrase`the browser does not let a page set the header ${name}`
        .fr`le navigateur ne laisse pas une page définir l’en-tête ${name}`,
    };
  }
  if (value === null && SAFELISTED.test(name)) {
    return {
      problem: phrase`add the value: --header '${name}: VALUE' (it decides what the browser asks)`
        .fr`ajoutez la valeur, car elle décide de ce que le navigateur demande : --header
        ${JSON.stringify(`${name}: VALEUR`)}`,
    };
  }
  // The usual reason why somebody names it.
  return {
    name,
    value: value ?? (name.toLowerCase() === 'content-type' ? 'application/json' : null),
  };
}
