import { code, prose } from '../../model/prose.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Symfony with NelmioCorsBundle. */
export const symfonyNelmio = settingsStack({
  id: 'symfony-nelmio',
  label: 'Symfony · NelmioCorsBundle',
  kind: 'code',
  docs: 'https://symfony.com/bundles/NelmioCorsBundle/current/index.html',
  marks: [
    headerSignal(
      0.85,
      'X-Debug-Token-Link',
      /\/_profiler\//,
      (line) => prose`Symfony’s profiler sends ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  lists: { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'config/packages/nelmio_cors.yaml',
      'yaml',
      prose`The whole file: replace what is in it. Keep the paths that have other rules.`,
      [
        'nelmio_cors:',
        '    defaults:',
        `        allow_origin: ${yamlList(origins)}`,
        `        allow_credentials: ${credentials}`,
        `        allow_methods: ${yamlList(methods)}`,
        `        allow_headers: ${yamlList(headers)}`,
        `        expose_headers: ${yamlList(expose)}`,
        '    paths:',
        "        '^/': ~",
      ],
    ),
  ],
  restart: {
    text: prose`Clear Symfony’s cache, so that it reloads the file.`,
    command: 'php bin/console cache:clear',
  },
  notes: [
    prose`First run ${code('composer require nelmio/cors-bundle')}.`,
    prose`The first lines of the usual file use a pattern and ${code('CORS_ALLOW_ORIGIN')}. This list needs neither.`,
  ],
});
