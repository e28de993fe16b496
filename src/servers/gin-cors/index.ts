import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { type CorsOptions, namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { importSnippets } from '../kit/go-source.ts';
import { CALL_FIRST, callSnippet, installSnippet, whenAllowed } from '../kit/library-call.ts';
import { goList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { goHttptest } from '../kit/regression-test/go-httptest.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { namedLines } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { isGinCors, SIGNALS } from './marks.ts';
import { GIN_DEFAULT_CONFIG, type GinCorsConfig, ginCorsModel } from './model.ts';

const MODULE = 'github.com/gin-contrib/cors';

/** Gin with github.com/gin-contrib/cors. */
export const ginCors = optionsStack({
  id: 'gin-cors',
  label: 'Gin · gin-contrib/cors',
  kind: 'code',
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
    // A refusal comes from the middleware too, without a CORS header.
    seen: present.seen || answers.some(isGinCors),
    allowed: present.allowed.filter(isHttp),
  }),
  install: (proposal) => installSnippet(proposal, `go get ${MODULE}`),
  snippets: (proposal) => [useSnippet(proposal), ...importSnippets(proposal, MODULE)],
  test: goHttptest,
  restart: () => BUILD_AGAIN,
  notes: (proposal) => [
    ...whenAllowed(proposal, CALL_FIRST),
    say`gin-contrib/cors rejects every request from an origin that is not in the list, with an
      empty 403.`
      .fr`gin-contrib/cors rejette toutes les requêtes d’une origine absente de la liste, avec un
      403 vide.`,
  ],
  answer: ({ options }, application) => ginCorsModel(config(options), application),
});

/** Methods are sent in upper case. The program stops at an origin with another scheme. */
function accepts({ requirement, options }: Proposal): boolean {
  const names = [requirement.method, ...requirement.methods];
  return options.origins.value.every(isHttp) && names.every((name) => name === name.toUpperCase());
}

const isHttp = (origin: string): boolean => /^https?:\/\//.test(origin);

const NAMES = {
  origins: 'AllowOrigins',
  credentials: 'AllowCredentials',
  methods: 'AllowMethods',
  headers: 'AllowHeaders',
  expose: 'ExposeHeaders',
  maxAge: 'MaxAge',
} as const satisfies OptionNames;

/** The config as the package reads it. */
const config = (options: CorsOptions): GinCorsConfig => ({
  ...GIN_DEFAULT_CONFIG,
  ...namedOptions(options, NAMES),
});

function useSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'main.go',
      language: 'go',
      place: say`Paste directly below ${code('r := gin.Default()')}, above every route and other
        ${code('r.Use')}. Remove every other ${code('cors.New(…)')}.`
        .fr`Collez juste en dessous de ${code('r := gin.Default()')}, au-dessus de toutes les routes
        et des autres ${code('r.Use')}. Retirez tout autre ${code('cors.New(…)')}.`,
    },
    ['corsConfig := cors.DefaultConfig()'],
    namedLines(proposal.options, NAMES, (name, value) => {
      // In nanoseconds, so that the line needs no import.
      const plain = typeof value === 'number' ? `${value} * 1_000_000_000` : String(value);
      return [`corsConfig.${name} = ${typeof value === 'object' ? goList(value) : plain}`];
    }),
    ['r.Use(cors.New(corsConfig))'],
  );
}
