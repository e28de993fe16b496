import { code, prose } from '../../model/prose.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { jsonString } from '../kit/literals.ts';
import { added } from '../kit/snippet-lines.ts';

/** Angular's `ng serve` as a proxy in front of the other server. */
export const angularProxy = devProxyStack({
  id: 'angular-proxy',
  label: 'Angular · proxy.conf.json',
  kind: 'configuration',
  docs: 'https://angular.dev/tools/cli/serve#proxying-to-a-backend-server',
  basis: 'documented',
  port: 4200,
  snippets: ({ prefix, target }) => [
    {
      file: 'src/proxy.conf.json',
      language: 'json',
      place: prose`Paste into a new file. If the file is there already, add only the entry to it.`,
      lines: [
        '{',
        `  ${jsonString(prefix)}: {`,
        `    "target": ${jsonString(target)},`,
        '    "secure": true,',
        '    "changeOrigin": true',
        '  }',
        '}',
      ].map(added),
    },
    {
      file: 'angular.json',
      language: 'json',
      place: prose`Paste into ${code('options')} of the target ${code('serve')}, before its other
        entries.`,
      lines: [added('"proxyConfig": "src/proxy.conf.json",')],
    },
  ],
  restart: {
    text: prose`Restart ${code('ng serve')}: it reads its configuration when it starts.`,
    command: null,
  },
});
