import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { structField } from '../kit/go-source.ts';
import { goList, goString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Echo with its own middleware. */
export const echoCors = settingsStack({
  id: 'echo-cors',
  label: 'Echo · middleware.CORS',
  kind: 'code',
  docs: 'https://echo.labstack.com/docs/middleware/cors',
  basis: 'measured',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], headers: 'any' },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fields = [
      ['AllowOrigins', goList(origins)],
      ...(credentials ? [['AllowCredentials', 'true']] : []),
      ...(methods.length > 0 ? [['AllowMethods', goList(methods)]] : []),
      ...(headers.length > 0 ? [['AllowHeaders', goList(headers)]] : []),
      ...(expose.length > 0 ? [['ExposeHeaders', goList(expose)]] : []),
    ] as const;
    const names = fields.map(([key = '']) => key);
    return [
      fileSnippet(
        'main.go',
        'go',
        say`Paste directly below ${code('e := echo.New()')}, above every route.`
          .fr`Collez juste en dessous de ${code('e := echo.New()')}, au-dessus de toutes les
          routes.`,
        [
          'e.Use(middleware.CORSWithConfig(middleware.CORSConfig{',
          ...fields.map(([key = '', value = '']) => structField(key, value, names)),
          '}))',
        ],
      ),
      fileSnippet(
        'main.go',
        'go',
        say`Paste below the imports of that file.`.fr`Collez sous les imports de ce fichier.`,
        [`import ${goString('github.com/labstack/echo/v4/middleware')}`],
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`Write ${code('e.Use')} and no ${code('Group')}: the middleware of a group does not run for a
      preflight request.`
      .fr`Écrivez ${code('e.Use')}, sans ${code('Group')} : le middleware d’un groupe ne s’exécute
      pas pour une requête préliminaire.`,
  ],
});
