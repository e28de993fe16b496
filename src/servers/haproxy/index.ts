import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { fileSnippet, plainList } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const ALLOWED = '{ var(txn.cors_origin) -m found }';
const SET = 'http-after-response set-header';

/**
 * HAProxy, which has no CORS setting: rules for requests and responses. It does not name itself in
 * its answers.
 */
export const haproxy = settingsStack({
  id: 'haproxy',
  label: 'HAProxy',
  kind: 'configuration',
  docs: 'https://docs.haproxy.org/3.0/configuration.html#http-after-response',
  basis: 'measured',
  isProxy: true,
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const lists = [
      ['Access-Control-Allow-Methods', methods],
      ['Access-Control-Allow-Headers', headers],
      ['Access-Control-Expose-Headers', expose],
    ] as const;
    const lines = lists.flatMap(([name, values]) => {
      if (values.length === 0) return [];
      const text = plainList(values);
      return text === null ? [null] : [`${SET} ${name} ${text} if ${ALLOWED}`];
    });
    const written = lines.filter((one) => one !== null);
    if (written.length < lines.length || plainList(origins) === null) return null;
    return [
      fileSnippet(
        'haproxy.cfg',
        'text',
        say`Paste into the ${code('frontend')}, above its other ${code('http-request')} rules.`
          .fr`Collez dans le ${code('frontend')}, au-dessus de ses autres règles
          ${code('http-request')}.`,
        [
          `http-request set-var(txn.cors_origin) req.fhdr(Origin) if { req.fhdr(Origin) -m str ${origins.join(' ')} }`,
          `http-request return status 204 if METH_OPTIONS ${ALLOWED} { req.fhdr(Access-Control-Request-Method) -m found }`,
          `${SET} Access-Control-Allow-Origin %[var(txn.cors_origin)] if ${ALLOWED}`,
          ...(credentials ? [`${SET} Access-Control-Allow-Credentials true if ${ALLOWED}`] : []),
          ...written,
          'http-after-response add-header Vary Origin',
        ],
      ),
    ];
  },
  restart: {
    text: say`Reload HAProxy. First check the file with
      ${code('haproxy -c -f /etc/haproxy/haproxy.cfg')}.`
      .fr`Rechargez HAProxy. Vérifiez d’abord le fichier avec
      ${code('haproxy -c -f /etc/haproxy/haproxy.cfg')}.`,
    command: 'sudo systemctl reload haproxy',
  },
  notes: [
    say`${code('http-after-response')} needs HAProxy 2.2 or newer.`
      .fr`${code('http-after-response')} exige HAProxy 2.2 ou plus récent.`,
  ],
});
