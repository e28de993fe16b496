import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const PROJECT = 'x-appwrite-project';

/**
 * Appwrite: the hosts of a project's platforms, whatever scheme and port they use. Everything else
 * is fixed.
 * @see https://github.com/appwrite/appwrite/blob/main/app/controllers/general.php
 */
export const appwrite = settingsStack({
  id: 'appwrite',
  label: 'Appwrite',
  kind: 'product',
  docs: 'https://appwrite.io/docs/quick-starts/web',
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^Appwrite$/,
      (line) => say`Appwrite sends ${line}.`.fr`Appwrite envoie ${line}.`,
    ),
    hostSignal(
      0.95,
      /(?:^|\.)cloud\.appwrite\.io$/,
      say`Appwrite Cloud has the hosts below ${code('cloud.appwrite.io')}.`
        .fr`Les hôtes sous ${code('cloud.appwrite.io')} appartiennent à Appwrite Cloud.`,
    ),
    {
      weight: 0.85,
      seen: ({ requestHeaders }) =>
        get(requestHeaders, PROJECT) !== null ||
        (get(requestHeaders, 'access-control-request-headers') ?? '').includes(PROJECT),
      evidence: () =>
        say`The page sends ${code(PROJECT)}, as Appwrite’s client does.`
          .fr`La page envoie ${code(PROJECT)}, comme le fait le client d’Appwrite.`,
    },
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    headers: 'any',
    expose: ['x-fallback-cookies'],
  },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => {
    const hosts = origins.flatMap((origin) => parseUrl(origin)?.hostname ?? []);
    return [
      fieldSnippet(
        'Hostname',
        say`In Appwrite’s console, open the project, ${code('Overview')} and
          ${code('Add platform')}, and choose ${code('Web')}. Write the host without its scheme, and
          save. Add one platform for each host.`.fr`Dans la console d’Appwrite, ouvrez le projet,
          ${code('Overview')} et ${code('Add platform')}, puis choisissez ${code('Web')}. Écrivez
          l’hôte sans son schéma, et enregistrez. Ajoutez une plateforme pour chaque hôte.`,
        hosts,
      ),
    ];
  },
  restart: null,
  notes: [
    say`Check the project’s ID in ${code('setProject')}: with a wrong one, Appwrite allows only
      ${code('localhost')}.`
      .fr`Vérifiez l’identifiant du projet dans ${code('setProject')} : s’il est faux, Appwrite
      n’autorise que ${code('localhost')}.`,
  ],
});
