import { code } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { preflightFields } from '../kit/fetch-handler.ts';
import { added } from '../kit/lines.ts';
import { phpString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'x-powered-by').startsWith('PHP/'),
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what PHP says of itself.'],
  },
  {
    weight: 0.5,
    seen: (one) => /(?:^|\n)PHPSESSID=/.test(headerOf(one, 'set-cookie')),
    evidence: () => ['The cookie ', code('PHPSESSID'), ' is PHP’s.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/**
 * PHP without a framework: the headers sent by hand.
 * @see https://www.php.net/manual/en/function.header.php
 */
export const php = optionsStack({
  id: 'php',
  label: 'PHP · header()',
  docs: 'https://www.php.net/manual/en/function.header.php',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [script(proposal)],
  notes: () => [
    ['An error before these lines is answered without them: they belong first of all.'],
    ['Delete every other ', code("header('Access-Control-…')"), ': PHP sends the last of each.'],
  ],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'always' }, options, DEFAULTS, application),
});

function script({ options }: Proposal): Snippet {
  const send = (name: string, value: string) => `header(${phpString(`${name}: ${value}`)});`;
  const preflight = preflightFields(options).map(([name, value]) => send(name, value));
  const expose = options.expose?.value.join(', ');
  return {
    file: 'index.php',
    language: 'php',
    place: ['Directly below the first ', code('<?php'), ', above everything that prints.'],
    lines: [
      `$allowedOrigins = [${options.origins.value.map(phpString).join(', ')}];`,
      "$origin = $_SERVER['HTTP_ORIGIN'] ?? '';",
      "$preflight = $_SERVER['REQUEST_METHOD'] === 'OPTIONS'",
      "    && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD']);",
      "header('Vary: Origin', false);",
      'if (in_array($origin, $allowedOrigins, true)) {',
      '    header("Access-Control-Allow-Origin: $origin");',
      ...(options.credentials ? [`    ${send('Access-Control-Allow-Credentials', 'true')}`] : []),
      ...block('$preflight', preflight),
      ...block('!$preflight', expose ? [send('Access-Control-Expose-Headers', expose)] : []),
      '}',
      'if ($preflight) {',
      '    http_response_code(204);',
      '    exit;',
      '}',
    ].map(added),
  };
}

const block = (condition: string, statements: readonly string[]): readonly string[] =>
  statements.length === 0
    ? []
    : [`    if (${condition}) {`, ...statements.map((text) => `        ${text}`), '    }'];
