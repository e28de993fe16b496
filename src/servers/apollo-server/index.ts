import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { NPM_CORS, npmCorsOptions } from '../kit/npm-cors.ts';
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
  ...NPM_CORS,
  write: (written) => [
    fileSnippet(
      'index.ts',
      'typescript',
      say`Paste directly above ${code('expressMiddleware(server)')}, in the same
        ${code("app.use('/graphql', …)")}. Import ${code('cors')} from ${code("'cors'")}.`
        .fr`Collez juste au-dessus de ${code('expressMiddleware(server)')}, dans le même
        ${code("app.use('/graphql', …)")}. Importez ${code('cors')} depuis ${code("'cors'")}.`,
      ['cors<cors.CorsRequest>({', ...npmCorsOptions(written).map((line) => `  ${line}`), '}),'],
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
