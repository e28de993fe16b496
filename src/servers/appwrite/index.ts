import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
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
    headerSignal(0.95, 'Server', /^Appwrite$/, (line) => prose`Appwrite sends ${line}.`),
    hostSignal(
      0.95,
      /(?:^|\.)cloud\.appwrite\.io$/,
      prose`Appwrite Cloud has the hosts below ${code('cloud.appwrite.io')}.`,
    ),
    {
      weight: 0.85,
      seen: ({ requestHeaders }) =>
        get(requestHeaders, PROJECT) !== null ||
        (get(requestHeaders, 'access-control-request-headers') ?? '').includes(PROJECT),
      evidence: () => prose`The page sends ${code(PROJECT)}, as Appwrite’s client does.`,
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
        prose`In Appwrite’s console, open the project, ${code('Overview')} and ${code('Add platform')},
          and choose ${code('Web')}. Write the host without its scheme, and save. Add one platform for
          each host.`,
        hosts,
      ),
    ];
  },
  restart: null,
  notes: [
    prose`Check the project’s ID in ${code('setProject')}: with a wrong one, Appwrite allows only
      ${code('localhost')}.`,
  ],
});
