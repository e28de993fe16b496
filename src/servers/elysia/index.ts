import { hasCorsHeader } from '../../evidence/facts.ts';
import { elements, get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { javascriptList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Elysia with its plugin, which by default exposes the names of the headers of the request.
 * @see https://github.com/elysiajs/elysia-cors/blob/main/src/index.ts
 */
export const elysia = settingsStack({
  id: 'elysia',
  label: 'Elysia · @elysiajs/cors',
  kind: 'code',
  docs: 'https://elysiajs.com/plugins/cors',
  marks: [
    {
      weight: 0.9,
      seen: exposesRequestHeaders,
      evidence: () =>
        say`Elysia exposes the names of the request’s own headers.`
          .fr`Elysia expose les noms des en-têtes de la requête elle-même.`,
    },
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: 'set' },
  answers: { preflightStatus: 204, varies: 'always' },
  install: 'bun add @elysiajs/cors',
  write: ({ origins, expose: listed }) => {
    // What it exposes by default is no setting, and of no use to a page.
    const expose = listed.filter((name) => !OF_REQUESTS.test(name));
    return [
      fileSnippet(
        'src/index.ts',
        'typescript',
        say`Paste directly below ${code('new Elysia()')}, above every route. Remove every other
        ${code('cors(…)')}.`
          .fr`Collez juste sous ${code('new Elysia()')}, au-dessus de toutes les routes. Retirez tout autre
        ${code('cors(…)')}.`,
        [
          '  .use(',
          '    cors({',
          `      origin: ${javascriptList(origins)},`,
          ...(expose.length > 0 ? [`      exposeHeaders: ${javascriptList(expose)},`] : []),
          '    }),',
          '  )',
        ],
      ),
    ];
  },
  notes: [
    say`The import is ${code("import { cors } from '@elysiajs/cors';")}.`
      .fr`L’import est ${code("import { cors } from '@elysiajs/cors';")}.`,
  ],
  instead: [
    {
      id: 'elysia-headers-replaced',
      fits: ({ finding, headers }) => finding.phase === 'actual' && !hasCorsHeader(headers),
      words: ({ method }) =>
        say`Look in the handler of this ${code(method)} for ${code('set.headers = { … }')}, and set each
          header alone: ${code("set.headers['x-name'] = …")}. The plugin answered the
          preflight request, but the response has none of its headers: probably the handler replaces
          them all.`
          .fr`Cherchez ${code('set.headers = { … }')} dans le gestionnaire de ce ${code(method)}, et
          définissez chaque en-tête séparément : ${code("set.headers['x-name'] = …")}. Le plugin a
          répondu à la requête préliminaire, mais la réponse n’a aucun de ses en-têtes : le gestionnaire
          les remplace probablement tous.`,
    },
  ],
});

/** Names that only requests have, as their own headers. */
const OF_REQUESTS =
  /^(?:accept|accept-(?:encoding|language)|access-control-request-(?:headers|method|private-network)|authorization|connection|content-(?:length|type)|cookie|dnt|host|origin|pragma|priority|referer|sec-.+|user-agent)$/;

/** No other code lists what only a request has, such as the preflight's own headers. */
function exposesRequestHeaders({ headers, requestHeaders }: SeenAnswer): boolean {
  const exposed = elements(headers, 'access-control-expose-headers').map((one) =>
    one.toLowerCase(),
  );
  return (
    exposed.includes('user-agent') &&
    exposed.includes('origin') &&
    get(requestHeaders, 'origin') !== null
  );
}
