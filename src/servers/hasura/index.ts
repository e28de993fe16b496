import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { hostSignal, pathSignal } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Hasura: one list of origins, separated by commas. */
export const hasura = settingsStack({
  id: 'hasura',
  label: 'Hasura GraphQL Engine',
  kind: 'product',
  docs: 'https://hasura.io/docs/2.0/deployment/graphql-engine-flags/config-examples/#configure-cors',
  marks: [
    hostSignal(
      0.9,
      /\.hasura\.app$/,
      say`Hasura Cloud has the hosts below ${code('hasura.app')}.`
        .fr`Les hôtes sous ${code('hasura.app')} appartiennent à Hasura Cloud.`,
    ),
    {
      weight: 0.7,
      seen: (one) =>
        /\bx-hasura-/i.test(get(one.requestHeaders, 'access-control-request-headers') ?? '') ||
        one.requestHeaders.some(([name]) => /^x-hasura-/i.test(name)),
      evidence: () =>
        say`The page sends headers of Hasura.`.fr`La page envoie des en-têtes de Hasura.`,
    },
    pathSignal(
      0.45,
      /^\/(?:v1\/graphql|v1\/metadata|v2\/query|v1alpha1\/graphql|api\/rest\/)/,
      say`Hasura has such addresses.`.fr`Hasura utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: 'any',
    expose: [],
  },

  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins }) =>
    environmentSnippets('Hasura', 'HASURA_GRAPHQL_CORS_DOMAIN', origins.join(','), {
      image: 'hasura/graphql-engine',
    }),
  restart: restarts('Hasura'),
  notes: [
    say`In Hasura Cloud, open the project and ${code('Env vars')}, and set the variable there.`
      .fr`Dans Hasura Cloud, ouvrez le projet puis ${code('Env vars')}, et définissez-y la
      variable.`,
  ],
});
