import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, plainList } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Lighttpd with mod_setenv. It answers OPTIONS itself when no proxy takes the request.
 * @see https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ConfigurationOptions
 */
export const lighttpd = settingsStack({
  id: 'lighttpd',
  label: 'Lighttpd · mod_setenv',
  kind: 'configuration',
  docs: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_setenv',
  basis: 'measured',
  isProxy: true,
  marks: [
    headerSignal(
      0.85,
      'Server',
      /^lighttpd\b/,
      (line) => say`Lighttpd sends ${line}.`.fr`Lighttpd envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'always' },
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
    const line = (name: string, values: readonly string[]) =>
      `        "${name}" => "${plainList(values)}",`;
    return [
      fileSnippet(
        'lighttpd.conf',
        'text',
        say`Paste at the end of the file.`.fr`Collez à la fin du fichier.`,
        [
          'server.modules += ( "mod_setenv", "mod_rewrite" )',
          'setenv.add-response-header += ( "Vary" => "Origin" )',
          ...origins.flatMap((origin) => [
            `$REQUEST_HEADER["Origin"] == "${plainList([origin])}" {`,
            '    setenv.set-response-header = (',
            line('Access-Control-Allow-Origin', [origin]),
            ...used.map(([name, values]) => line(name, values)),
            '    )',
            '    $REQUEST_HEADER["Access-Control-Request-Method"] != "" {',
            '        $HTTP["request-method"] == "OPTIONS" {',
            '            proxy.server = ()',
            '            url.rewrite-once = ( "" => "/" )',
            '        }',
            '    }',
            '}',
          ]),
        ],
      ),
    ];
  },
  restart: {
    text: say`Restart lighttpd. First check the file with
      ${code('lighttpd -tt -f /etc/lighttpd/lighttpd.conf')}.`
      .fr`Redémarrez lighttpd. Vérifiez d’abord le fichier avec
      ${code('lighttpd -tt -f /etc/lighttpd/lighttpd.conf')}.`,
    command: 'sudo systemctl restart lighttpd',
  },
  notes: [
    say`${code('setenv.set-response-header')} needs lighttpd 1.4.46 or newer. If a program runs
      through FastCGI, write ${code('fastcgi.server = ()')} beside ${code('proxy.server = ()')}.`
      .fr`${code('setenv.set-response-header')} exige lighttpd 1.4.46 ou plus récent. Si un
      programme fonctionne en FastCGI, écrivez ${code('fastcgi.server = ()')} à côté de
      ${code('proxy.server = ()')}.`,
  ],
});
