import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Casdoor: it allows the origins of an application’s redirect addresses.
 * @see https://github.com/casdoor/casdoor/blob/master/routers/cors_filter.go
 */
export const casdoor = settingsStack({
  id: 'casdoor',
  label: 'Casdoor',
  kind: 'product',
  docs: 'https://casdoor.org/docs/application/config',
  marks: [
    pathSignal(
      0.7,
      /^\/api\/(?:login\/oauth\/(?:access_token|refresh_token|introspect)|get-account$|get-app-login$)/,
      say`Casdoor has such addresses.`.fr`Casdoor utilise de telles adresses.`,
    ),
    headerSignal(
      0.35,
      'Server',
      /^beegoServer\b/,
      (line) =>
        say`Casdoor and other programs with Beego send ${line}.`
          .fr`Casdoor et d’autres programmes avec Beego envoient ${line}.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['POST', 'GET', 'OPTIONS', 'DELETE'],
    headers: ['content-type', 'authorization'],
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => [
    fieldSnippet(
      'Redirect URLs',
      say`In Casdoor, open ${code('Applications')} and this application. Add these to
        ${code('Redirect URLs')}, and save: Casdoor allows their origins.`
        .fr`Dans Casdoor, ouvrez ${code('Applications')} et cette application. Ajoutez ceci à
        ${code('Redirect URLs')}, et enregistrez : Casdoor autorise leurs origines.`,
      origins,
    ),
  ],
  restart: null,
  instead: [
    {
      id: 'casdoor-headers',
      fits: ({ finding }) => finding.cause === 'header-not-allowed',
      words: ({ headers }) =>
        say`Leave ${shownList(headers)} out of requests to Casdoor. It allows
          ${code('Content-Type')} and ${code('Authorization')}, and has no setting for others.`
          .fr`Retirez ${shownList(headers)} des requêtes vers Casdoor. Il autorise
          ${code('Content-Type')} et ${code('Authorization')}, et n’a pas de réglage pour d’autres.`,
    },
  ],
});
