import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** CouchDB: a section of its local.ini. */
export const couchdb = settingsStack({
  id: 'couchdb',
  label: 'CouchDB',
  kind: 'product',
  docs: 'https://docs.couchdb.org/en/stable/config/http.html#cross-origin-resource-sharing',
  marks: [
    headerSignal(
      0.97,
      'Server',
      /^CouchDB\//,
      (line) => say`CouchDB sends ${line}.`.fr`CouchDB envoie ${line}.`,
    ),
    portSignal(0.6, 5984, 'CouchDB'),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },

  defaults: {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'COPY', 'OPTIONS'],
    headers: [
      'accept',
      'accept-language',
      'authorization',
      'content-type',
      'destination',
      'if-match',
      'origin',
      'x-requested-with',
    ],
  },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const lists = [origins, methods, headers, expose].map(plainList);
    const missing = [methods, headers, expose].some(
      (values, index) => values.length > 0 && lists[index + 1] === null,
    );
    if (missing) return null;
    return [
      fileSnippet(
        'local.ini',
        'text',
        say`Add to the sections of the same names. In Fauxton, you find the same under
          ${code('Configuration')} and ${code('CORS')}.`
          .fr`Ajoutez aux sections des mêmes noms. Dans Fauxton, les mêmes réglages sont sous
          ${code('Configuration')} et ${code('CORS')}.`,
        [
          '[chttpd]',
          'enable_cors = true',
          '',
          '[cors]',
          `origins = ${lists[0]}`,
          `credentials = ${credentials}`,
          ...(methods.length > 0 ? [`methods = ${lists[1]}`] : []),
          ...(headers.length > 0 ? [`headers = ${lists[2]}`] : []),
          ...(expose.length > 0 ? [`exposed_headers = ${lists[3]}`] : []),
        ],
      ),
    ];
  },
  restart: restarts('CouchDB'),
  notes: [
    say`Before CouchDB 3, ${code('enable_cors')} stands in the section ${code('[httpd]')}.`
      .fr`Avant CouchDB 3, ${code('enable_cors')} se trouve dans la section ${code('[httpd]')}.`,
  ],
});
