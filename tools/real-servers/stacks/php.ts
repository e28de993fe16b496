import { debianReady } from '../debian.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import { usualFailures } from '../usual-failures.ts';

const PHP = '/usr/bin/php';
const FILE = 'index.php';
const START = '<?php';

const ROUTES = `
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$status = ['/api/data' => 200, '/api/boom' => 500, '/api/redirect' => 302][$path] ?? 404;
$reads = in_array($_SERVER['REQUEST_METHOD'], ['GET', 'HEAD'], true);
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' || ($status !== 200 && !$reads)) {
    http_response_code(405);
} elseif ($status === 302) {
    header('Location: /api/data', true, 302);
} elseif ($status !== 200) {
    http_response_code($status);
} else {
    header('X-Total: 42');
    header('Content-Type: application/json');
    echo '{"ok":true}';
}
`;

/** What articles print, for one origin. */
const byHand = (origin: string) =>
  [
    `header('Access-Control-Allow-Origin: ${origin}');`,
    "header('Access-Control-Allow-Methods: GET, POST');",
    "header('Access-Control-Allow-Headers: content-type');",
    "if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') exit;",
  ].join('\n');

/** PHP’s own server with one script. */
export const phpLab: LabStack = {
  id: 'php-8.2',
  stack: 'php',
  proofOnly: true,
  version: async () => 'PHP 8.2',
  ready: debianReady(['php-cli'], [PHP]),
  project: (_, { cors }) => ({ [FILE]: `${START}\n${marked('//', cors)}\n${ROUTES}` }),
  command: ({ port }) => ({ program: PHP, args: ['-S', `127.0.0.1:${port}`, FILE] }),
  failures: {
    ...usualFailures({ allowing: byHand, star: { cors: byHand('*') } }),
    'two-layers': {
      cors: `${byHand('{page}')}\nheader('Access-Control-Allow-Origin: *', false);`,
      // Mostly what is in front adds the second line, so the report names only that at first.
      unrecognised: true,
    },
  },
  paste: (files, snippets) =>
    withFile(files, FILE, (text) =>
      insertBelow(replaceMarked(text, ''), START, codeFor(FILE, snippets)),
    ),
  model: null,
};
