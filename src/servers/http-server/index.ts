import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';
import { headerOf, headerSignal, lineOf } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * The package http-server, for the files of a folder. Its option lets every page read them.
 * As measured on 14.1.
 */
export const httpServer = adviceStack({
  id: 'http-server',
  label: phrase`http-server · npm package`.fr`http-server · paquet npm`,
  kind: 'configuration',
  docs: 'https://github.com/http-party/http-server#available-options',
  marks: [
    {
      weight: 0.9,
      seen: (one) => /^(?:W\/)?"\d+-\d+-\d{4}-\d\d-\d\dT[\d:.]+Z"$/.test(headerOf(one, 'etag')),
      evidence: (one) =>
        say`The package http-server sends ${lineOf(one, 'ETag')}.`
          .fr`Le paquet http-server envoie ${lineOf(one, 'ETag')}.`,
    },
    headerSignal(
      0.9,
      'Server',
      /^ecstatic\b/,
      (line) =>
        say`Old releases of http-server send ${line}.`
          .fr`Les anciennes versions de http-server envoient ${line}.`,
    ),
    {
      weight: 0.4,
      seen: (one) =>
        one.status === 405 &&
        headerOf(one, 'accept-ranges') === 'bytes' &&
        headerOf(one, 'keep-alive') !== '',
      evidence: () =>
        say`The package http-server refuses other methods like this.`
          .fr`Le paquet http-server refuse ainsi les autres méthodes.`,
    },
  ],
  instead: [
    {
      id: 'http-server-method',
      fits: ({ hop: { method } }) => !/^(?:GET|HEAD)$/.test(method),
      words: ({ method }) =>
        say`Send ${shown(method)} to a server that runs your code. The package http-server only sends
          files.`
          .fr`Envoyez ${shown(method)} à un serveur qui exécute votre code. Le paquet http-server ne
          fait qu’envoyer des fichiers.`,
    },
    {
      id: 'http-server-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). With
          ${code('--cors')}, http-server answers every page with ${code('*')}.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}). Avec
          ${code('--cors')}, http-server répond ${code('*')} à toutes les pages.`,
    },
    {
      id: 'http-server-cors',
      fits: () => true,
      words: ({ headers }) =>
        headers.length === 0
          ? say`Start it with ${code('http-server --cors')}. Then every page may read the files of
              this folder, so keep nothing secret there.`
              .fr`Démarrez-le avec ${code('http-server --cors')}. Toutes les pages peuvent alors lire
              les fichiers de ce dossier : n’y gardez rien de secret.`
          : say`Start it with ${code('http-server --cors=')}, followed by ${shownList(headers)}, with
              commas. Then every page may read the files of this folder, so keep nothing secret
              there.`
              .fr`Démarrez-le avec ${code('http-server --cors=')}, suivi de ${shownList(headers)},
              avec des virgules. Toutes les pages peuvent alors lire les fichiers de ce dossier : n’y
              gardez rien de secret.`,
    },
  ],
});
