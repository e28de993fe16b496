import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { phpList, phpString } from '../kit/literals.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The plugin WPGraphQL of WordPress. On its own it allows every page, without cookies. */
export const wpgraphql = settingsStack({
  id: 'wpgraphql',
  label: 'WordPress · WPGraphQL',
  kind: 'product',
  docs: 'https://www.wpgraphql.com/filters/graphql_response_headers_to_send',
  marks: [
    {
      weight: 0.9,
      seen: (one) =>
        headerOf(one, 'access-control-allow-headers') === 'Authorization, Content-Type' &&
        headerOf(one, 'access-control-max-age') === '600' &&
        headerOf(one, 'x-robots-tag') === 'noindex' &&
        /\/graphql\/?$/.test(parseUrl(one.url)?.pathname ?? ''),
      evidence: (one) =>
        say`WPGraphQL sends ${lineOf(one, 'Access-Control-Allow-Headers')}.`
          .fr`WPGraphQL envoie ${lineOf(one, 'Access-Control-Allow-Headers')}.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: [], headers: 'set', expose: 'set' },
  defaults: { headers: ['authorization', 'content-type'] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, headers, expose }) => [
    fileSnippet(
      'wp-content/mu-plugins/graphql-cors.php',
      'php',
      say`Paste into a new file. Create the folder if it is missing: WordPress loads it at once.`
        .fr`Collez dans un nouveau fichier. Créez le dossier s’il manque : WordPress charge aussitôt
        le fichier.`,
      [
        '<?php',
        "add_filter('graphql_response_headers_to_send', function ($headers) {",
        "    $origin = $_SERVER['HTTP_ORIGIN'] ?? '';",
        "    unset($headers['Access-Control-Allow-Origin']);",
        "    $headers['Vary'] = 'Origin';",
        `    if (in_array($origin, ${phpList(origins)}, true)) {`,
        "        $headers['Access-Control-Allow-Origin'] = $origin;",
        ...(credentials ? ["        $headers['Access-Control-Allow-Credentials'] = 'true';"] : []),
        ...(headers.length > 0
          ? [`        $headers['Access-Control-Allow-Headers'] = ${phpString(headers.join(', '))};`]
          : []),
        ...(expose.length > 0
          ? [`        $headers['Access-Control-Expose-Headers'] = ${phpString(expose.join(', '))};`]
          : []),
        '    }',
        '    return $headers;',
        '}, 99);',
      ],
    ),
  ],
  restart: null,
  notes: [
    say`Turn off other plugins for this, such as WPGraphQL CORS: only one must set
      ${code('Access-Control-Allow-Origin')}.`
      .fr`Désactivez les autres extensions qui le font, comme WPGraphQL CORS : une seule doit définir
      ${code('Access-Control-Allow-Origin')}.`,
  ],
  instead: [
    {
      id: 'wpgraphql-method',
      fits: ({ finding, hop: { method } }) =>
        finding.cause === 'method-not-allowed' || !/^(?:GET|HEAD|POST)$/.test(method),
      words: () =>
        say`Send queries and mutations with ${code('POST')}: WPGraphQL takes no other method for
          them.`
          .fr`Envoyez les requêtes et mutations avec ${code('POST')} : WPGraphQL n’accepte aucune autre
          méthode pour elles.`,
    },
  ],
});
