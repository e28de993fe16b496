import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { phpList, phpString } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

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
      () =>
        say`WordPress sends ${code('Link: …; rel="https://api.w.org/"')}.`
          .fr`WordPress envoie ${code('Link: …; rel="https://api.w.org/"')}.`,
    ),
    headerSignal(
      0.9,
      'Access-Control-Expose-Headers',
      /^X-WP-Total, X-WP-TotalPages, Link/,
      (line) => say`WordPress sends ${line}.`.fr`WordPress envoie ${line}.`,
    ),
    pathSignal(
      0.85,
      /\/wp-json(?:\/|$)/,
      say`The REST API of WordPress has such addresses.`
        .fr`L’API REST de WordPress utilise de telles adresses.`,
    ),
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
      say`Paste into a new file. Create the folder if it is missing: WordPress loads it at once.`
        .fr`Collez dans un nouveau fichier. Créez le dossier s’il manque : WordPress charge aussitôt
        le fichier.`,
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
    say`These lines are for the REST API only. For other addresses of WordPress, set the headers in
      the web server.`
      .fr`Ces lignes ne concernent que l’API REST. Pour les autres adresses de WordPress, définissez
      les en-têtes dans le serveur web.`,
    say`Cookies also need the header ${code('X-WP-Nonce')}. Application passwords need none.`
      .fr`Les cookies exigent aussi l’en-tête ${code('X-WP-Nonce')}. Les mots de passe d’application
      n’en ont pas besoin.`,
  ],
});
