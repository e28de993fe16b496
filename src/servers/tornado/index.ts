import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { pythonList, pythonString } from '../kit/literals.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Tornado, which has no CORS setting: a class from which all handlers inherit. */
export const tornado = settingsStack({
  id: 'tornado',
  label: 'Tornado · RequestHandler',
  kind: 'code',
  docs: 'https://www.tornadoweb.org/en/stable/web.html#tornado.web.RequestHandler.set_default_headers',
  basis: 'measured',
  marks: [
    {
      weight: 0.7,
      seen: (one) => /^TornadoServer\//.test(headerOf(one, 'server')) && !isProduct(one),
      evidence: (one) =>
        say`Tornado sends ${lineOf(one, 'Server')}.`.fr`Tornado envoie ${lineOf(one, 'Server')}.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fixed = [
      ['Access-Control-Allow-Credentials', credentials ? ['true'] : []],
      ['Access-Control-Allow-Methods', methods],
      ['Access-Control-Allow-Headers', headers],
      ['Access-Control-Expose-Headers', expose],
    ] as const;
    return [
      fileSnippet(
        'main.py',
        'python',
        say`Paste above the handlers. Then let each of them inherit from ${code('CorsHandler')}
          instead of ${code('tornado.web.RequestHandler')}.`
          .fr`Collez au-dessus des gestionnaires. Faites ensuite hériter chacun d’eux de
          ${code('CorsHandler')} au lieu de ${code('tornado.web.RequestHandler')}.`,
        [
          'import tornado.web',
          '',
          `ALLOWED_ORIGINS = ${pythonList(origins)}`,
          '',
          '',
          'class CorsHandler(tornado.web.RequestHandler):',
          '    def set_default_headers(self):',
          '        self.add_header("Vary", "Origin")',
          '        origin = self.request.headers.get("Origin")',
          '        if origin in ALLOWED_ORIGINS:',
          '            self.set_header("Access-Control-Allow-Origin", origin)',
          ...fixed
            .filter(([, values]) => values.length > 0)
            .map(
              ([name, values]) =>
                `            self.set_header("${name}", ${pythonString(values.join(', '))})`,
            ),
          '',
          '    def options(self, *args, **kwargs):',
          '        self.set_status(204)',
        ],
      ),
    ];
  },
  notes: [
    say`Let ${code('prepare')} refuse no ${code('OPTIONS')}: a preflight request carries no cookie
      and no token.`
      .fr`Ne laissez ${code('prepare')} refuser aucune requête ${code('OPTIONS')} : une requête
      préliminaire ne porte ni cookie ni jeton.`,
    say`For addresses without a handler, set ${code('default_handler_class')} to such a class.`
      .fr`Pour les adresses sans gestionnaire, donnez une telle classe à
      ${code('default_handler_class')}.`,
  ],
});

/** Jupyter and Moonraker run on Tornado, and have settings. */
function isProduct({ url }: SeenAnswer): boolean {
  const { port = '', pathname = '' } = parseUrl(url) ?? {};
  return (
    port === '7125' ||
    /^\/(?:hub|api\/(?:kernels|contents|sessions|kernelspecs|terminals|status))(?:\/|$)/.test(
      pathname,
    )
  );
}
