import { get, type Header, has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fixedHeaders, ownHeaders } from '../kit/hand-written.ts';
import { phpList, phpString } from '../kit/literals.ts';
import { cookieSignal, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => /^PHP\//.test(headerOf(one, 'x-powered-by')) && !isFramework(one),
    evidence: (one) =>
      say`PHP sends ${lineOf(one, 'X-Powered-By')}.`.fr`PHP envoie ${lineOf(one, 'X-Powered-By')}.`,
  },
  cookieSignal(
    0.5,
    /^PHPSESSID=/,
    say`PHP sets the cookie ${code('PHPSESSID')}.`.fr`PHP définit le cookie ${code('PHPSESSID')}.`,
  ),
  {
    weight: 0.7,
    seen: isFileOfTestServer,
    evidence: (one) =>
      say`PHP’s own test server sends ${lineOf(one, 'Host')}.`
        .fr`Le serveur de test de PHP envoie ${lineOf(one, 'Host')}.`,
  },
];

/**
 * Whether `php -S`, which `php artisan serve` starts too, sent a file without any code: only it
 * sends `Host` back.
 */
function isFileOfTestServer({ url, status, headers }: FileAnswer): boolean {
  const parsed = parseUrl(url);
  return (
    status === 200 &&
    parsed !== null &&
    get(headers, 'host') === parsed.host &&
    has(headers, 'connection') &&
    !has(headers, 'x-powered-by') &&
    /\.(?!php$)[a-z0-9]+$/i.test(parsed.pathname)
  );
}

type FileAnswer = Pick<SeenAnswer, 'url' | 'status' | 'headers'>;

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
  instead: [
    {
      id: 'php-test-server-file',
      fits: ({ url, headers, status }) => isFileOfTestServer({ url: url.href, status, headers }),
      words: ({ url }) =>
        say`Serve ${shown(parseUrl(url)?.pathname ?? url)} through a route of your application, or
          serve its folder with nginx or Apache. PHP’s test server (${code('php artisan serve')} too)
          sends files itself, before your code and its CORS middleware.`
          .fr`Servez ${shown(parseUrl(url)?.pathname ?? url)} par une route de votre application, ou
          servez son dossier avec nginx ou Apache. Le serveur de test de PHP
          (${code('php artisan serve')} aussi) envoie lui-même les fichiers, avant votre code et son
          middleware CORS.`,
    },
  ],
  restart: () => null,
  notes: (proposal) => [
    say`Remove every other ${code('header(…)')} that sends ${ownHeaders(proposal)}: of two, PHP
      sends the later one.`
      .fr`Retirez tout autre ${code('header(…)')} qui envoie ${ownHeaders(proposal)} : de deux
      lignes, PHP envoie la dernière.`,
    say`Keep these lines first: an error above them is sent without the CORS headers.`
      .fr`Gardez ces lignes en premier : une erreur au-dessus d’elles part sans les en-têtes CORS.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

function script(proposal: Proposal): Snippet {
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  const send = ([name, value]: Header) => `header(${phpString(`${name}: ${value}`)});`;
  return {
    file: 'index.php',
    language: 'php',
    place: say`Paste directly below the first ${code('<?php')}, above everything that prints.`
      .fr`Collez juste sous le premier ${code('<?php')}, au-dessus de tout ce qui produit une
      sortie.`,
    lines: [
      `$allowedOrigins = ${phpList(proposal.options.origins.value)};`,
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
