import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { pathSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Unleash: a list of origins, for the API that pages use. Its other APIs are for servers. */
export const unleash = settingsStack({
  id: 'unleash',
  label: 'Unleash',
  kind: 'product',
  docs: 'https://docs.getunleash.io/concepts/front-end-api',
  marks: [
    pathSignal(
      0.8,
      /\/api\/(?:client\/(?:features|register|metrics)|frontend(?:\/client\/(?:register|metrics))?$|admin\/(?:projects|search\/features|features)\b)/,
      say`Unleash has such addresses.`.fr`Unleash utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },
  write: ({ origins }) => [
    fieldSnippet(
      phrase`CORS origins`.fr`origines CORS`,
      say`In Unleash, open ${code('Admin settings')}, ${code('Access control')} and
        ${code('CORS origins')}. Add these, and save.`
        .fr`Dans Unleash, ouvrez ${code('Admin settings')}, ${code('Access control')} et
        ${code('CORS origins')}. Ajoutez ceci, et enregistrez.`,
      origins,
    ),
  ],
  restart: null,
  instead: [
    {
      id: 'unleash-client-api',
      explainsStatus: true,
      fits: ({ url }) => /\/api\/(?:client|admin)\//.test(url.pathname),
      words: ({ url }) =>
        say`Request ${code('/api/frontend')} with a frontend token, and let Unleash allow the page
          under ${code('CORS origins')}. Its API at ${shown(url)} is for servers, and never allows
          pages.`
          .fr`Interrogez ${code('/api/frontend')} avec un jeton de frontend, et autorisez la page dans
          Unleash sous ${code('CORS origins')}. Son API à ${shown(url)} est faite pour les serveurs,
          et n’autorise jamais les pages.`,
    },
  ],
});
