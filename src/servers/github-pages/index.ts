import { refusesCookies } from '../../evidence/refused.ts';
import { originOf } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      say`GitHub Pages has the hosts below ${code('github.io')}.`
        .fr`Les hôtes sous ${code('github.io')} appartiennent à GitHub Pages.`,
    ),
  ],
  instead: [
    {
      id: 'github-pages-cookies',
      fits: refusesCookies,
      words: ({ url }) =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}) for
          ${shown(originOf(url))}. GitHub Pages allows pages only without cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}) pour
          ${shown(originOf(url))}. GitHub Pages n’autorise les pages que sans cookies.`,
    },
    {
      id: 'github-pages-simple',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        say`Request the file with a plain GET, without headers of your own: then the browser sends
          no preflight request. GitHub Pages only serves files, and nobody can set its headers.`
          .fr`Demandez le fichier avec un simple GET, sans vos propres en-têtes : le navigateur
          n’envoie alors pas de requête préliminaire. GitHub Pages ne fait que servir des fichiers,
          et personne ne peut définir ses en-têtes.`,
    },
    {
      id: 'github-pages-address',
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        say`Check the address: GitHub Pages sends ${code('Access-Control-Allow-Origin: *')} with its
          files, and nobody can set its headers. A redirect or a missing page may answer
          differently.`
          .fr`Vérifiez l’adresse : GitHub Pages envoie ${code('Access-Control-Allow-Origin: *')}
          avec ses fichiers, et personne ne peut définir ses en-têtes. Une redirection ou une page
          absente peut donner une autre réponse.`,
    },
  ],
});
