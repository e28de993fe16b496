import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pythonList, pythonString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** aiohttp with aiohttp-cors, which covers only routes that are added to it. */
export const aiohttpCors = settingsStack({
  id: 'aiohttp-cors',
  label: 'aiohttp · aiohttp-cors',
  kind: 'code',
  docs: 'https://github.com/aio-libs/aiohttp-cors#usage',
  basis: 'measured',
  marks: [
    headerSignal(
      0.7,
      'Server',
      /^Python\/\S+ aiohttp\//,
      (line) => say`aiohttp sends ${line}.`.fr`aiohttp envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const options = [
      ...(credentials ? ['            allow_credentials=True,'] : []),
      ...(methods.length > 0 ? [`            allow_methods=${pythonList(methods)},`] : []),
      ...(headers.length > 0 ? [`            allow_headers=${pythonList(headers)},`] : []),
      ...(expose.length > 0 ? [`            expose_headers=${pythonList(expose)},`] : []),
    ];
    return [
      fileSnippet(
        'main.py',
        'python',
        say`Paste below the last ${code('add_route')}, directly above ${code('web.run_app(app)')}.`
          .fr`Collez sous le dernier ${code('add_route')}, juste au-dessus de
          ${code('web.run_app(app)')}.`,
        [
          'import aiohttp_cors',
          '',
          'cors = aiohttp_cors.setup(',
          '    app,',
          '    defaults={',
          ...origins.flatMap((origin) => [
            `        ${pythonString(origin)}: aiohttp_cors.ResourceOptions(`,
            ...options,
            '        ),',
          ]),
          '    },',
          ')',
          'for route in list(app.router.routes()):',
          '    cors.add(route)',
        ],
      ),
    ];
  },

  notes: [
    say`First run ${code('pip install aiohttp-cors')}. Remove your own routes for
      ${code('OPTIONS')}: it adds them.`
      .fr`Exécutez d’abord ${code('pip install aiohttp-cors')}. Retirez vos propres routes pour
      ${code('OPTIONS')} : cette bibliothèque les ajoute.`,
  ],
});
