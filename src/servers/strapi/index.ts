import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Strapi: the middleware strapi::cors in its list. */
export const strapi = settingsStack({
  id: 'strapi',
  label: 'Strapi',
  kind: 'product',
  docs: 'https://docs.strapi.io/cms/configurations/middlewares#cors',
  marks: [
    headerSignal(
      0.95,
      'X-Powered-By',
      /^Strapi\b/,
      (line) => say`Strapi sends ${line}.`.fr`Strapi envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    headers: ['content-type', 'authorization', 'origin', 'accept'],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, methods, headers, expose }) => [
    fileSnippet(
      'config/middlewares.js',
      'javascript',
      say`Paste in place of ${code("'strapi::cors'")}, and leave it at that place in the list.`
        .fr`Collez à la place de ${code("'strapi::cors'")}, et gardez cette position dans la
        liste.`,
      [
        '{',
        "  name: 'strapi::cors',",
        '  config: {',
        `    origin: ${javascriptList(origins)},`,
        ...(methods.length > 0 ? [`    methods: ${javascriptList(methods)},`] : []),
        ...(headers.length > 0 ? [`    headers: ${javascriptList(headers)},`] : []),
        ...(expose.length > 0 ? [`    expose: ${javascriptList(expose)},`] : []),
        '    keepHeadersOnError: true,',
        '  },',
        '},',
      ],
    ),
  ],
  restart: restarts('Strapi'),
  notes: [
    say`Add the address of Strapi’s own admin panel if it runs elsewhere.`
      .fr`Ajoutez l’adresse du panneau d’administration de Strapi s’il se trouve ailleurs.`,
  ],
});
