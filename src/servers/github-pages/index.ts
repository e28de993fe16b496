import { originOf } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A site on GitHub Pages. It allows every page with `*`, and nobody can set another header. */
export const githubPages = adviceStack({
  id: 'github-pages',
  label: 'GitHub Pages',
  kind: 'not-yours',
  docs: 'https://docs.github.com/pages/getting-started-with-github-pages/what-is-github-pages',
  marks: [
    hostSignal(
      0.95,
      /\.github\.io$/,
      prose`GitHub Pages has the hosts below ${code('github.io')}.`,
    ),
  ],
  instead: [
    {
      id: 'github-pages-cookies',
      fits: ({ finding }) =>
        finding.cause === 'wildcard-with-credentials' ||
        finding.cause === 'credentials-not-allowed',
      words: ({ url }) =>
        prose`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}) for
          ${shown(originOf(url))}. GitHub Pages allows pages only without cookies.`,
    },
    {
      id: 'github-pages-simple',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        prose`Request the file with a plain GET, without headers of your own: then the browser sends no
          preflight request. GitHub Pages only serves files, and nobody can set its headers.`,
    },
    {
      id: 'github-pages-address',
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        prose`Check the address: GitHub Pages sends ${code('Access-Control-Allow-Origin: *')} with its files,
          and nobody can set its headers. A redirect or a missing page may answer differently.`,
    },
  ],
});
