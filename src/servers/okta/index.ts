import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';
import { navigateInstead } from '../kit/sign-in.ts';

/** Okta: trusted origins of an organization. */
export const okta = settingsStack({
  id: 'okta',
  label: 'Okta',
  kind: 'platform',
  docs: 'https://developer.okta.com/docs/guides/enable-cors/main/',
  answersAlone: true,
  marks: [
    headerSignal(
      0.95,
      'X-Okta-Request-Id',
      /./,
      (line) => say`Okta sends ${line}.`.fr`Okta envoie ${line}.`,
    ),
    hostSignal(
      0.97,
      /\.(?:okta|oktapreview|okta-emea|okta-gov)\.com$/,
      say`Okta has the hosts below ${code('okta.com')}.`
        .fr`Les hôtes sous ${code('okta.com')} appartiennent à Okta.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  write: ({ origins }) => [
    fieldSnippet(
      'Trusted origin',
      say`In Okta’s Admin Console, open ${code('Security')}, ${code('API')} and
        ${code('Trusted Origins')}. Add an origin of type ${code('CORS')} with this URL, and save.`
        .fr`Dans l’Admin Console d’Okta, ouvrez ${code('Security')}, ${code('API')} puis
        ${code('Trusted Origins')}. Ajoutez une origine de type ${code('CORS')} avec cette URL, et
        enregistrez.`,
      origins,
    ),
  ],
  instead: [
    navigateInstead(
      'okta-navigate',
      /^\/(?:oauth2\/(?:[^/]+\/)?v1\/(?:authorize|logout)|login\/|signin\/|app\/)/,
    ),
  ],
});
