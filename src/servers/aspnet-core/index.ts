import { code } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { csharpString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: (one) => headerOf(one, 'server') === 'Kestrel',
    evidence: (one) => [lineOf(one, 'Server'), ' is the server of ASP.NET Core.'],
  },
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'set-cookie').includes('.AspNetCore.'),
    evidence: () => ['A cookie that starts with ', code('.AspNetCore.'), ' is its own.'],
  },
  {
    weight: 0.4,
    seen: (one) => headerOf(one, 'x-powered-by') === 'ASP.NET',
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what IIS adds to ASP.NET.'],
  },
];

/** A policy names nothing that is not named: without `WithMethods` and `WithHeaders` none. */
const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/**
 * ASP.NET Core's CORS middleware with a default policy.
 *
 * Read from dotnet/aspnetcore, `src/Middleware/CORS/src/Infrastructure/CorsService.cs`: it answers
 * every preflight with 204, and varies by `Origin` only where several are listed.
 */
export const aspnetCore = optionsStack({
  id: 'aspnet-core',
  label: 'ASP.NET Core · AddCors',
  docs: 'https://learn.microsoft.com/aspnet/core/security/cors',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [services(proposal), MIDDLEWARE],
  notes: () => [
    ['An origin is compared as a whole: one with a slash at its end never matches.'],
    [
      'An endpoint with ',
      code('[EnableCors("…")]'),
      ' or ',
      code('RequireCors'),
      ' uses that policy instead of this one.',
    ],
  ],
  cautions: ({ options }) => (options.origins.value.length > 1 ? [] : [CACHE_CAUTION]),
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'for-several' }, options, DEFAULTS, application),
});

function services({ options }: Proposal): Snippet {
  const call = (name: string, values: readonly string[]) =>
    `        .${name}(${values.map(csharpString).join(', ')})`;
  const calls = [
    call('WithOrigins', options.origins.value),
    ...(options.methods ? [call('WithMethods', options.methods.value)] : []),
    ...(options.headers ? [call('WithHeaders', options.headers.value)] : []),
    ...(options.expose ? [call('WithExposedHeaders', options.expose.value)] : []),
    ...(options.credentials ? ['        .AllowCredentials()'] : []),
    ...(options.maxAge
      ? [`        .SetPreflightMaxAge(TimeSpan.FromSeconds(${options.maxAge.value}))`]
      : []),
  ];
  return {
    file: 'Program.cs',
    language: 'csharp',
    place: [
      'Above ',
      code('var app = builder.Build();'),
      ', instead of the default policy that is there.',
    ],
    lines: [
      'builder.Services.AddCors(options =>',
      '    options.AddDefaultPolicy(policy => policy',
      ...calls.map((text, index) => (index === calls.length - 1 ? `${text}));` : text)),
    ].map(added),
  };
}

const MIDDLEWARE: Snippet = {
  file: 'Program.cs',
  language: 'csharp',
  place: [
    'Below ',
    code('app.UseRouting()'),
    ' where that is called, and above ',
    code('UseAuthentication'),
    ', ',
    code('UseAuthorization'),
    ' and every endpoint.',
  ],
  lines: [added('app.UseCors();')],
};
