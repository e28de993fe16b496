import { parseUrl } from '../../model/origin.ts';

/** The few functions of Python and Django that django-cors-headers uses to decide. */

/** What `urllib.parse.urlsplit` returns for scheme and network location. */
export type SplitUrl = { readonly scheme: string; readonly netloc: string };

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const BRACKETED = /^[^[\]]*\[[0-9A-Fa-f:.]+\](?::[^[\]]*)?$/;

/**
 * Scheme (lower-cased) and netloc (as written) of a URL; null where Python raises `ValueError`.
 * @see https://github.com/python/cpython/blob/3.11/Lib/urllib/parse.py `urlsplit`
 */
export function urlsplit(text: string): SplitUrl | null {
  const url = text.replace(/^[\0- ]+/, '').replace(/[\t\r\n]/g, '');
  const scheme = SCHEME.exec(url)?.[1] ?? '';
  const rest = scheme === '' ? url : url.slice(scheme.length + 1);
  if (!rest.startsWith('//')) return { scheme: scheme.toLowerCase(), netloc: '' };
  const netloc = rest.slice(2).split(/[/?#]/, 1)[0] ?? '';
  if (/[[\]]/.test(netloc) && !BRACKETED.test(netloc)) return null;
  return { scheme: scheme.toLowerCase(), netloc };
}

/**
 * Whether `re.match(pattern, text)` matches: anchored at the start, not at the end. `'error'` for
 * a pattern that does not compile.
 */
export function reMatch(pattern: string, text: string): boolean | 'error' {
  try {
    return new RegExp(`^(?:${toJavaScript(pattern)})`).test(text);
  } catch {
    return 'error';
  }
}

const PYTHON_ONLY: Readonly<Record<string, string>> = {
  '\\A': '^',
  '\\Z': '(?![\\s\\S])',
  // Python's `$` also matches before a line break at the very end.
  $: '(?=\\n?(?![\\s\\S]))',
  '(?P<': '(?<',
};

/** Python's spelling of a pattern in JavaScript's, outside character classes. */
function toJavaScript(pattern: string): string {
  return pattern.replace(
    /\[(?:\\[\s\S]|[^\]\\])*\]|\\[\s\S]|\(\?P<|\$/g,
    (token) => PYTHON_ONLY[token] ?? token,
  );
}

/**
 * The value of `Vary` after `patch_vary_headers(response, [name])`.
 * @see https://github.com/django/django/blob/4.2/django/utils/cache.py `patch_vary_headers`
 */
export function patchVary(vary: string | null, name: string): string {
  const present = vary === null ? [] : vary.split(/\s*,\s*/);
  const known = present.some((one) => one.toLowerCase() === name.toLowerCase());
  const all = known ? present : [...present, name];
  return all.includes('*') ? '*' : all.join(', ');
}

/** Django's `request.path_info` of a URL: decoded, with undecodable bytes left as they stand. */
export function pathInfo(url: string): string {
  const path = parseUrl(url)?.pathname ?? '/';
  return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
