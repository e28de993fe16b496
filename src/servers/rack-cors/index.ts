import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { CorsOptions } from '../kit/cors-options.ts';
import { callMark, whenAllowed } from '../kit/library-call.ts';
import { without } from '../kit/lists.ts';
import { rubyString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { rspec } from '../kit/regression-test/rspec.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import { added, markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { Restart, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { type RackAllow, rackCorsModel, SIMPLE_HEADERS } from './model.ts';

/** Rails, or any other Rack application, with rack-cors. */
export const rackCors: Stack = optionsStack({
  id: 'rack-cors',
  label: 'Rails · Rack::Cors',
  kind: 'code',
  docs: 'https://github.com/cyu/rack-cors#readme',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: ['GET'], headers: SIMPLE_HEADERS, maxAge: 7200 },
  // Even POST and HEAD must be listed if their headers cause a preflight.
  methods: ({ methods, method, preflight }) => [
    ...new Set([...methods, ...(preflight ? [method] : [])]),
  ],
  accepts: ({ requirement: { method, methods } }) => [method, ...methods].every(isUpperCase),
  infer: (present, answers) => ({
    ...present,
    headers: withSeenLists(present, answers, { methods: [], headers: SIMPLE_HEADERS }).headers,
    // For the library, an empty list means that there is none.
    expose: present.expose?.length === 0 ? null : present.expose,
  }),
  install: ({ present }) => (present.seen ? null : INSTALL),
  snippets: (proposal) => [initializer(proposal)],
  restart: () => RESTART,
  test: rspec,
  notes,
  answer: ({ options }, application) => rackCorsModel([allowBlock(options)], '3.0', application),
});

/** Rack::Cors sends its methods in upper case, but browsers keep `patch` apart from `PATCH`. */
const isUpperCase = (method: string): boolean => method === method.toUpperCase();

/** The block as the library reads it. */
function allowBlock(options: CorsOptions): RackAllow {
  return {
    origins: options.origins.value,
    resources: [
      {
        path: '/*',
        headers: options.headers?.value ?? null,
        methods: (options.methods?.value ?? ['GET']).map((name) => name.toLowerCase()),
        credentials: options.credentials !== null,
        expose: options.expose?.value ?? null,
        maxAge: options.maxAge?.value ?? null,
      },
    ],
  };
}

function initializer(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  return {
    file: 'config/initializers/cors.rb',
    language: 'ruby',
    place: say`The whole file: replace what is in it. Remove every other ${code('Rack::Cors')}, also
      in ${code('config/application.rb')}.`
      .fr`Remplacez tout le contenu du fichier. Retirez tout autre ${code('Rack::Cors')}, aussi dans
      ${code('config/application.rb')}.`,
    lines: [
      ...markedLines(around, [
        'Rails.application.config.middleware.insert_before 0, Rack::Cors do',
        '  allow do',
      ]),
      ...allowLines(proposal.options, around),
      ...markedLines(around, ['  end', 'end']),
    ],
  };
}

/** `origins`, then `resource` with its options, separated by commas. */
function allowLines(options: CorsOptions, around: SnippetLine['mark']): readonly SnippetLine[] {
  const names = (values: readonly string[]) => values.map(rubyString).join(', ');
  const [origins, ...rest] = optionLines(options, {
    origins: (values) => [`    origins ${names(values)}`],
    credentials: () => ['      credentials: true'],
    methods: (values) => [`      methods: [${values.map(symbol).join(', ')}]`],
    headers: (values) => [`      headers: [${names(without(values, SIMPLE_HEADERS))}]`],
    expose: (values) => [`      expose: [${names(values)}]`],
    maxAge: (value) => [`      max_age: ${value}`],
  });
  const last = rest.length - 1;
  const separated = rest.map((line, index) =>
    index === last ? line : { ...line, text: `${line.text},` },
  );
  const resource = { text: `    resource "/*"${rest.length > 0 ? ',' : ''}`, mark: around };
  return [...(origins === undefined ? [] : [origins]), resource, ...separated];
}

/** The library's name of a method: `:get`. */
const symbol = (method: string): string =>
  /^[A-Z]+$/.test(method) ? `:${method.toLowerCase()}` : rubyString(method.toLowerCase());

const RESTART: Restart = {
  text: say`Restart the server. It reads initializers only when it starts.`
    .fr`Redémarrez le serveur. Il ne lit les initializers qu’à son démarrage.`,
  command: null,
};

const INSTALL: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: say`Run this in the folder of ${code('Gemfile')}, unless the gem is in it.`
    .fr`Exécutez ceci dans le dossier de ${code('Gemfile')}, sauf si la gem y figure déjà.`,
  lines: [added('bundle add rack-cors')],
};

function notes(proposal: Proposal): readonly Prose[] {
  return [
    ...whenAllowed(proposal, FIRST),
    say`Outside Rails, write ${code('use Rack::Cors do')} as the first line, in
      ${code('config.ru')} above every other ${code('use')}.`
      .fr`Hors de Rails, écrivez ${code('use Rack::Cors do')} comme première ligne, dans
      ${code('config.ru')} au-dessus de tout autre ${code('use')}.`,
    say`If your file lists more than these lines, keep it.`
      .fr`Si votre fichier liste plus que ces lignes, gardez le reste.`,
  ];
}

const FIRST = say`The options allow this already, but something above them answered. At position 0
  they reach every response.`
  .fr`Les options autorisent déjà cette requête, mais quelque chose au-dessus d’elles a répondu. À
  la position 0, elles atteignent toutes les réponses.`;
