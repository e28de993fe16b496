import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { hostSignal, pathSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';
import { navigateInstead } from '../kit/sign-in.ts';

/** ZITADEL: the origins of an application’s redirect addresses, and a list of further ones. */
export const zitadel = settingsStack({
  id: 'zitadel',
  label: 'ZITADEL',
  kind: 'platform',
  docs: 'https://zitadel.com/docs/guides/manage/console/applications',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      /\.zitadel\.(?:cloud|ch)$/,
      say`ZITADEL has the hosts below ${code('zitadel.cloud')}.`
        .fr`Les hôtes sous ${code('zitadel.cloud')} appartiennent à ZITADEL.`,
    ),
    pathSignal(
      0.6,
      /^\/(?:oauth\/v2\/(?:token|revoke|introspect|keys)|oidc\/v1\/(?:userinfo|end_session))$/,
      say`ZITADEL has such addresses.`.fr`ZITADEL utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  write: ({ origins }) => [
    fieldSnippet(
      'Additional Origins',
      say`In ZITADEL’s console, open the project and this application. Add these under
        ${code('Redirect Settings')}, ${code('Additional Origins')}, and save. The origins of its
        redirect addresses are allowed anyway.`
        .fr`Dans la console de ZITADEL, ouvrez le projet et cette application. Ajoutez ceci sous
        ${code('Redirect Settings')}, ${code('Additional Origins')}, et enregistrez. Les origines de
        ses adresses de redirection sont de toute façon autorisées.`,
      origins,
    ),
  ],
  instead: [navigateInstead('zitadel-navigate', /^\/(?:oauth\/v2\/authorize|ui\/)/)],
});
