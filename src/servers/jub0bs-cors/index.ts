import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import { type CorsOptions, namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { structField } from '../kit/go-source.ts';
import { containsAll } from '../kit/lists.ts';
import { goList } from '../kit/literals.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { added, namedLines } from '../kit/snippet-lines.ts';
import type { Application, ServerRequest, Snippet } from '../kit/stack.ts';

const SAFELISTED: readonly string[] = ['GET', 'HEAD', 'POST'];
const VARY = 'Access-Control-Request-Headers, Access-Control-Request-Method, Origin';

/** Go with jub0bs/cors, whose configuration refuses dangerous settings. */
export const jub0bsCors = optionsStack({
  id: 'jub0bs-cors',
  label: 'Go · jub0bs/cors',
  kind: 'code',
  docs: 'https://pkg.go.dev/github.com/jub0bs/cors#Config',
  basis: 'documented',
  signals: [
    {
      weight: 0.6,
      seen: (one) =>
        one.kind === 'preflight' && headerOf(one, 'vary').startsWith(VARY.slice(0, 61)),
      evidence: (one) =>
        say`jub0bs/cors sends ${lineOf(one, 'Vary')}, in this order.`
          .fr`jub0bs/cors envoie ${lineOf(one, 'Vary')}, dans cet ordre.`,
    },
  ],
  defaults: { methods: SAFELISTED, headers: [], maxAge: null },
  accepts: ({ options }) => options.origins.value.every((one) => SUPPORTED.test(one)),
  install: () => GET_MODULE,
  snippets: (proposal) => [middleware(proposal)],
  restart: () => BUILD_AGAIN,
  test: goHttptest,
  notes: () => [
    say`If the server stops at once, read its error: it says what is wrong in the configuration.`
      .fr`Si le serveur s’arrête aussitôt, lisez son erreur : elle dit ce qui est faux dans la
      configuration.`,
  ],
  cautions: insecure,
  answer: ({ options }, application) => jub0bs(options, application),
});

/** Hosts of letters, digits, dots and hyphens, and addresses: the library accepts these. */
const SUPPORTED = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/;

/**
 * The middleware: a refused preflight gets 403 without a CORS header.
 *
 * Read from github.com/jub0bs/cors, `middleware.go`.
 */
function jub0bs(options: CorsOptions, application: Application): Application {
  return (request) => {
    const origin = get(request.headers, 'origin') ?? '';
    const allowed: HeaderList | null = options.origins.value.includes(origin)
      ? [
          ['Access-Control-Allow-Origin', origin],
          ...line('Access-Control-Allow-Credentials', options.credentials && 'true'),
        ]
      : null;
    if (isPreflight(request)) {
      const lists = allowed && preflightLists(options, request);
      const status = lists === null ? 403 : 204;
      const own = lists === null ? [] : [...(allowed ?? []), ...lists];
      return withHeaders([['Vary', VARY], ...own], { status, headers: [] });
    }
    const expose = line('Access-Control-Expose-Headers', options.expose?.value.join(','));
    const own = allowed === null ? [] : [...allowed, ...expose];
    return withHeaders([['Vary', 'Origin'], ...own], application(request));
  };
}

/** Null if the method or a header is not listed. Safelisted ones are not sent back. */
function preflightLists(options: CorsOptions, { headers }: ServerRequest): HeaderList | null {
  const method = get(headers, 'access-control-request-method') ?? '';
  const safelisted = SAFELISTED.includes(method);
  if (!safelisted && !options.methods?.value.includes(method)) return null;
  const asked = get(headers, 'access-control-request-headers') ?? '';
  if (!containsAll(options.headers?.value ?? [], listElements(asked.toLowerCase()))) return null;
  return [
    ...line('Access-Control-Allow-Methods', safelisted ? null : method),
    ...line('Access-Control-Allow-Headers', asked),
    ...line('Access-Control-Max-Age', options.maxAge && String(options.maxAge.value)),
  ];
}

const NAMES = {
  origins: 'Origins',
  credentials: 'Credentialed',
  methods: 'Methods',
  headers: 'RequestHeaders',
  expose: 'ResponseHeaders',
  maxAge: 'MaxAgeInSeconds',
} as const satisfies OptionNames;

function middleware(proposal: Proposal): Snippet {
  const insecure = isInsecure(proposal) ? ['DangerouslyTolerateInsecureOrigins'] : [];
  const names = [...Object.keys(namedOptions(proposal.options, NAMES)), ...insecure];
  const fields = namedLines(proposal.options, NAMES, (name, value) => [
    structField(name, typeof value === 'object' ? goList(value) : String(value), names),
  ]);
  return {
    file: 'main.go',
    language: 'go',
    place: say`Paste where ${code('main')} builds the handler. Then serve
      ${code('corsMiddleware.Wrap(handler)')} instead of ${code('handler')}.`
      .fr`Collez là où ${code('main')} construit le gestionnaire. Servez ensuite
      ${code('corsMiddleware.Wrap(handler)')} au lieu de ${code('handler')}.`,
    lines: [
      'corsMiddleware, err := cors.NewMiddleware(cors.Config{',
      ...fields.map(({ text }) => text),
      ...insecure.map((name) => structField(name, 'true', names)),
      '})',
      'if err != nil {',
      '\tlog.Fatal(err)',
      '}',
    ].map(added),
  };
}

const GET_MODULE: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: say`Run this in the folder of ${code('go.mod')}. Then import
    ${code('github.com/jub0bs/cors')} and ${code('log')} in the file.`
    .fr`Exécutez ceci dans le dossier de ${code('go.mod')}. Importez ensuite
    ${code('github.com/jub0bs/cors')} et ${code('log')} dans le fichier.`,
  lines: [added('go get github.com/jub0bs/cors')],
};

/** With credentials the library allows only https and this machine. */
function isInsecure({ options }: Proposal): boolean {
  const safe =
    /^(?:https:\/\/|[a-z][a-z0-9+.-]*:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$))/;
  return options.credentials !== null && !options.origins.value.every((one) => safe.test(one));
}

function insecure(proposal: Proposal): readonly Prose[] {
  if (!isInsecure(proposal)) return [];
  return [
    say`Serve the page over ${code('https')} and remove
      ${code('DangerouslyTolerateInsecureOrigins')}. Somebody in the network can change a page over
      plain ${code('http')}, and it then sends the user’s cookies.`
      .fr`Servez la page en ${code('https')} et retirez
      ${code('DangerouslyTolerateInsecureOrigins')}. Sur le réseau, quelqu’un peut modifier une page
      en ${code('http')} non chiffré, et elle envoie alors les cookies de l’utilisateur.`,
  ];
}
