import type { ObservedAnswer } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { areUnchanged, type CorsOptions } from '../kit/cors-options.ts';
import { structField } from '../kit/go.ts';
import { added } from '../kit/lines.ts';
import { goList } from '../kit/literals.ts';
import { callMark } from '../kit/npm-library.ts';
import { markedLines, optionLines } from '../kit/option-lines.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import type { Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { releaseOf, SIGNALS, versions } from './detect.ts';
import { type RsCorsOptions, type RsCorsRelease, rsCorsModel } from './model.ts';

const METHODS = ['GET', 'POST', 'HEAD'];
const HEADERS = ['accept', 'content-type', 'x-requested-with'];

/** Go with github.com/rs/cors around any `http.Handler`. */
export const rsCors: Stack = optionsStack({
  id: 'rs-cors',
  label: 'Go · rs/cors',
  docs: 'https://pkg.go.dev/github.com/rs/cors',
  basis: 'measured',
  signals: SIGNALS,
  versions,
  defaults: { methods: METHODS, headers: HEADERS, maxAge: null },
  accepts: ({ requirement, observation }) =>
    releaseIn(observation.answers) === '1.11' || isOld(requirement),
  infer: (present, answers) =>
    // A refusal has no CORS header, and yet comes from the library.
    withSeenLists({ ...present, seen: present.seen || answers.some(releaseOf) }, answers, {
      methods: METHODS,
      headers: HEADERS,
    }),
  // The method of the request itself is checked too, preflight or not.
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  snippets: (proposal) => [
    handlerSnippet(proposal),
    ...(proposal.present.seen ? [] : [IMPORT, INSTALL]),
  ],
  test: goHttptest,
  notes,
  answer: ({ options, observation }, application) =>
    rsCorsModel(settings(options), releaseIn(observation.answers), application),
});

const releaseIn = (answers: readonly ObservedAnswer[]): RsCorsRelease =>
  answers.map(releaseOf).findLast((one) => one !== null) ?? '1.11';

/** What 1.7 can send back: no method in lower case, no name with unusual characters. */
function isOld({ method, methods, headers }: AnswerRequirement): boolean {
  return (
    [method, ...methods].every((name) => name === name.toUpperCase()) &&
    headers.every((name) => /^[-\w]+$/.test(name))
  );
}

/** The options as the package reads them. */
function settings(options: CorsOptions): RsCorsOptions {
  return {
    AllowedOrigins: options.origins.value,
    ...(options.credentials && { AllowCredentials: true }),
    ...(options.methods && { AllowedMethods: options.methods.value }),
    ...(options.headers && { AllowedHeaders: options.headers.value }),
    ...(options.expose && { ExposedHeaders: options.expose.value }),
    ...(options.maxAge && { MaxAge: options.maxAge.value }),
  };
}

function handlerSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  return {
    file: 'main.go',
    language: 'go',
    place: [
      'Directly above ',
      code('http.ListenAndServe'),
      ', whose ',
      code('handler'),
      ' it wraps (put your own name for it), instead of each ',
      code('cors.New(…)'),
      ' that is there.',
    ],
    lines: [
      ...markedLines(around, ['handler = cors.New(cors.Options{']),
      ...fieldLines(proposal.options),
      ...markedLines(around, ['}).Handler(handler)']),
    ],
  };
}

const FIELDS = {
  origins: 'AllowedOrigins',
  credentials: 'AllowCredentials',
  methods: 'AllowedMethods',
  headers: 'AllowedHeaders',
  expose: 'ExposedHeaders',
  maxAge: 'MaxAge',
} as const;

/** The options in the struct literal's own columns. */
function fieldLines(options: CorsOptions): readonly SnippetLine[] {
  const written = Object.values(FIELDS).filter(
    (_, index) => Object.values(options)[index] !== null,
  );
  const field = (key: string) => (value: readonly string[] | true | number) => [
    structField(key, typeof value === 'object' ? goList(value) : String(value), written),
  ];
  return optionLines(options, {
    origins: field(FIELDS.origins),
    credentials: field(FIELDS.credentials),
    methods: field(FIELDS.methods),
    headers: field(FIELDS.headers),
    expose: field(FIELDS.expose),
    maxAge: field(FIELDS.maxAge),
  });
}

const IMPORT: Snippet = {
  file: 'main.go',
  language: 'go',
  place: ['Below the imports of that file.'],
  lines: [added('import "github.com/rs/cors"')],
};

const INSTALL: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: ['First, in the folder of ', code('go.mod'), '; it does nothing if it is there.'],
  lines: [added('go get github.com/rs/cors')],
};

function notes({ present, options }: Proposal): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options) ? [OUTERMOST] : []),
    [
      'rs/cors refuses origin, method and header alike: without a CORS header. It names no more ',
      'than was asked for, so keep what your own options list beyond the lines above.',
    ],
    ['Build and start the server again.'],
  ];
}

const OUTERMOST: Prose = [
  'The options allow this already; what answered stands outside of them. Around the outermost ',
  'handler they reach every answer.',
];
