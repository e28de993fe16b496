import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { portSignal } from '../kit/marks.ts';
import { NPM_CORS, npmCorsOptions } from '../kit/npm-cors.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Node-RED: settings of the package cors for its HTTP nodes. */
export const nodeRed = settingsStack({
  id: 'node-red',
  label: 'Node-RED',
  kind: 'product',
  docs: 'https://nodered.org/docs/user-guide/runtime/configuration',
  basis: 'measured',
  marks: [portSignal(0.75, 1880, 'Node-RED')],
  ...NPM_CORS,
  write: (written) => [
    fileSnippet(
      'settings.js',
      'javascript',
      say`Paste into ${code('module.exports')} of the file in ${code('~/.node-red')}, in place of
        ${code('httpNodeCors')}.`
        .fr`Collez dans ${code('module.exports')} du fichier qui se trouve dans
        ${code('~/.node-red')}, à la place de ${code('httpNodeCors')}.`,
      ['httpNodeCors: {', ...npmCorsOptions(written).map((line) => `  ${line}`), '},'],
    ),
  ],
  restart: restarts('Node-RED'),
  notes: [
    say`These settings are for ${code('http in')} nodes. The editor’s own API has
      ${code('httpAdminCors')} instead.`
      .fr`Ces réglages concernent les nœuds ${code('http in')}. L’API de l’éditeur a
      ${code('httpAdminCors')} à la place.`,
  ],
});
