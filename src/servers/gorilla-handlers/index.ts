import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { goList, goString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Gorilla’s handlers.CORS around a router. */
export const gorillaHandlers = settingsStack({
  id: 'gorilla-handlers',
  label: 'Go · gorilla/handlers',
  kind: 'code',
  docs: 'https://pkg.go.dev/github.com/gorilla/handlers#CORS',
  basis: 'measured',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'HEAD', 'POST'],
    headers: ['accept', 'accept-language', 'content-language', 'origin'],
  },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'for-several' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'main.go',
      'go',
      say`Paste directly above ${code('http.ListenAndServe')}. Then pass it ${code('handler')}
        instead of the router ${code('r')}.`
        .fr`Collez juste au-dessus de ${code('http.ListenAndServe')}. Passez-lui ensuite
        ${code('handler')} au lieu du routeur ${code('r')}.`,
      [
        'handler := handlers.CORS(',
        `\thandlers.AllowedOrigins(${goList(origins)}),`,
        ...(credentials ? ['\thandlers.AllowCredentials(),'] : []),
        ...(methods.length > 0 ? [`\thandlers.AllowedMethods(${goList(methods)}),`] : []),
        ...(headers.length > 0 ? [`\thandlers.AllowedHeaders(${goList(headers)}),`] : []),
        ...(expose.length > 0 ? [`\thandlers.ExposedHeaders(${goList(expose)}),`] : []),
        ')(r)',
      ],
    ),
    fileSnippet(
      'main.go',
      'go',
      say`Paste below the imports of that file.`.fr`Collez sous les imports de ce fichier.`,
      [`import ${goString('github.com/gorilla/handlers')}`],
    ),
  ],
  restart: BUILD_AGAIN,
  notes: [
    say`First run ${code('go get github.com/gorilla/handlers')}. Put it around the router: with
      ${code('r.Use')}, it never gets a preflight request.`
      .fr`Exécutez d’abord ${code('go get github.com/gorilla/handlers')}. Placez ce middleware
      autour du routeur : avec ${code('r.Use')}, il ne reçoit jamais de requête préliminaire.`,
  ],
});
