import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { xmlText } from '../kit/literals.ts';
import { urlSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The HTTP interface of ClickHouse: header lines of its configuration, sent as they stand to pages
 * that ask. A file without them answers OPTIONS with nothing about CORS.
 * @see https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/HTTPHandler.cpp
 */
export const clickhouse = settingsStack({
  id: 'clickhouse',
  label: 'ClickHouse',
  kind: 'product',
  docs: 'https://clickhouse.com/docs/reference/settings/server-settings/settings/http',
  marks: [
    {
      weight: 0.95,
      seen: ({ headers }) => headers.some(([name]) => /^x-clickhouse-/i.test(name)),
      evidence: () =>
        say`ClickHouse sends headers that start with ${code('X-ClickHouse-')}.`
          .fr`ClickHouse envoie des en-têtes qui commencent par ${code('X-ClickHouse-')}.`,
    },
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        has(requestHeaders, 'x-clickhouse-user') || has(requestHeaders, 'x-clickhouse-key'),
      evidence: () =>
        say`The page sends ${code('X-ClickHouse-User')} or ${code('X-ClickHouse-Key')}.`
          .fr`La page envoie ${code('X-ClickHouse-User')} ou ${code('X-ClickHouse-Key')}.`,
    },
    urlSignal(
      0.95,
      /[?&]add_http_cors_header=/,
      say`${code('add_http_cors_header')} is a setting of ClickHouse.`
        .fr`${code('add_http_cors_header')} est un réglage de ClickHouse.`,
    ),
  ],
  can: { origins: 'one', credentials: 'never', methods: 'set', headers: 'set', expose: [] },
  answers: { preflightStatus: 204, varies: 'never' },
  lists: { methods: ['GET', 'POST', 'OPTIONS'] },
  write: ({ origins: [origin], methods, headers, maxAge }) => {
    const line = (name: string, value: string): readonly string[] => [
      '    <header>',
      `      <name>${name}</name>`,
      `      <value>${xmlText(value)}</value>`,
      '    </header>',
    ];
    return [
      fileSnippet(
        '/etc/clickhouse-server/config.d/cors.xml',
        'xml',
        say`Save it as a new file. It replaces ${code('http_options_response')} of
          ${code('config.xml')}.`
          .fr`Enregistrez ceci dans un nouveau fichier. Il remplace ${code('http_options_response')} de
          ${code('config.xml')}.`,
        [
          '<clickhouse>',
          '  <http_options_response replace="replace">',
          ...line('Access-Control-Allow-Origin', origin),
          ...(headers.length > 0 ? line('Access-Control-Allow-Headers', headers.join(', ')) : []),
          ...line('Access-Control-Allow-Methods', methods.join(', ')),
          ...(maxAge === null ? [] : line('Access-Control-Max-Age', String(maxAge))),
          '  </http_options_response>',
          '</clickhouse>',
        ],
      ),
    ];
  },
  restart: restarts('ClickHouse'),
});
