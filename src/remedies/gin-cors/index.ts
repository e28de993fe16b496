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
import { goList } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { added, aroundMark, markedLines, optionLines } from '../option-lines.ts';
import type { Remedy, Snippet, Stack } from '../stack.ts';
import { detect, isGinCors } from './detect.ts';
import { GIN_DEFAULT_CONFIG, type GinCorsConfig, ginCorsModel } from './model.ts';

/** Gin with github.com/gin-contrib/cors. */
export const ginCors: Stack = {
  id: 'gin-cors',
  label: 'Gin · gin-contrib/cors',
  docs: 'https://pkg.go.dev/github.com/gin-contrib/cors',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) && isWithin(requirement) ? remedy(requirement, observation) : null,
};

/** Methods are sent in upper case, and the program ends at an origin of another scheme. */
function isWithin({ origins, methods }: AnswerRequirement): boolean {
  return (
    origins.every((origin) => /^https?:\/\//.test(origin)) &&
    methods.every((name) => name === name.toUpperCase())
  );
}

const DEFAULTS: OptionDefaults = {
  methods: GIN_DEFAULT_CONFIG.AllowMethods,
  headers: GIN_DEFAULT_CONFIG.AllowHeaders.map((name) => name.toLowerCase()),
  maxAge: GIN_DEFAULT_CONFIG.MaxAge,
};

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(observation);
  const options = extendedOptions(requirement, present, DEFAULTS);
  return {
    snippets: [middlewareSnippet(options, present), ...(present.seen ? [] : [IMPORT, INSTALL])],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: ginCorsModel(config(options), (asked) => applicationAnswer(observation, asked)),
  };
}

/** A refusal has no CORS header, and yet comes from the middleware. Origins of other schemes go. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = presentOptions(answers);
  return {
    ...present,
    seen: present.seen || answers.some(isGinCors),
    allowed: present.allowed.filter((origin) => /^https?:\/\//.test(origin)),
  };
}

/** The config as the package reads it. */
function config(options: CorsOptions): GinCorsConfig {
  return {
    ...GIN_DEFAULT_CONFIG,
    AllowOrigins: options.origins.value,
    ...(options.credentials && { AllowCredentials: true }),
    ...(options.methods && { AllowMethods: options.methods.value }),
    ...(options.headers && { AllowHeaders: options.headers.value }),
    ...(options.expose && { ExposeHeaders: options.expose.value }),
    ...(options.maxAge && { MaxAge: options.maxAge.value }),
  };
}

function middlewareSnippet(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
  return {
    file: 'main.go',
    language: 'go',
    place: [
      'Directly below ',
      code('r := gin.Default()'),
      ', above every route and other ',
      code('r.Use'),
      ', instead of each ',
      code('cors.New(…)'),
      ' that is there.',
    ],
    lines: [
      ...markedLines(around, ['corsConfig := cors.DefaultConfig()']),
      ...optionLines(options, {
        origins: (values) => [`corsConfig.AllowOrigins = ${goList(values)}`],
        credentials: () => ['corsConfig.AllowCredentials = true'],
        methods: (values) => [`corsConfig.AllowMethods = ${goList(values)}`],
        headers: (values) => [`corsConfig.AllowHeaders = ${goList(values)}`],
        expose: (values) => [`corsConfig.ExposeHeaders = ${goList(values)}`],
        // Nanoseconds: so the line needs no import.
        maxAge: (value) => [`corsConfig.MaxAge = ${value} * 1_000_000_000`],
      }),
      ...markedLines(around, ['r.Use(cors.New(corsConfig))']),
    ],
  };
}

const IMPORT: Snippet = {
  file: 'main.go',
  language: 'go',
  place: ['Below the imports of that file.'],
  lines: [added('import "github.com/gin-contrib/cors"')],
};

const INSTALL: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: ['First, in the folder of ', code('go.mod'), '; it does nothing if it is there.'],
  lines: [added('go get github.com/gin-contrib/cors')],
};

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options) ? [FIRST] : []),
    [
      'gin-contrib/cors answers every request of another origin with an empty 403, simple ones too.',
    ],
    ['Build and start the server again.'],
  ];
}

const FIRST: Prose = [
  'The options allow this already; what answered stands above them. Before every route, they ',
  'reach every answer.',
];
