import { code, type Prose } from '../../model/prose.ts';
import { areUnchanged, type CorsOptions } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { goList } from '../kit/literals.ts';
import { callMark } from '../kit/npm-library.ts';
import { markedLines, optionLines } from '../kit/option-lines.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { isGinCors, SIGNALS } from './detect.ts';
import { GIN_DEFAULT_CONFIG, type GinCorsConfig, ginCorsModel } from './model.ts';

/** Gin with github.com/gin-contrib/cors. */
export const ginCors: Stack = optionsStack({
  id: 'gin-cors',
  label: 'Gin · gin-contrib/cors',
  docs: 'https://pkg.go.dev/github.com/gin-contrib/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: {
    methods: GIN_DEFAULT_CONFIG.AllowMethods,
    headers: GIN_DEFAULT_CONFIG.AllowHeaders.map((name) => name.toLowerCase()),
    maxAge: GIN_DEFAULT_CONFIG.MaxAge,
  },
  accepts,
  infer: (present, answers) => ({
    ...present,
    // A refusal has no CORS header, and yet comes from the middleware.
    seen: present.seen || answers.some(isGinCors),
    allowed: present.allowed.filter(isHttp),
  }),
  snippets: (proposal) => [
    middlewareSnippet(proposal),
    ...(proposal.present.seen ? [] : [IMPORT, INSTALL]),
  ],
  test: goHttptest,
  notes,
  answer: ({ options }, application) => ginCorsModel(config(options), application),
});

/** Methods are sent in upper case, and the program ends at an origin of another scheme. */
function accepts({ requirement, options }: Proposal): boolean {
  const names = [requirement.method, ...requirement.methods];
  return options.origins.value.every(isHttp) && names.every((name) => name === name.toUpperCase());
}

const isHttp = (origin: string): boolean => /^https?:\/\//.test(origin);

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

function middlewareSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
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
      ...optionLines(proposal.options, {
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

function notes({ present, options }: Proposal): readonly Prose[] {
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
