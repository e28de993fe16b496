import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import { csharpString } from '../kit/literals.ts';
import { headerOf, headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.9,
    'Server',
    /^Kestrel$/,
    (line) =>
      say`Kestrel, the server of ASP.NET Core, sends ${line}.`
        .fr`Kestrel, le serveur d’ASP.NET Core, envoie ${line}.`,
  ),
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'set-cookie').includes('.AspNetCore.'),
    evidence: () =>
      say`ASP.NET Core sets cookies that start with ${code('.AspNetCore.')}.`
        .fr`ASP.NET Core définit des cookies qui commencent par ${code('.AspNetCore.')}.`,
  },
  headerSignal(
    0.92,
    'WWW-Authenticate',
    /^Bearer error="invalid_token", error_description="The (?:token expired at '|signature (?:key was not found|is invalid)|(?:audience|issuer) ')/,
    () =>
      say`ASP.NET Core’s login by tokens describes a refused one in this way in
        ${code('WWW-Authenticate')}.`
        .fr`La connexion par jetons d’ASP.NET Core décrit de cette façon un jeton refusé dans
        ${code('WWW-Authenticate')}.`,
  ),
  headerSignal(
    0.4,
    'X-Powered-By',
    /^ASP\.NET$/,
    (line) =>
      say`IIS adds ${line} to the responses of ASP.NET.`
        .fr`IIS ajoute ${line} aux réponses d’ASP.NET.`,
  ),
];

/**
 * ASP.NET Core's CORS middleware with a default policy.
 *
 * Read from dotnet/aspnetcore, `src/Middleware/CORS/src/Infrastructure/CorsService.cs`: it answers
 * every preflight with 204, and varies by `Origin` only if several are listed.
 */
export const aspnetCore = optionsStack({
  id: 'aspnet-core',
  label: 'ASP.NET Core · AddCors',
  kind: 'code',
  docs: 'https://learn.microsoft.com/aspnet/core/security/cors',
  basis: 'documented',
  signals: SIGNALS,
  snippets: (proposal) => [services(proposal), MIDDLEWARE],
  restart: () => BUILD_AGAIN,
  notes: () => [
    say`Write an origin without a slash at its end: the middleware compares the whole text.`
      .fr`Écrivez une origine sans barre oblique à la fin : le middleware compare le texte entier.`,
    say`An endpoint with ${code('[EnableCors("…")]')} or ${code('RequireCors')} uses its own policy
      instead of this one.`
      .fr`Un point de terminaison avec ${code('[EnableCors("…")]')} ou ${code('RequireCors')}
      utilise sa propre stratégie au lieu de celle-ci.`,
  ],
  cautions: ({ options }) => (options.origins.value.length > 1 ? [] : [CACHE_CAUTION]),
  // Without `WithMethods` and `WithHeaders` a policy lists none.
  answer: corsLayer({ preflightStatus: 204, varies: 'for-several' }),
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
    place: say`Paste above ${code('var app = builder.Build();')}, in place of the default policy
      that is there.`
      .fr`Collez au-dessus de ${code('var app = builder.Build();')}, à la place de la stratégie par
      défaut qui s’y trouve.`,
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
  place: say`Paste above ${code('UseAuthentication')}, ${code('UseAuthorization')} and every
    endpoint. If the file calls ${code('app.UseRouting()')}, paste below that.`
    .fr`Collez au-dessus de ${code('UseAuthentication')}, ${code('UseAuthorization')} et de tous les
    points de terminaison. Si le fichier appelle ${code('app.UseRouting()')}, collez en dessous de
    cet appel.`,
  lines: [added('app.UseCors();')],
};
