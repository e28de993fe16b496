import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** miniserve: header lines can be set, but with a password it asks OPTIONS for it too. */
export const miniserve = adviceStack({
  id: 'miniserve',
  label: 'miniserve',
  kind: 'product',
  docs: 'https://github.com/svenstaro/miniserve#usage',
  marks: [
    headerSignal(
      0.95,
      'WWW-Authenticate',
      /^Basic realm="miniserve"/,
      (line) => say`miniserve sends ${line}.`.fr`miniserve envoie ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'miniserve-password',
      byProxy: true,
      forward: true,
      explainsStatus: true,
      fits: ({ finding, status }) => finding.phase === 'preflight' && status === 401,
      words: () =>
        say`Serve the files with a server that answers ${code('OPTIONS')} without a password, such as
          Caddy or nginx, or let the page’s own server ask. With ${code('--auth')}, miniserve asks a
          preflight request for the password too, which never has one. Its option ${code('--header')}
          cannot change that.`
          .fr`Servez les fichiers avec un serveur qui répond à ${code('OPTIONS')} sans mot de passe,
          comme Caddy ou nginx, ou faites faire la demande par le serveur de la page. Avec
          ${code('--auth')}, miniserve exige le mot de passe aussi de la requête préliminaire, qui n’en
          a jamais. Son option ${code('--header')} n’y change rien.`,
    },
  ],
});
