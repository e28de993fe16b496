import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../application.ts';
import { credentialsSnippets } from '../client.ts';
import {
  areUnchanged,
  type CorsOptions,
  extendedOptions,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../cors-options.ts';
import { structField } from '../go.ts';
import { goList } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { added, aroundMark, markedLines, optionLines } from '../option-lines.ts';
import { withSeenLists } from '../seen-lists.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../stack.ts';
import { detect, releaseOf } from './detect.ts';
import { type RsCorsOptions, type RsCorsRelease, rsCorsModel } from './model.ts';

/** Go with github.com/rs/cors around any `http.Handler`. */
export const rsCors: Stack = {
  id: 'rs-cors',
  label: 'Go · rs/cors',
  docs: 'https://pkg.go.dev/github.com/rs/cors',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) => {
    const release = observation.answers.map(releaseOf).findLast((one) => one !== null) ?? '1.11';
    return isMeetable(requirement) && isWithin(requirement, release)
      ? remedy(requirement, observation, release)
      : null;
  },
};

/** What 1.7 cannot send back: a method in lower case, a name with unusual characters. */
function isWithin({ methods, headers }: AnswerRequirement, release: RsCorsRelease): boolean {
  if (release === '1.11') return true;
  return (
    methods.every((name) => name === name.toUpperCase()) &&
    headers.every((name) => /^[-\w]+$/.test(name))
  );
}

const DEFAULTS: OptionDefaults & { readonly methods: readonly string[] } = {
  methods: ['GET', 'POST', 'HEAD'],
  headers: ['accept', 'content-type', 'x-requested-with'],
  maxAge: null,
};

function remedy(
  requirement: AnswerRequirement,
  observation: ServerObservation,
  release: RsCorsRelease,
): Remedy {
  const present = inferred(observation);
  const options = extendedOptions(requirement, present, DEFAULTS);
  return {
    snippets: [handlerSnippet(options, present), ...(present.seen ? [] : [IMPORT, INSTALL])],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: rsCorsModel(settings(options), release, (asked) =>
      applicationAnswer(observation, asked),
    ),
  };
}

/** A refusal looks like a server that has never heard of CORS, but for its `Vary`. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = presentOptions(answers);
  const seen = present.seen || answers.some((one) => releaseOf(one) !== null);
  return withSeenLists({ ...present, seen }, answers, {
    methods: DEFAULTS.methods,
    headers: ['accept', 'content-type', 'x-requested-with'],
  });
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

function handlerSnippet(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
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
      ...fieldLines(options),
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

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
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
