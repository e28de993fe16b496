import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Apollo Server in Express, with the package cors before it. */
export const apolloServer = settingsStack({
  id: 'apollo-server',
  label: 'Apollo Server · Express',
  kind: 'code',
  docs: 'https://www.apollographql.com/docs/apollo-server/security/cors',
  basis: 'measured',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], headers: 'any' },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'index.ts',
      'typescript',
      say`Paste directly above ${code('expressMiddleware(server)')}, in the same
        ${code("app.use('/graphql', …)")}. Import ${code('cors')} from ${code("'cors'")}.`
        .fr`Collez juste au-dessus de ${code('expressMiddleware(server)')}, dans le même
        ${code("app.use('/graphql', …)")}. Importez ${code('cors')} depuis ${code("'cors'")}.`,
      [
        'cors<cors.CorsRequest>({',
        `  origin: ${javascriptList(origins)},`,
        ...(credentials ? ['  credentials: true,'] : []),
        ...(methods.length > 0 ? [`  methods: ${javascriptList(methods)},`] : []),
        ...(headers.length > 0 ? [`  allowedHeaders: ${javascriptList(headers)},`] : []),
        ...(expose.length > 0 ? [`  exposedHeaders: ${javascriptList(expose)},`] : []),
        '}),',
      ],
    ),
  ],

  install: 'npm install cors',
  notes: [
    say`${code('startStandaloneServer')} has no such option. Move to ${code('expressMiddleware')}
      first.`.fr`${code('startStandaloneServer')} n’a pas cette option. Passez d’abord à
      ${code('expressMiddleware')}.`,
    say`Keep the CSRF prevention on. Let clients that send no JSON add the header
      ${code('apollo-require-preflight')}.`
      .fr`Gardez la protection CSRF active. Faites ajouter l’en-tête
      ${code('apollo-require-preflight')} aux clients qui n’envoient pas de JSON.`,
  ],
});
