import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      place: say`Paste into a new file. If the file is there already, add only the entry to it.`
        .fr`Collez dans un nouveau fichier. Si le fichier existe déjà, ajoutez-y seulement cette
        entrée.`,
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
      place: say`Paste into ${code('options')} of the target ${code('serve')}, before its other
        entries.`
        .fr`Collez dans ${code('options')} de la cible ${code('serve')}, avant ses autres entrées.`,
      lines: [added('"proxyConfig": "src/proxy.conf.json",')],
    },
  ],
  restart: {
    text: say`Restart ${code('ng serve')}: it reads its configuration when it starts.`
      .fr`Redémarrez ${code('ng serve')} : cette commande lit sa configuration à son démarrage.`,
    command: null,
  },
});
