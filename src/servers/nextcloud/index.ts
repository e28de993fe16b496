import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { phpList } from '../kit/literals.ts';
import { cookieSignal, headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Files of Nextcloud, which has no CORS setting of its own: an app of its store adds one.
 * @see https://github.com/digital-blueprint/webapppassword
 */
export const nextcloud = settingsStack({
  id: 'nextcloud',
  label: 'Nextcloud · WebDAV',
  kind: 'product',
  docs: 'https://github.com/digital-blueprint/webapppassword#configuration',
  marks: [
    headerSignal(
      0.95,
      'WWW-Authenticate',
      /realm="Nextcloud"/,
      (line) => say`Nextcloud sends ${line}.`.fr`Nextcloud envoie ${line}.`,
    ),
    cookieSignal(
      0.95,
      /^oc_sessionPassphrase=/,
      say`Nextcloud sets the cookie ${code('oc_sessionPassphrase')}.`
        .fr`Nextcloud dépose le cookie ${code('oc_sessionPassphrase')}.`,
    ),
    pathSignal(
      0.6,
      /\/remote\.php\/(?:dav|webdav|caldav|carddav)(?:\/|$)|\/ocs\/v[12]\.php\//,
      say`Nextcloud has such addresses.`.fr`Nextcloud utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'nextcloud-login-flow',
      fits: ({ url }) => /\/index\.php\/login\/v2(?:\/poll)?$/.test(url.pathname),
      words: () =>
        say`Start the login flow and poll it from your own server, and open only its
          ${code('login')} address in the page. Nextcloud lets no page read these responses, and has no
          setting for it.`
          .fr`Lancez la connexion et interrogez-la depuis votre propre serveur, et n’ouvrez dans la page
          que son adresse ${code('login')}. Nextcloud ne laisse aucune page lire ces réponses, et n’a
          pas de réglage pour cela.`,
      forward: true,
    },
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => [
    fileSnippet(
      'config/config.php',
      'php',
      say`Install the app ${code('WebAppPassword')} from Nextcloud’s store. Then paste inside the
        array ${code('$CONFIG')} and save: it counts at once.`
        .fr`Installez l’application ${code('WebAppPassword')} depuis le magasin de Nextcloud. Collez
        ensuite dans le tableau ${code('$CONFIG')} et enregistrez : l’effet est immédiat.`,
      [
        `'webapppassword.origins' => ${phpList(origins)},`,
        `'webapppassword.files_sharing_origins' => ${phpList(origins)},`,
      ],
    ),
  ],
  restart: null,
  notes: [
    say`Leave the fields on the app’s own settings page empty: they count before this file.`
      .fr`Laissez vides les champs de la page de paramètres de l’application : ils priment sur ce
      fichier.`,
    say`Send an app password in ${code('Authorization')}, and no cookies.`
      .fr`Envoyez un mot de passe d’application dans ${code('Authorization')}, sans cookies.`,
  ],
});
