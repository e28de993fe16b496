import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { fitsAnyShell, shellString } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The content API of Sanity: each project has a list of origins. */
export const sanity = settingsStack({
  id: 'sanity',
  label: 'Sanity',
  kind: 'platform',
  docs: 'https://www.sanity.io/docs/content-lake/cors',
  marks: [
    hostSignal(
      0.95,
      /\.(?:api|apicdn)\.sanity\.io$/,
      say`The projects of Sanity have such hosts.`
        .fr`Les projets de Sanity utilisent de tels hôtes.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials }) =>
    fitsAnyShell(origins.join(' '))
      ? [
          fileSnippet(
            'terminal',
            'shell',
            say`Run this in the folder of the studio. Or open ${code('sanity.io/manage')}, the
              project, API and CORS origins.`
              .fr`Exécutez ceci dans le dossier du studio. Ou ouvrez ${code('sanity.io/manage')}, le
              projet, API et CORS origins.`,
            origins.map(
              (origin) =>
                `npx sanity cors add ${shellString(origin)} ${credentials ? '--credentials' : '--no-credentials'}`,
            ),
          ),
        ]
      : null,
});
