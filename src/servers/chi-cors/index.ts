import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { structField } from '../kit/go-source.ts';
import { goList, goString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { rsCorsRelease } from '../kit/rs-cors-answer.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Chi with its package cors, made from an old rs/cors. Both answer alike. */
export const chiCors = settingsStack({
  id: 'chi-cors',
  label: 'Chi · go-chi/cors',
  kind: 'code',
  docs: 'https://pkg.go.dev/github.com/go-chi/cors',
  basis: 'measured',
  marks: [
    {
      weight: 0.34,
      seen: (one) => rsCorsRelease(one) === '1.7',
      evidence: () =>
        say`The package cors of Chi answers a preflight with an empty 200, three ${code('Vary')}
          lines and at most the method that was asked for.`
          .fr`Le package cors de Chi répond à une requête préliminaire par un 200 vide, trois lignes
          ${code('Vary')} et au plus la méthode demandée.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'POST', 'HEAD'], headers: ['origin', 'accept', 'content-type'] },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fields = [
      ['AllowedOrigins', goList(origins)],
      ...(credentials ? [['AllowCredentials', 'true']] : []),
      ...(methods.length > 0 ? [['AllowedMethods', goList(methods)]] : []),
      ...(headers.length > 0 ? [['AllowedHeaders', goList(headers)]] : []),
      ...(expose.length > 0 ? [['ExposedHeaders', goList(expose)]] : []),
    ] as const;
    const names = fields.map(([key = '']) => key);
    return [
      fileSnippet(
        'main.go',
        'go',
        say`Paste directly below ${code('r := chi.NewRouter()')}, above every route and other
          ${code('r.Use')}.`
          .fr`Collez juste en dessous de ${code('r := chi.NewRouter()')}, au-dessus de toutes les
          routes et des autres ${code('r.Use')}.`,
        [
          'r.Use(cors.Handler(cors.Options{',
          ...fields.map(([key = '', value = '']) => structField(key, value, names)),
          '}))',
        ],
      ),
      fileSnippet(
        'main.go',
        'go',
        say`Paste below the imports of that file.`.fr`Collez sous les imports de ce fichier.`,
        [`import ${goString('github.com/go-chi/cors')}`],
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`First run ${code('go get github.com/go-chi/cors')}. Use it on the top router only: in a
      group, it answers no preflight request.`
      .fr`Exécutez d’abord ${code('go get github.com/go-chi/cors')}. Utilisez ce middleware sur le
      routeur principal seulement : dans un groupe, il ne répond à aucune requête préliminaire.`,
  ],
});
