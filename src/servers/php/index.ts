import type { Header } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fixedHeaders, ownHeaders } from '../kit/hand-written.ts';
import { phpString } from '../kit/literals.ts';
import { cookieSignal, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => /^PHP\//.test(headerOf(one, 'x-powered-by')) && !isFramework(one),
    evidence: (one) => prose`PHP sends ${lineOf(one, 'X-Powered-By')}.`,
  },
  cookieSignal(0.5, /^PHPSESSID=/, prose`PHP sets the cookie ${code('PHPSESSID')}.`),
];

/**
 * Whether Laravel or Symfony made the answer. Both have settings for this, and neither wants a
 * header that is sent by hand. `no-cache, private` is what their responses say by default.
 */
const isFramework = (one: SeenAnswer): boolean =>
  headerOf(one, 'cache-control') === 'no-cache, private' ||
  headerOf(one, 'x-ratelimit-limit') !== '' ||
  /(?:^|, )laravel[_-]session=/.test(headerOf(one, 'set-cookie'));

/**
 * PHP without a framework: the headers are sent by hand.
 * @see https://www.php.net/manual/en/function.header.php
 */
export const php = optionsStack({
  id: 'php',
  label: 'PHP · header()',
  kind: 'code',
  docs: 'https://www.php.net/manual/en/function.header.php',
  basis: 'measured',
  signals: SIGNALS,
  snippets: (proposal) => [script(proposal)],
  restart: () => null,
  notes: (proposal) => [
    prose`Remove every other ${code('header(…)')} that sends ${ownHeaders(proposal)}: of two, PHP sends
      the later one.`,
    prose`Keep these lines first: an error above them is sent without the CORS headers.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

function script(proposal: Proposal): Snippet {
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  const send = ([name, value]: Header) => `header(${phpString(`${name}: ${value}`)});`;
  return {
    file: 'index.php',
    language: 'php',
    place: prose`Paste directly below the first ${code('<?php')}, above everything that prints.`,
    lines: [
      `$allowedOrigins = [${proposal.options.origins.value.map(phpString).join(', ')}];`,
      "$origin = $_SERVER['HTTP_ORIGIN'] ?? '';",
      "header('Vary: Origin', false);",
      'if (in_array($origin, $allowedOrigins, true)) {',
      '    header("Access-Control-Allow-Origin: $origin");',
      ...all.map((header) => `    ${send(header)}`),
      ...(answersPreflights
        ? [
            "    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS'",
            "        && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {",
            ...lists.map((header) => `        ${send(header)}`),
            '        http_response_code(204);',
            '        exit;',
            '    }',
          ]
        : []),
      '}',
    ].map(added),
  };
}
