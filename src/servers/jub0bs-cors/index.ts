import { get, type HeaderList, listElements } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import type { CorsOptions } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { goList } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { type Application, optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import type { ServerRequest, Snippet } from '../kit/stack.ts';
import { line, withHeaders } from '../kit/with-headers.ts';

const VARY = 'Access-Control-Request-Headers, Access-Control-Request-Method, Origin';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => one.kind === 'preflight' && headerOf(one, 'vary').startsWith(VARY.slice(0, 61)),
    evidence: (one) => [lineOf(one, 'Vary'), ' in this order is how jub0bs/cors answers.'],
  },
];

/** Go with jub0bs/cors, whose configuration refuses what is dangerous. */
export const jub0bsCors = optionsStack({
  id: 'jub0bs-cors',
  label: 'Go · jub0bs/cors',
  docs: 'https://pkg.go.dev/github.com/jub0bs/cors#Config',
  basis: 'documented',
  signals: SIGNALS,
  defaults: { methods: ['GET', 'HEAD', 'POST'], headers: [], maxAge: null },
  accepts: ({ options }) => options.origins.value.every((one) => SUPPORTED.test(one)),
  snippets: (proposal) => [middleware(proposal), GET_MODULE],
  test: goHttptest,
  notes: () => [
    ['A mistake in the configuration is an error when the server starts, and says what is wrong.'],
  ],
  cautions: insecure,
  answer: ({ options }, application) => jub0bs(options, application),
});

/** Hosts of letters, digits, dots and hyphens, and addresses: what is surely let in. */
const SUPPORTED = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/;

/**
 * The middleware: who is refused anything on a preflight gets 403 without a CORS header.
 *
 * Read from github.com/jub0bs/cors, `middleware.go`.
 */
function jub0bs(options: CorsOptions, application: Application): Application {
  return (request) => {
    const origin = get(request.headers, 'origin');
    const allowed = origin !== null && options.origins.value.includes(origin);
    if (isPreflight(request)) {
      const lists = allowed ? preflightLists(options, request) : null;
      const own: HeaderList =
        lists === null ? [] : [...originHeaders(options, origin ?? ''), ...lists];
      return withHeaders([['Vary', VARY], ...own], { status: lists ? 204 : 403, headers: [] });
    }
    const own: HeaderList = [
      ['Vary', 'Origin'],
      ...(allowed ? originHeaders(options, origin) : []),
      ...line('Access-Control-Expose-Headers', allowed ? options.expose?.value.join(',') : null),
    ];
    return withHeaders(own, application(request));
  };
}

const originHeaders = ({ credentials }: CorsOptions, origin: string): HeaderList => [
  ['Access-Control-Allow-Origin', origin],
  ...line('Access-Control-Allow-Credentials', credentials ? 'true' : null),
];

/** Null where the method or a header is not listed. What needs no listing is not sent back. */
function preflightLists(options: CorsOptions, { headers }: ServerRequest): HeaderList | null {
  const method = get(headers, 'access-control-request-method') ?? '';
  const safelisted = ['GET', 'HEAD', 'POST'].includes(method);
  if (!safelisted && !options.methods?.value.includes(method)) return null;
  const asked = get(headers, 'access-control-request-headers') ?? '';
  const listed = (name: string) => options.headers?.value.includes(name.toLowerCase()) ?? false;
  if (!listElements(asked).every(listed)) return null;
  return [
    ...line('Access-Control-Allow-Methods', safelisted ? null : method),
    ...line('Access-Control-Allow-Headers', asked),
    ...line('Access-Control-Max-Age', options.maxAge ? String(options.maxAge.value) : null),
  ];
}

function middleware(proposal: Proposal): Snippet {
  const { options } = proposal;
  const field = (name: string, value: string) => `\t${name}: ${value},`;
  return {
    file: 'main.go',
    language: 'go',
    place: [
      'Where ',
      code('main'),
      ' builds the handler; then serve ',
      code('corsMiddleware.Wrap(handler)'),
      ' instead of ',
      code('handler'),
      '.',
    ],
    lines: [
      'corsMiddleware, err := cors.NewMiddleware(cors.Config{',
      field('Origins', goList(options.origins.value)),
      ...(options.credentials ? [field('Credentialed', 'true')] : []),
      ...(options.methods ? [field('Methods', goList(options.methods.value))] : []),
      ...(options.headers ? [field('RequestHeaders', goList(options.headers.value))] : []),
      ...(options.expose ? [field('ResponseHeaders', goList(options.expose.value))] : []),
      ...(options.maxAge ? [field('MaxAgeInSeconds', String(options.maxAge.value))] : []),
      ...(isInsecure(proposal) ? [field('DangerouslyTolerateInsecureOrigins', 'true')] : []),
      '})',
      'if err != nil {',
      '\tlog.Fatal(err)',
      '}',
    ].map((text) => added(text.replaceAll('\t', '    '))),
  };
}

const GET_MODULE: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: [
    'First, in the folder of ',
    code('go.mod'),
    '; and import ',
    code('github.com/jub0bs/cors'),
    ' and ',
    code('log'),
    '.',
  ],
  lines: [added('go get github.com/jub0bs/cors')],
};

/** With credentials the library lets in only https, and what runs on the same machine. */
function isInsecure({ options }: Pick<Proposal, 'options'>): boolean {
  const safe =
    /^(?:https:\/\/|[a-z][a-z0-9+.-]*:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$))/;
  return options.credentials !== null && !options.origins.value.every((one) => safe.test(one));
}

function insecure(proposal: Proposal): readonly Prose[] {
  if (!isInsecure(proposal)) return [];
  return [
    [
      'A page over plain ',
      code('http'),
      ' can be changed on its way, and then asks with the user’s cookies. The library lets such ',
      'an origin in only with the last line: serve the page over ',
      code('https'),
      ' and leave it out.',
    ],
  ];
}
