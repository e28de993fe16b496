import { get, has, listElements } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import type { CorsOptions, OptionDefaults, PresentOptions } from '../kit/cors-options.ts';
import { callMark, importSnippet, whenAllowed } from '../kit/library-call.ts';
import { exactPattern, pythonList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { flaskPytest } from '../kit/regression-test/flask-pytest.ts';
import { added, optionLines } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { DEFAULT_METHODS, type FlaskCors, isPattern, flaskCors as model } from './model.ts';

const DEFAULTS: OptionDefaults = { methods: DEFAULT_METHODS, headers: 'any', maxAge: null };

/** Flask with the extension Flask-CORS. */
export const flaskCors = optionsStack({
  id: 'flask-cors',
  label: 'Flask · Flask-CORS',
  kind: 'code',
  docs: 'https://flask-cors.readthedocs.io/en/latest/api.html',
  basis: 'measured',
  signals: SIGNALS,
  defaults: DEFAULTS,
  infer: inferred,
  methods: ({ preflight, method, methods }) =>
    // It lists headers only if the method is allowed. GET must be listed too.
    preflight ? [...new Set([method, ...methods])] : methods,
  accepts: (proposal) => isSpellable(proposal.options) && answersOptions(proposal),
  install: installSnippet,
  snippets: (proposal) => [
    importSnippet(proposal, FILE, 'from flask_cors import CORS'),
    corsSnippet(proposal),
  ],
  notes,
  cautions: (proposal) => [...preflightCaution(proposal), ...cacheCaution(proposal)],
  test: flaskPytest,
  answer: ({ options }, application) => model(settings(options), application),
});

const ALWAYS_ALLOWED = ['GET', 'HEAD', 'POST'];

/**
 * A preflight with a refused method gets the origin alone; one with refused headers gets no list of
 * headers. Both lists exist then, but their entries are unknown.
 */
function inferred(present: PresentOptions, answers: readonly SeenAnswer[]): PresentOptions {
  const newest = answers.findLast(
    (one) => one.kind === 'preflight' && has(one.headers, 'access-control-allow-origin'),
  );
  if (newest === undefined) return present;
  if (!has(newest.headers, 'access-control-allow-methods')) {
    return { ...present, methods: [...new Set([...ALWAYS_ALLOWED, ...(present.methods ?? [])])] };
  }
  const asked = listElements(get(newest.requestHeaders, 'access-control-request-headers') ?? '');
  const refusesAll = asked.length > 0 && !has(newest.headers, 'access-control-allow-headers');
  return refusesAll ? { ...present, headers: [] } : present;
}

/** Methods are sent in upper case. A header name must not be readable as a pattern. */
const isSpellable = ({ methods, headers }: CorsOptions): boolean =>
  (methods?.value ?? []).every((name) => name === name.toUpperCase()) &&
  !(headers?.value ?? []).some(isPattern);

/** The extension adds headers to existing OPTIONS answers and never answers itself. */
function answersOptions({ seenServer, requirement: { url } }: Proposal): boolean {
  const { status } = applicationAnswer(seenServer, { method: 'OPTIONS', url });
  return isOk(status);
}

const isOk = (status: number): boolean => status >= 200 && status < 300;

/** An IPv6 address would be read as a pattern, so it is written as a pattern for itself only. */
const spelledOrigins = ({ origins }: CorsOptions): readonly string[] =>
  origins.value.map((one) => (isPattern(one) ? exactPattern([one]) : one));

function settings(options: CorsOptions): FlaskCors {
  const { credentials, methods, headers, expose, maxAge } = options;
  return {
    origins: spelledOrigins(options),
    ...(credentials && { supports_credentials: true }),
    ...(methods && { methods: methods.value }),
    ...(headers && { allow_headers: headers.value }),
    ...(expose && { expose_headers: expose.value }),
    ...(maxAge && { max_age: maxAge.value }),
  };
}

const FILE = { file: 'app.py', language: 'python' } as const;

function corsSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const argument = (name: string, value: string) => [`    ${name}=${value},`];
  return {
    ...FILE,
    place: say`Directly below ${code('app = Flask(__name__)')}. Remove each ${code('CORS(app, …)')},
      ${code('@cross_origin(…)')} and line that sets ${code('Access-Control-…')}.`
      .fr`Juste en dessous de ${code('app = Flask(__name__)')}. Retirez chaque
      ${code('CORS(app, …)')}, chaque ${code('@cross_origin(…)')} et chaque ligne qui définit
      ${code('Access-Control-…')}.`,
    lines: [
      { text: 'CORS(', mark: around },
      { text: '    app,', mark: around },
      ...optionLines(proposal.options, {
        origins: () => argument('origins', pythonList(spelledOrigins(proposal.options))),
        credentials: () => argument('supports_credentials', 'True'),
        methods: (value) => argument('methods', pythonList(value)),
        headers: (value) => argument('allow_headers', pythonList(value)),
        expose: (value) => argument('expose_headers', pythonList(value)),
        maxAge: (value) => argument('max_age', String(value)),
      }),
      { text: ')', mark: around },
    ],
  };
}

function installSnippet({ present }: Proposal): Snippet | null {
  if (present.seen) return null;
  return {
    file: 'terminal',
    language: 'shell',
    place: say`Run this in the server’s environment. It is safe to repeat.`
      .fr`Exécutez ceci dans l’environnement du serveur. Vous pouvez répéter la commande sans
      risque.`,
    lines: [added('python -m pip install flask-cors')],
  };
}

function notes(proposal: Proposal): readonly Prose[] {
  return [
    ...whenAllowed(
      proposal,
      say`The options allow this already. Check whether this route has options of its own.`
        .fr`Les options autorisent déjà cela. Vérifiez si cette route a ses propres options.`,
    ),
    say`Keep your ${code('resources=…')} beside these lines if it matches the path of this request.`
      .fr`Gardez votre ${code('resources=…')} à côté de ces lignes s’il correspond au chemin de
      cette requête.`,
    say`With ${code('debug=True')} the response to an unhandled error has none of these headers: fix
      the error.`
      .fr`Avec ${code('debug=True')}, la réponse à une erreur non interceptée n’a aucun de ces
      en-têtes : corrigez l’erreur.`,
  ];
}

/** Code that refuses OPTIONS before Flask's routes run still does so. */
function preflightCaution({ seenServer: { answers } }: Proposal): readonly Prose[] {
  const newest = answers.findLast(({ kind }) => kind === 'preflight');
  if (newest === undefined || isOk(newest.status)) return [];
  return [
    say`The response to the preflight request has the status ${code(String(newest.status))}, and
      Flask-CORS only adds headers to it. Let every ${code('OPTIONS')} through whatever checks
      requests before the routes.`
      .fr`La réponse à la requête préliminaire a le statut ${code(String(newest.status))}, et
      Flask-CORS ne fait qu’y ajouter des en-têtes. Les contrôles placés avant les routes doivent
      laisser passer toute requête ${code('OPTIONS')}.`,
  ];
}

function cacheCaution({ options }: Proposal): readonly Prose[] {
  const [origin = '', ...others] = options.origins.value;
  if (others.length > 0 || isPattern(origin)) return [];
  return [
    say`If a cache stands between the server and the browsers, let it separate responses by
      ${code('Origin')}. With one origin listed, Flask-CORS does not send ${code('Vary: Origin')}.`
      .fr`Si un cache est placé entre le serveur et les navigateurs, faites-lui séparer les réponses
      selon ${code('Origin')}. Avec une seule origine dans la liste, Flask-CORS n’envoie pas
      ${code('Vary: Origin')}.`,
  ];
}
