import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * GraphQL Yoga with its own option.
 * @see https://github.com/ardatan/whatwg-node/blob/master/packages/server/src/plugins/useCors.ts
 */
export const graphqlYoga = settingsStack({
  id: 'graphql-yoga',
  label: 'GraphQL Yoga',
  kind: 'code',
  docs: 'https://the-guild.dev/graphql/yoga-server/docs/features/cors',
  basis: 'measured',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { headers: 'any' },
  lists: { methods: ['GET', 'POST'] },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const options = [
      // Its default is true.
      `credentials: ${credentials},`,
      ...(methods.length > 0 ? [`methods: ${javascriptList(methods)},`] : []),
      ...(headers.length > 0 ? [`allowedHeaders: ${javascriptList(headers)},`] : []),
      ...(expose.length > 0 ? [`exposedHeaders: ${javascriptList(expose)},`] : []),
    ];
    return [
      fileSnippet(
        'server.ts',
        'typescript',
        say`Paste into the options of ${code('createYoga({ … })')}, in place of ${code('cors')}.`
          .fr`Collez dans les options de ${code('createYoga({ … })')}, à la place de
          ${code('cors')}.`,
        origins.length === 1 ? forOne(origins, options) : forSeveral(origins, options),
      ),
    ];
  },
  notes: [
    say`In Next.js or another server that has CORS settings too, write them in one place only.`
      .fr`Dans Next.js ou un autre serveur qui a aussi des réglages CORS, écrivez-les à un seul
      endroit.`,
  ],
});

const forOne = (origins: readonly string[], options: readonly string[]): readonly string[] => [
  'cors: {',
  `  origin: ${javascriptList(origins)},`,
  ...options.map((text) => `  ${text}`),
  '},',
];

/** With a list of several, Yoga would answer `null` to every other origin, and allow what has it. */
const forSeveral = (origins: readonly string[], options: readonly string[]): readonly string[] => [
  'cors: (request) => {',
  `  const allowedOrigins = ${javascriptList(origins)};`,
  "  const origin = request.headers.get('origin') ?? '';",
  '  if (!allowedOrigins.includes(origin)) return false;',
  '  return {',
  '    origin: [origin],',
  ...options.map((text) => `    ${text}`),
  '  };',
  '},',
];
