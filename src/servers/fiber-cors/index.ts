import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { structField } from '../kit/go-source.ts';
import { goList, goString } from '../kit/literals.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Fiber 3 with its own middleware. */
export const fiberCors = settingsStack({
  id: 'fiber-cors',
  label: 'Fiber · middleware/cors',
  kind: 'code',
  docs: 'https://docs.gofiber.io/middleware/cors',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH'], headers: [] },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    if (!origins.every(isPlainHttpOrigin)) return null;
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
        say`Paste directly below ${code('app := fiber.New()')}, above every route.`
          .fr`Collez juste en dessous de ${code('app := fiber.New()')}, au-dessus de toutes les
          routes.`,
        [
          'app.Use(cors.New(cors.Config{',
          ...fields.map(([key = '', value = '']) => structField(key, value, names)),
          '}))',
        ],
      ),
      fileSnippet(
        'main.go',
        'go',
        say`Paste below the imports of that file.`.fr`Collez sous les imports de ce fichier.`,
        [`import ${goString('github.com/gofiber/fiber/v3/middleware/cors')}`],
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`In Fiber 2, each list is one text instead, with commas:
      ${code('AllowOrigins: "https://a, https://b"')}. The import ends with
      ${code('fiber/v2/middleware/cors')}.`
      .fr`Dans Fiber 2, chaque liste est plutôt un seul texte, avec des virgules :
      ${code('AllowOrigins: "https://a, https://b"')}. L’import se termine par
      ${code('fiber/v2/middleware/cors')}.`,
  ],
});
