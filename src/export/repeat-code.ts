import type { Exchange, Hop } from '../model/exchange.ts';
import { parseUrl } from '../model/origin.ts';
import type { Evaluation } from '../policy/finding.ts';
import { pageSetHeaders, preflightQuestion } from '../policy/needs-preflight.ts';
import { javascriptString, urlValue } from '../servers/kit/literals.ts';
import { redactExchange } from './redact.ts';

/** A request with the browser's verdict. */
export type JudgedRequest = { readonly exchange: Exchange; readonly evaluation: Evaluation };

/**
 * JavaScript that makes the page's requests again: paste it into the console of the page. Hidden
 * values stay `[redacted]`. Bodies are not kept, so a comment stands for them.
 */
export const toFetch = (requests: readonly JudgedRequest[]): string =>
  requests.map((one) => `await ${fetchCall(one, '')};\n`).join('\n');

/**
 * A Playwright test for each request: a browser opens the page’s origin and makes the request. It
 * fails while CORS blocks the request, and passes once the server allows it.
 * @see https://playwright.dev/docs/evaluating
 */
export function toPlaywright(requests: readonly JudgedRequest[]): string {
  const tests = requests.map((one) => {
    const { origin } = one.evaluation;
    const { method, url } = one.exchange.hops[0];
    const name = `${method} ${parseUrl(url)?.pathname ?? ''} may be read by ${origin}`;
    return [
      `test(${javascriptString(name)}, async ({ page }) => {`,
      `  await page.goto(${javascriptString(origin)});`,
      '  const passes = await page.evaluate(() =>',
      `    ${fetchCall(one, '    ')}.then(() => true, () => false),`,
      '  );',
      '  expect(passes).toBe(true);',
      '});',
      '',
    ].join('\n');
  });
  return ["import { expect, test } from '@playwright/test';\n", ...tests].join('\n');
}

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

function fetchCall({ exchange, evaluation }: JudgedRequest, indent: string): string {
  const hop = redactExchange(exchange).hops[0];
  const { method, url } = hop;
  const { credentials, mode } = evaluation;
  const options = [
    ...(method === 'GET' ? [] : [`method: ${javascriptString(method)},`]),
    ...(mode === 'no-cors' ? [`mode: 'no-cors',`] : []),
    ...(credentials.known && credentials.value === 'include' ? [`credentials: 'include',`] : []),
    ...headerLines(hop),
    ...(BODILESS.has(method) ? [] : ['// Crosscheck does not keep bodies.', '// body: …,']),
  ];
  const target = javascriptString(urlValue(url));
  if (options.length === 0) return `fetch(${target})`;
  const lines = options.map((line) => `${indent}  ${line}\n`).join('');
  return `fetch(${target}, {\n${lines}${indent}})`;
}

/** Of a request that its preflight stopped, only the names of its headers were seen. */
function headerLines({ request, preflight, method }: Hop): readonly string[] {
  const sent = pageSetHeaders(request?.headers ?? []);
  const asked = preflight === null ? [] : preflightQuestion(preflight, method).headers;
  const lines = [
    ...sent.map(([name, value]) => `${javascriptString(name)}: ${javascriptString(value)},`),
    ...(request === null ? asked : []).map(
      (name) => `${javascriptString(name)}: 'x', // This value was not seen.`,
    ),
  ];
  return lines.length === 0 ? [] : ['headers: {', ...lines.map((line) => `  ${line}`), '},'];
}
