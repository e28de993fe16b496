import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, plainList } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Varnish Cache: VCL that adds the headers when a response is delivered, never to the cached copy. */
export const varnish = settingsStack({
  id: 'varnish',
  label: 'Varnish Cache',
  kind: 'configuration',
  docs: 'https://varnish-cache.org/docs/trunk/users-guide/vcl-built-in-subs.html',
  basis: 'measured',
  isProxy: true,
  marks: [
    headerSignal(
      0.8,
      'X-Varnish',
      /^\d+(?: \d+)?$/,
      (line) => say`Varnish sends ${line}.`.fr`Varnish envoie ${line}.`,
    ),
    headerSignal(
      0.6,
      'Via',
      /\(Varnish\/\d/,
      (line) => say`Varnish sends ${line}.`.fr`Varnish envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const lists = [
      ['Access-Control-Allow-Credentials', credentials ? ['true'] : []],
      ['Access-Control-Allow-Methods', methods],
      ['Access-Control-Allow-Headers', headers],
      ['Access-Control-Expose-Headers', expose],
    ] as const;
    const used = lists.filter(([, values]) => values.length > 0);
    if ([origins, ...used.map(([, values]) => values)].some((one) => plainList(one) === null)) {
      return null;
    }
    const isListed = origins.map((origin) => `req.http.Origin == "${plainList([origin])}"`);
    return [
      fileSnippet(
        'default.vcl',
        'text',
        say`Paste below the ${code('backend')}, above every other ${code('sub')}.`
          .fr`Collez sous le bloc ${code('backend')}, au-dessus de tout autre ${code('sub')}.`,
        [
          'sub vcl_recv {',
          '    unset req.http.X-Cors-Origin;',
          `    if (${isListed.join(' || ')}) {`,
          '        set req.http.X-Cors-Origin = req.http.Origin;',
          '    }',
          '    if (req.method == "OPTIONS" && req.http.X-Cors-Origin && req.http.Access-Control-Request-Method) {',
          '        return (synth(204));',
          '    }',
          '}',
          'sub cors {',
          '    if (req.http.X-Cors-Origin) {',
          '        set resp.http.Access-Control-Allow-Origin = req.http.X-Cors-Origin;',
          ...used.map(
            ([name, values]) => `        set resp.http.${name} = "${plainList(values)}";`,
          ),
          '    }',
          '    if (resp.http.Vary) {',
          '        set resp.http.Vary = resp.http.Vary + ", Origin";',
          '    } else {',
          '        set resp.http.Vary = "Origin";',
          '    }',
          '}',
          'sub vcl_deliver {',
          '    call cors;',
          '}',
          'sub vcl_synth {',
          '    call cors;',
          '    if (resp.status == 204) {',
          '        return (deliver);',
          '    }',
          '}',
        ],
      ),
    ];
  },
  restart: {
    text: say`Reload Varnish. First check the file with
      ${code('varnishd -C -f /etc/varnish/default.vcl')}.`
      .fr`Rechargez Varnish. Vérifiez d’abord le fichier avec
      ${code('varnishd -C -f /etc/varnish/default.vcl')}.`,
    command: 'sudo systemctl reload varnish',
  },
  notes: [
    say`Let the server behind it send no CORS headers: Varnish could cache those of one origin for
      all.`
      .fr`N’envoyez aucun en-tête CORS depuis le serveur derrière lui : Varnish pourrait mettre en
      cache ceux d’une origine pour toutes.`,
  ],
});
