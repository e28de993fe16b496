import { code, prose } from '../../model/prose.ts';
import { javascriptList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** GraphQL Yoga with its own option. */
export const graphqlYoga = settingsStack({
  id: 'graphql-yoga',
  label: 'GraphQL Yoga',
  kind: 'code',
  docs: 'https://the-guild.dev/graphql/yoga-server/docs/features/cors',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { headers: 'any' },
  lists: { methods: ['GET', 'POST'] },
  answers: { preflightStatus: 204, varies: 'for-several' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.ts',
      'typescript',
      prose`Paste into the options of ${code('createYoga({ … })')}.`,
      [
        'cors: {',
        `  origin: ${javascriptList(origins)},`,
        ...(credentials ? ['  credentials: true,'] : []),
        ...(methods.length > 0 ? [`  methods: ${javascriptList(methods)},`] : []),
        ...(headers.length > 0 ? [`  allowedHeaders: ${javascriptList(headers)},`] : []),
        ...(expose.length > 0 ? [`  exposedHeaders: ${javascriptList(expose)},`] : []),
        '},',
      ],
    ),
  ],

  notes: [
    prose`In Next.js or another server that has CORS settings too, write them in one place only.`,
  ],
});
