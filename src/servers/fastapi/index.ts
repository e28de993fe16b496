import { get, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenServer } from '../../model/seen-server.ts';
import { newestAnswer } from '../kit/application-answer.ts';
import { namedOptions } from '../kit/cors-options.ts';
import { callMark, importSnippet } from '../kit/library-call.ts';
import { pythonList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { fastapiPytest } from '../kit/regression-test/fastapi-pytest.ts';
import { markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { ServerRequest, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { detect, SIGNALS, variesByAll } from './marks.ts';
import { DEFAULT_METHODS, SAFELISTED_HEADERS, starletteCors } from './model.ts';

const NAMES = {
  origins: 'allow_origins',
  credentials: 'allow_credentials',
  methods: 'allow_methods',
  headers: 'allow_headers',
  expose: 'expose_headers',
  maxAge: 'max_age',
} as const;

const FILE = { file: 'main.py', language: 'python' } as const;

const SAFELISTED = SAFELISTED_HEADERS.map((name) => name.toLowerCase());

/** FastAPI and Starlette with CORSMiddleware. */
export const fastapi: Stack = {
  ...optionsStack({
    id: 'fastapi',
    label: 'FastAPI · Starlette CORSMiddleware',
    kind: 'code',
    docs: 'https://fastapi.tiangolo.com/tutorial/cors/',
    basis: 'measured',
    failsWithoutCors: true,
    signals: SIGNALS,
    defaults: { methods: DEFAULT_METHODS, headers: SAFELISTED, maxAge: 600 },
    // It refuses a preflight for any method that is not listed, even a safelisted one.
    methods: ({ preflight, method, methods }) =>
      preflight ? [...new Set([method, ...methods])] : methods,
    snippets: (proposal) => [
      importSnippet(proposal, FILE, 'from fastapi.middleware.cors import CORSMiddleware'),
      isUnhandledError(proposal) ? wrapped(proposal) : inPlace(proposal),
    ],
    notes,
    test: fastapiPytest,
    answer: (proposal, application) => {
      const { options, seenServer } = proposal;
      const release = seenServer.answers.some(variesByAll) ? '1' : '0';
      const cors = starletteCors(namedOptions(options, NAMES), release, application);
      return isUnhandledError(proposal)
        ? cors
        : (request) => (isUnhandled(seenServer, request) ? application(request) : cors(request));
    },
  }),
  detect,
};

/**
 * Whether code that nobody caught made this answer. Starlette makes it outside of every middleware
 * that `add_middleware` adds, so it has no CORS headers. With some, the whole application is
 * wrapped already: the text “Internal Server Error” shows who made it, by its type and length
 * (ServerErrorMiddleware in starlette/middleware/errors.py, 0.46).
 */
function isUnhandled(
  seenServer: SeenServer,
  request: Pick<ServerRequest, 'method' | 'url'>,
): boolean {
  const newest = newestAnswer(seenServer, request);
  return (
    newest !== undefined &&
    newest.status >= 500 &&
    (!has(newest.headers, 'access-control-allow-origin') ||
      (get(newest.headers, 'content-type')?.startsWith('text/plain') === true &&
        get(newest.headers, 'content-length') === '21'))
  );
}

/** Whether the request that must pass gets such an answer. */
const isUnhandledError = ({ requirement, seenServer }: Proposal): boolean =>
  [requirement.method, ...requirement.methods].some((method) =>
    isUnhandled(seenServer, { method, url: requirement.url }),
  );

function inPlace(proposal: Proposal): Snippet {
  return {
    ...FILE,
    place: say`Below ${code('app = FastAPI()')} and every other ${code('app.add_middleware(…)')}:
      the one added last runs first. Remove the ${code('add_middleware(CORSMiddleware, …)')} that is
      there.`
      .fr`Sous ${code('app = FastAPI()')} et tous les autres ${code('app.add_middleware(…)')} :
      celui qui est ajouté en dernier s’exécute en premier. Retirez le
      ${code('add_middleware(CORSMiddleware, …)')} qui s’y trouve.`,
    lines: callLines(proposal, ['app.add_middleware(', '    CORSMiddleware,']),
  };
}

/** Around everything, as Starlette's documentation does for error responses. */
function wrapped(proposal: Proposal): Snippet {
  return {
    ...FILE,
    place: say`At the end of the file that makes the ${code('app')}, below all routes. Remove every
      other ${code('CORSMiddleware')} that is there.`
      .fr`À la fin du fichier qui crée l’${code('app')}, sous toutes les routes. Retirez tout autre
      ${code('CORSMiddleware')} qui s’y trouve.`,
    lines: callLines(proposal, ['app = CORSMiddleware(', '    app,']),
  };
}

function callLines(proposal: Proposal, call: readonly string[]): readonly SnippetLine[] {
  const around = callMark(proposal);
  const argument = (name: string, value: string) => [`    ${name}=${value},`];
  return [
    ...markedLines(around, call),
    ...optionLines(proposal.options, {
      origins: (value) => argument(NAMES.origins, pythonList(value)),
      credentials: () => argument(NAMES.credentials, 'True'),
      methods: (value) => argument(NAMES.methods, pythonList(value)),
      headers: (value) => argument(NAMES.headers, pythonList(withoutSafelisted(value))),
      expose: (value) => argument(NAMES.expose, pythonList(value)),
      maxAge: (value) => argument(NAMES.maxAge, String(value)),
    }),
    ...markedLines(around, [')']),
  ];
}

/** The middleware adds the safelisted names anyway. */
const withoutSafelisted = (headers: readonly string[]): readonly string[] =>
  headers.filter((name) => !SAFELISTED.includes(name));

function notes(proposal: Proposal): readonly Prose[] {
  return [
    ...(isUnhandledError(proposal)
      ? [
          say`Fix the cause of this error too. It is unhandled, so only a middleware around the
            whole ${code('app')} can add headers to its response.`
            .fr`Corrigez aussi la cause de cette erreur. Rien ne l’intercepte, donc seul un
            middleware autour de toute l’${code('app')} peut ajouter des en-têtes à sa réponse.`,
          say`Start the server with ${code('uvicorn main:app')} or similar. ${code('fastapi dev')}
            and ${code('fastapi run')} do not find an ${code('app')} that is wrapped like this.`
            .fr`Démarrez le serveur avec ${code('uvicorn main:app')} ou une commande semblable.
            ${code('fastapi dev')} et ${code('fastapi run')} ne trouvent pas une ${code('app')}
            enveloppée ainsi.`,
        ]
      : []),
    ...(proposal.present.seen
      ? []
      : [
          say`With Starlette alone, import it from ${code('starlette.middleware.cors')}. If your
            ${code('app')} has another name, use that.`
            .fr`Avec Starlette seul, importez-le depuis ${code('starlette.middleware.cors')}. Si
            votre ${code('app')} a un autre nom, utilisez ce nom.`,
        ]),
  ];
}
