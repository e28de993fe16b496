import { code, prose } from '../../model/prose.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Drupal: the part cors.config of its services. */
export const drupal = settingsStack({
  id: 'drupal',
  label: 'Drupal',
  kind: 'product',
  docs: 'https://www.drupal.org/node/2715637',
  marks: [
    headerSignal(0.9, 'X-Generator', /^Drupal \d/, (line) => prose`Drupal sends ${line}.`),
    headerSignal(0.9, 'X-Drupal-Cache', /./, (line) => prose`Drupal sends ${line}.`),
    headerSignal(0.9, 'X-Drupal-Dynamic-Cache', /./, (line) => prose`Drupal sends ${line}.`),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  lists: { methods: ['GET', 'POST', 'PATCH', 'DELETE'] },
  listsEveryMethod: true,
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'sites/default/services.yml',
      'yaml',
      prose`Replace ${code('cors.config')} below ${code('parameters')}. Copy
        ${code('default.services.yml')} if the file is missing.`,
      [
        '  cors.config:',
        '    enabled: true',
        `    allowedOrigins: ${yamlList(origins)}`,
        `    supportsCredentials: ${credentials}`,
        `    allowedMethods: ${yamlList(methods)}`,
        `    allowedHeaders: ${yamlList(headers)}`,
        `    exposedHeaders: ${expose.length > 0 ? yamlList(expose) : 'false'}`,
        '    maxAge: false',
      ],
    ),
  ],
  restart: {
    text: prose`Rebuild Drupal’s cache, so that it reloads the file.`,
    command: 'drush cache:rebuild',
  },
});
