import { code, prose } from '../../model/prose.ts';
import { phpString } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const phpList = (values: readonly string[]): string => `[${values.map(phpString).join(', ')}]`;

/**
 * The REST API of WordPress. On its own it allows every origin with cookies, so the fix replaces
 * that with a list.
 */
export const wordpress = settingsStack({
  id: 'wordpress',
  label: 'WordPress · REST API',
  kind: 'product',
  docs: 'https://developer.wordpress.org/reference/functions/rest_send_cors_headers/',
  marks: [
    headerSignal(
      0.95,
      'Link',
      /rel="https:\/\/api\.w\.org\/"/,
      () => prose`WordPress sends ${code('Link: …; rel="https://api.w.org/"')}.`,
    ),
    headerSignal(
      0.9,
      'Access-Control-Expose-Headers',
      /^X-WP-Total, X-WP-TotalPages, Link/,
      (line) => prose`WordPress sends ${line}.`,
    ),
    pathSignal(0.85, /\/wp-json(?:\/|$)/, prose`The REST API of WordPress has such addresses.`),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    headers: ['authorization', 'x-wp-nonce', 'content-disposition', 'content-md5', 'content-type'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'wp-content/mu-plugins/cors.php',
      'php',
      prose`Paste into a new file. Create the folder if it is missing: WordPress loads it at once.`,
      [
        '<?php',
        "add_action('rest_api_init', function () {",
        "    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');",
        "    add_filter('rest_pre_serve_request', function ($served) {",
        '        $origin = get_http_origin();',
        "        header('Vary: Origin', false);",
        `        if (in_array($origin, ${phpList(origins)}, true)) {`,
        "            header('Access-Control-Allow-Origin: ' . $origin);",
        ...(credentials ? ["            header('Access-Control-Allow-Credentials: true');"] : []),
        ...(methods.length > 0
          ? [
              `            header(${phpString(`Access-Control-Allow-Methods: ${methods.join(', ')}`)});`,
            ]
          : []),
        '        }',
        '        return $served;',
        '    });',
        '}, 15);',
        ...(headers.length > 0
          ? [
              "add_filter('rest_allowed_cors_headers', function () {",
              `    return ${phpList(headers)};`,
              '});',
            ]
          : []),
        ...(expose.length > 0
          ? [
              "add_filter('rest_exposed_cors_headers', function ($headers) {",
              `    return array_merge($headers, ${phpList(expose)});`,
              '});',
            ]
          : []),
      ],
    ),
  ],
  restart: null,
  notes: [
    prose`These lines are for the REST API only. For other addresses of WordPress, set the headers in the
      web server.`,
    prose`Cookies also need the header ${code('X-WP-Nonce')}. Application passwords need none.`,
  ],
});
