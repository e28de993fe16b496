import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { fileSnippet, plainList } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Quarkus with its filter. */
export const quarkus = settingsStack({
  id: 'quarkus',
  label: phrase`Quarkus · CORS filter`.fr`Quarkus · filtre CORS`,
  kind: 'code',
  docs: 'https://quarkus.io/guides/security-cors',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: 'any', headers: 'any' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const lists = [
      ['origins', origins],
      ['methods', methods],
      ['headers', headers],
      ['exposed-headers', expose],
    ] as const;
    const used = lists.filter(([, values]) => values.length > 0);
    if (used.some(([, values]) => plainList(values) === null)) return null;
    return [
      fileSnippet(
        'application.properties',
        'text',
        say`Paste into the file in ${code('src/main/resources')}, in place of the lines with the
          same names.`
          .fr`Collez dans le fichier qui se trouve dans ${code('src/main/resources')}, à la place
          des lignes du même nom.`,
        [
          'quarkus.http.cors.enabled=true',
          ...used.map(([key, values]) => `quarkus.http.cors.${key}=${plainList(values)}`),
          // By default, listed origins may send cookies.
          `quarkus.http.cors.access-control-allow-credentials=${credentials}`,
        ],
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`Before Quarkus 3.17, the first line is ${code('quarkus.http.cors=true')}. Quarkus refuses
      requests from other origins with 403.`
      .fr`Avant Quarkus 3.17, la première ligne est ${code('quarkus.http.cors=true')}. Quarkus
      refuse avec 403 les requêtes d’autres origines.`,
  ],
});
