import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const PORT = /-(\d+)(?:\.preview)?\.app\.github\.dev$/;

const portOf = (url: string): string => PORT.exec(parseUrl(url)?.hostname ?? '')?.[1] ?? 'PORT';

/** A port of a codespace that is private. Only the login counts, not the server behind the port. */
export const githubCodespaces = adviceStack({
  id: 'github-codespaces',
  label: 'GitHub Codespaces · port',
  kind: 'in-front',
  docs: 'https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace',
  marks: [
    {
      weight: 0.75,
      seen: ({ url, status, headers }) =>
        PORT.test(parseUrl(url)?.hostname ?? '') && (status === 401 || has(headers, 'location')),
      evidence: () => prose`GitHub answered for a port of a codespace.`,
    },
    urlSignal(
      0.9,
      /^https:\/\/github\.dev\/pf-signin\?/,
      prose`GitHub asks for a login to a port of a codespace.`,
    ),
  ],
  instead: [
    {
      id: 'codespaces-private',
      explainsStatus: true,
      fits: ({ finding }) => finding.hop === 0,
      words: ({ url }) =>
        prose`Make the port public: in the ${code('Ports')} panel, set ${code('Port Visibility')} to
          ${code('Public')}. Or run ${code(`gh codespace ports visibility ${portOf(url)}:public`)}. The port is
          private, so GitHub asked for a login before your server got the request.`,
    },
  ],
});
