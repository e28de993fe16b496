import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Micronaut with its own configuration. */
export const micronaut = settingsStack({
  id: 'micronaut',
  label: 'Micronaut · CORS',
  kind: 'code',
  docs: 'https://docs.micronaut.io/latest/guide/#cors',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: 'any', headers: 'any' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'application.yml',
      'yaml',
      say`Merge into the file in ${code('src/main/resources')}.`
        .fr`Fusionnez ces lignes avec le fichier qui se trouve dans ${code('src/main/resources')}.`,
      [
        'micronaut:',
        '  server:',
        '    cors:',
        '      enabled: true',
        '      configurations:',
        '        web:',
        `          allowed-origins: ${yamlList(origins)}`,
        `          allow-credentials: ${credentials}`,
        ...(methods.length > 0 ? [`          allowed-methods: ${yamlList(methods)}`] : []),
        ...(headers.length > 0 ? [`          allowed-headers: ${yamlList(headers)}`] : []),
        ...(expose.length > 0 ? [`          exposed-headers: ${yamlList(expose)}`] : []),
      ],
    ),
  ],
  restart: BUILD_AGAIN,
  notes: [
    say`Keep the line with ${code('allow-credentials')}: without it, every allowed origin may send
      cookies.`
      .fr`Gardez la ligne avec ${code('allow-credentials')} : sans elle, toute origine autorisée
      peut envoyer des cookies.`,
  ],
});
