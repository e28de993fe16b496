import { get, type HeaderList } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import type { CorsOptions } from '../kit/cors-options.ts';
import { phpList } from '../kit/literals.ts';
import { cookieSignal, headerOf, lineOf, pathSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import { added, optionLines } from '../kit/snippet-lines.ts';
import type { Application, Restart, Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  cookieSignal(
    0.85,
    /^laravel[_-]session=/,
    say`Laravel sets the cookie ${code('laravel_session')}.`
      .fr`Laravel définit le cookie ${code('laravel_session')}.`,
  ),
  {
    weight: 0.6,
    seen: (one) =>
      headerOf(one, 'cache-control') === 'no-cache, private' &&
      headerOf(one, 'x-powered-by').startsWith('PHP') &&
      /\bx-xsrf-token\b/i.test(get(one.requestHeaders, 'access-control-request-headers') ?? ''),
    evidence: (one) =>
      say`The page sends ${code('X-XSRF-TOKEN')}, as for Laravel, and PHP answers with
        ${lineOf(one, 'Cache-Control')}, as in Laravel.`
        .fr`La page envoie ${code('X-XSRF-TOKEN')}, comme pour Laravel, et PHP répond avec
        ${lineOf(one, 'Cache-Control')}, comme dans Laravel.`,
  },
  pathSignal(
    0.85,
    /^\/sanctum\/csrf-cookie$/,
    say`Laravel Sanctum has this address.`.fr`Laravel Sanctum utilise cette adresse.`,
  ),
  {
    weight: 0.65,
    seen: (one) =>
      headerOf(one, 'x-ratelimit-limit') !== '' && headerOf(one, 'x-powered-by').startsWith('PHP'),
    evidence: () =>
      say`Laravel, which runs on PHP, sends ${code('X-RateLimit-Limit')} when it counts requests.`
        .fr`Laravel, qui fonctionne avec PHP, envoie ${code('X-RateLimit-Limit')} quand il compte
        les requêtes.`,
  },
];

/** Laravel's HandleCors middleware, in the framework since 9.2. */
export const laravel = optionsStack({
  id: 'laravel',
  label: 'Laravel · config/cors.php',
  kind: 'code',
  docs: 'https://laravel.com/docs/routing#cors',
  basis: 'documented',
  signals: SIGNALS,
  // The file that Laravel publishes allows every method and header.
  defaults: { methods: 'any', headers: 'any', maxAge: 0 },
  // The library compares methods in upper case, so one in lower case never matches.
  accepts: ({ requirement }) =>
    requirement.methods.every((method) => method === method.toUpperCase()),
  install: () => PUBLISH,
  snippets: (proposal) => [configuration(proposal)],
  restart: () => CLEAR,
  notes: () => [],
  answer: ({ options }, application) => handleCors(options, application),
});

/**
 * fruitcake/php-cors, which HandleCors calls. A single listed origin is sent to every page, without
 * `Vary`. From several, it sends the requesting one.
 *
 * Read from fruitcake/php-cors 1.3, `src/CorsService.php`.
 */
function handleCors(options: CorsOptions, application: Application): Application {
  const [only, ...others] = options.origins.value;
  return (request) => {
    const asked = get(request.headers, 'origin');
    const listed = asked !== null && options.origins.value.includes(asked) ? asked : null;
    const origin = others.length === 0 ? (only ?? null) : listed;
    const own: HeaderList = [
      ...line('Vary', others.length === 0 ? null : 'Origin'),
      ...line('Access-Control-Allow-Origin', origin),
      ...line('Access-Control-Allow-Credentials', origin && options.credentials ? 'true' : null),
    ];
    if (!isPreflight(request)) {
      const expose = origin && options.expose?.value.join(', ');
      return withHeaders(
        [...own, ...line('Access-Control-Expose-Headers', expose)],
        application(request),
      );
    }
    const asks = (what: string) => get(request.headers, `access-control-request-${what}`) ?? '';
    const lists: HeaderList = [
      [
        'Access-Control-Allow-Methods',
        options.methods?.value.join(', ') ?? asks('method').toUpperCase(),
      ],
      ['Access-Control-Allow-Headers', options.headers?.value.join(', ') ?? asks('headers')],
      ...line('Vary', options.methods === null ? 'Access-Control-Request-Method' : null),
      ...line('Vary', options.headers === null ? 'Access-Control-Request-Headers' : null),
      ['Access-Control-Max-Age', String(options.maxAge?.value ?? 0)],
    ];
    return withHeaders([...own, ...(origin === null ? [] : lists)], { status: 204, headers: [] });
  };
}

/** The defaults of a new Laravel project. */
const PATHS: readonly string[] = ['api/*', 'sanctum/csrf-cookie'];

function configuration({ requirement, options }: Proposal): Snippet {
  const entry = (name: string, value: string) => [`    '${name}' => ${value},`];
  const paths = [...new Set([...PATHS, pathPattern(requirement.url)])];
  const more = paths.length > PATHS.length;
  return {
    file: 'config/cors.php',
    language: 'php',
    place: more
      ? say`In place of the entries that have these names. Keep what else ${code('paths')} lists: no
          other path gets CORS headers.`
          .fr`Collez à la place des entrées du même nom. Gardez le reste de la liste
          ${code('paths')} : aucun autre chemin ne reçoit d’en-têtes CORS.`
      : say`In place of the entries that have these names.`
          .fr`Collez à la place des entrées du même nom.`,
    lines: [
      ...(more ? entry('paths', phpList(paths)).map(added) : []),
      ...optionLines(options, {
        origins: (values) => entry('allowed_origins', phpList(values)),
        credentials: () => entry('supports_credentials', 'true'),
        methods: (values) => entry('allowed_methods', phpList(values)),
        headers: (values) => entry('allowed_headers', phpList(values)),
        expose: (values) => entry('exposed_headers', phpList(values)),
        maxAge: (value) => entry('max_age', String(value)),
      }),
    ],
  };
}

/** Everything below the path's first part; the path itself if it has only one. */
function pathPattern(url: string): string {
  const [first = '', ...rest] = (parseUrl(url)?.pathname ?? '/').slice(1).split('/');
  if (rest.length > 0) return `${first}/*`;
  return first === '' ? '/' : first;
}

const CLEAR: Restart = {
  text: say`If the configuration is cached, clear it: Laravel then reads the file again.`
    .fr`Si la configuration est en cache, videz ce cache : Laravel relit alors le fichier.`,
  command: 'php artisan config:clear',
};

const PUBLISH: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: say`If there is no such file, run this in the folder of ${code('artisan')}. New
    applications have none since Laravel 11.`
    .fr`Si ce fichier n’existe pas, exécutez ceci dans le dossier de ${code('artisan')}. Depuis
    Laravel 11, les nouvelles applications n’en ont pas.`,
  lines: [added('php artisan config:publish cors')],
};
