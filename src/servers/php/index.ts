import { code, prose } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import { allowedStatements } from '../kit/hand-written.ts';
import { phpString } from '../kit/literals.ts';
import { cookieSignal, headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(0.6, 'X-Powered-By', /^PHP\//, (line) => prose`PHP sends ${line}.`),
  cookieSignal(0.5, /^PHPSESSID=/, prose`PHP sets the cookie ${code('PHPSESSID')}.`),
];

/**
 * PHP without a framework: the headers are sent by hand.
 * @see https://www.php.net/manual/en/function.header.php
 */
export const php = optionsStack({
  id: 'php',
  label: 'PHP · header()',
  kind: 'code',
  docs: 'https://www.php.net/manual/en/function.header.php',
  basis: 'documented',
  signals: SIGNALS,
  snippets: (proposal) => [script(proposal)],
  restart: () => null,
  notes: () => [
    prose`Remove every other ${code("header('Access-Control-…')")}: of two, PHP sends the later one.`,
    prose`Keep these lines first: an error above them is sent without the CORS headers.`,
  ],
  answer: corsLayer({ preflightStatus: 204, varies: 'always' }),
});

function script({ options }: Proposal): Snippet {
  const send = (name: string, value: string) => `header(${phpString(`${name}: ${value}`)});`;
  return {
    file: 'index.php',
    language: 'php',
    place: prose`Paste directly below the first ${code('<?php')}, above everything that prints.`,
    lines: [
      `$allowedOrigins = [${options.origins.value.map(phpString).join(', ')}];`,
      "$origin = $_SERVER['HTTP_ORIGIN'] ?? '';",
      "$preflight = $_SERVER['REQUEST_METHOD'] === 'OPTIONS'",
      "    && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD']);",
      "header('Vary: Origin', false);",
      'if (in_array($origin, $allowedOrigins, true)) {',
      '    header("Access-Control-Allow-Origin: $origin");',
      ...allowedStatements(options, send, '    ', '$preflight'),
      '}',
      'if ($preflight) {',
      '    http_response_code(204);',
      '    exit;',
      '}',
    ].map(added),
  };
}
