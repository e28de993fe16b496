import { code } from '../../model/prose.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { added } from '../kit/lines.ts';
import { jsonString } from '../kit/literals.ts';

/** Angular's `ng serve` as a proxy in front of the other server. */
export const angularProxy = devProxyStack({
  id: 'angular-proxy',
  label: 'Angular · proxy.conf.json',
  docs: 'https://angular.dev/tools/cli/serve#proxying-to-a-backend-server',
  basis: 'documented',
  port: 4200,
  snippets: ({ prefix, target }) => [
    {
      file: 'src/proxy.conf.json',
      language: 'json',
      place: ['A new file; or its entry beside those of the file that is there.'],
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
      place: [
        'In ',
        code('options'),
        ' of the target ',
        code('serve'),
        ', before its other entries.',
      ],
      lines: [added('"proxyConfig": "src/proxy.conf.json",')],
    },
  ],
  notes: [['Start ', code('ng serve'), ' anew: its configuration is read once.']],
});
