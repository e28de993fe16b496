import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Elasticsearch, and OpenSearch with the same settings. A value between slashes is a pattern. */
export const elasticsearch = settingsStack({
  id: 'elasticsearch',
  label: phrase`Elasticsearch and OpenSearch`.fr`Elasticsearch et OpenSearch`,
  kind: 'product',
  docs: 'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings#http-settings',
  marks: [
    headerSignal(
      0.97,
      'X-Elastic-Product',
      /^Elasticsearch$/,
      (line) => say`Elasticsearch sends ${line}.`.fr`Elasticsearch envoie ${line}.`,
    ),
    portSignal(0.6, 9200, 'Elasticsearch'),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: [] },
  defaults: {
    methods: ['OPTIONS', 'HEAD', 'GET', 'POST', 'PUT', 'DELETE'],
    headers: ['x-requested-with', 'content-type', 'content-length'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers }) => [
    fileSnippet(
      'elasticsearch.yml',
      'yaml',
      say`Paste into the file of every node, in place of the lines with the same names. For
        OpenSearch, it is ${code('opensearch.yml')}.`
        .fr`Collez dans le fichier de chaque nœud, à la place des lignes des mêmes noms. Pour
        OpenSearch, c’est ${code('opensearch.yml')}.`,
      [
        'http.cors.enabled: true',
        `http.cors.allow-origin: ${yamlString(origins.join(','))}`,
        ...(credentials ? ['http.cors.allow-credentials: true'] : []),
        ...(methods.length > 0
          ? [`http.cors.allow-methods: ${yamlString(methods.join(', '))}`]
          : []),
        ...(headers.length > 0
          ? [`http.cors.allow-headers: ${yamlString(headers.join(', '))}`]
          : []),
      ],
    ),
  ],
  restart: restarts(phrase`every node`.fr`chaque nœud`),
  notes: [
    say`In Elastic Cloud, paste the lines into the user settings of the deployment instead.`
      .fr`Dans Elastic Cloud, collez plutôt les lignes dans les paramètres utilisateur du
      déploiement.`,
    say`Let no page send an administrator’s password: anybody who opens the page can read it.`
      .fr`Ne laissez aucune page envoyer le mot de passe d’un administrateur : toute personne qui
      ouvre la page peut le lire.`,
  ],
});
