import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { type CorsOptions, namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { importSnippets, structField } from '../kit/go-source.ts';
import { callSnippet, installSnippet, whenAllowed } from '../kit/library-call.ts';
import { goList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { rsCorsRelease } from '../kit/rs-cors-answer.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import { namedLines } from '../kit/snippet-lines.ts';
import type { Snippet, SnippetLine } from '../kit/stack.ts';
import { SIGNALS, versions } from './marks.ts';
import { type RsCorsRelease, rsCorsModel } from './model.ts';

const MODULE = 'github.com/rs/cors';

const LISTS = {
  methods: ['GET', 'POST', 'HEAD'],
  headers: ['accept', 'content-type', 'x-requested-with'],
};

/** Go with github.com/rs/cors around any `http.Handler`. */
export const rsCors = optionsStack({
  id: 'rs-cors',
  label: 'Go · rs/cors',
  kind: 'code',
  docs: 'https://pkg.go.dev/github.com/rs/cors',
  basis: 'measured',
  signals: SIGNALS,
  versions,
  defaults: { ...LISTS, maxAge: null },
  accepts: ({ requirement, seenServer }) =>
    releaseIn(seenServer.answers) === '1.11' || fitsOld(requirement),
  infer: (present, answers) =>
    // A refusal comes from the library too, without a CORS header.
    withSeenLists(
      { ...present, seen: present.seen || answers.some(rsCorsRelease) },
      answers,
      LISTS,
    ),
  // It checks the method of the request itself too, even without a preflight.
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  install: (proposal) => installSnippet(proposal, `go get ${MODULE}`),
  snippets: (proposal) => [handlerSnippet(proposal), ...importSnippets(proposal, MODULE)],
  test: goHttptest,
  restart: () => BUILD_AGAIN,
  notes: (proposal) => [
    ...whenAllowed(proposal, OUTERMOST),
    say`Keep what your own options list beyond the lines above. rs/cors shows only what a request
      asked for, so we cannot see the rest.`
      .fr`Gardez ce que vos options listent en plus des lignes ci-dessus. rs/cors ne montre que ce
      qu’une requête a demandé : nous ne voyons donc pas le reste.`,
  ],
  answer: ({ options, seenServer }, application) =>
    rsCorsModel(namedOptions(options, NAMES), releaseIn(seenServer.answers), application),
});

const OUTERMOST: Prose = say`Wrap the outermost handler: these options already allow this request,
  so something outside of them answered. Outermost, they reach every response.`
  .fr`Enveloppez le gestionnaire le plus externe. Ces options autorisent déjà cette requête, donc
  quelque chose en dehors d’elles a répondu. Tout à l’extérieur, elles atteignent toutes les
  réponses.`;

const releaseIn = (answers: readonly SeenAnswer[]): RsCorsRelease =>
  answers.map(rsCorsRelease).findLast((one) => one !== null) ?? '1.11';

/** Release 1.7 cannot send back lower-case methods or names with unusual characters. */
function fitsOld({ method, methods, headers }: AnswerRequirement): boolean {
  return (
    [method, ...methods].every((name) => name === name.toUpperCase()) &&
    headers.every((name) => /^[-\w]+$/.test(name))
  );
}

const NAMES = {
  origins: 'AllowedOrigins',
  credentials: 'AllowCredentials',
  methods: 'AllowedMethods',
  headers: 'AllowedHeaders',
  expose: 'ExposedHeaders',
  maxAge: 'MaxAge',
} as const satisfies OptionNames;

function handlerSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'main.go',
      language: 'go',
      place: say`Paste directly above ${code('http.ListenAndServe')}. Replace ${code('handler')}
        with your own name for the handler that it serves. Remove every other
        ${code('cors.New(…)')}.`
        .fr`Collez juste au-dessus de ${code('http.ListenAndServe')}. Remplacez ${code('handler')}
        par le nom du gestionnaire qui y est servi. Retirez tout autre ${code('cors.New(…)')}.`,
    },
    ['handler = cors.New(cors.Options{'],
    fieldLines(proposal.options),
    ['}).Handler(handler)'],
  );
}

/** The options, aligned as gofmt does in a struct literal. */
function fieldLines(options: CorsOptions): readonly SnippetLine[] {
  const written = Object.keys(namedOptions(options, NAMES));
  return namedLines(options, NAMES, (name, value) => [
    structField(name, typeof value === 'object' ? goList(value) : String(value), written),
  ]);
}
