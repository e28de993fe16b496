import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      (line) => say`Symfony’s profiler sends ${line}.`.fr`Le profileur de Symfony envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  lists: { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'config/packages/nelmio_cors.yaml',
      'yaml',
      say`The whole file: replace what is in it. Keep the paths that have other rules.`
        .fr`Remplacez tout le contenu du fichier. Gardez les chemins qui ont d’autres règles.`,
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
    text: say`Clear Symfony’s cache, so that it reloads the file.`
      .fr`Videz le cache de Symfony, pour qu’il recharge le fichier.`,
    command: 'php bin/console cache:clear',
  },
  notes: [
    say`First run ${code('composer require nelmio/cors-bundle')}.`
      .fr`Exécutez d’abord ${code('composer require nelmio/cors-bundle')}.`,
    say`The first lines of the usual file use a pattern and ${code('CORS_ALLOW_ORIGIN')}. This list
      needs neither.`.fr`Les premières lignes du fichier habituel utilisent un motif et
      ${code('CORS_ALLOW_ORIGIN')}. Cette liste se passe des deux.`,
  ],
});
