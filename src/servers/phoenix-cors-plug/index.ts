import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { rubyString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Phoenix with cors_plug. The name of Cowboy says too little: proxies send it too. */
export const phoenixCorsPlug = settingsStack({
  id: 'phoenix-cors-plug',
  label: 'Phoenix · CORSPlug',
  kind: 'code',
  docs: 'https://hexdocs.pm/cors_plug/readme.html',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: [
      'authorization',
      'content-type',
      'accept',
      'origin',
      'user-agent',
      'dnt',
      'cache-control',
      'x-mx-reqtoken',
      'keep-alive',
      'x-requested-with',
      'if-modified-since',
      'x-csrf-token',
    ],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const list = (values: readonly string[]) => `[${values.map(rubyString).join(', ')}]`;
    return [
      fileSnippet(
        'lib/my_app_web/endpoint.ex',
        'text',
        say`Paste directly above the last ${code('plug')}, which is
          ${code('plug MyAppWeb.Router')}.`
          .fr`Collez juste au-dessus du dernier ${code('plug')}, qui est
          ${code('plug MyAppWeb.Router')}.`,
        [
          'plug CORSPlug,',
          `  origin: ${list(origins)},`,
          `  credentials: ${credentials},`,
          ...(methods.length > 0 ? [`  methods: ${list(methods)},`] : []),
          ...(headers.length > 0 ? [`  headers: ${list(headers)},`] : []),
          `  expose: ${list(expose)}`,
        ],
      ),
    ];
  },

  notes: [
    say`First add ${code(':cors_plug')} to ${code('deps')} in ${code('mix.exs')}, and run
      ${code('mix deps.get')}.`
      .fr`Ajoutez d’abord ${code(':cors_plug')} à ${code('deps')} dans ${code('mix.exs')}, puis
      exécutez ${code('mix deps.get')}.`,
    say`In the router it is too late: no route matches the preflight request there.`
      .fr`Dans le routeur, c’est trop tard : aucune route n’y correspond à la requête
      préliminaire.`,
  ],
});
