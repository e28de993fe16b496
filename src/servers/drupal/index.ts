import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    headerSignal(
      0.9,
      'X-Generator',
      /^Drupal \d/,
      (line) => say`Drupal sends ${line}.`.fr`Drupal envoie ${line}.`,
    ),
    headerSignal(
      0.9,
      'X-Drupal-Cache',
      /./,
      (line) => say`Drupal sends ${line}.`.fr`Drupal envoie ${line}.`,
    ),
    headerSignal(
      0.9,
      'X-Drupal-Dynamic-Cache',
      /./,
      (line) => say`Drupal sends ${line}.`.fr`Drupal envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  lists: { methods: ['GET', 'POST', 'PATCH', 'DELETE'] },
  listsEveryMethod: true,
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'sites/default/services.yml',
      'yaml',
      say`Replace ${code('cors.config')} below ${code('parameters')}. Copy
        ${code('default.services.yml')} if the file is missing.`
        .fr`Remplacez ${code('cors.config')} sous ${code('parameters')}. Si le fichier n’existe pas,
        copiez ${code('default.services.yml')}.`,
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
    text: say`Rebuild Drupal’s cache, so that it reloads the file.`
      .fr`Reconstruisez le cache de Drupal, pour qu’il relise le fichier.`,
    command: 'drush cache:rebuild',
  },
});
