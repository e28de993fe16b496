import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, hostSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * FusionAuth: a filter that is off at first, in its admin pages. It takes effect at once.
 * @see https://fusionauth.io/docs/operate/secure-and-monitor/cors
 */
export const fusionAuth = settingsStack({
  id: 'fusionauth',
  label: 'FusionAuth',
  kind: 'product',
  docs: 'https://fusionauth.io/docs/operate/secure-and-monitor/cors',
  marks: [
    portSignal(0.75, 9011, 'FusionAuth'),
    hostSignal(
      0.9,
      /\.fusionauth\.io$/,
      say`FusionAuth Cloud has such hosts.`.fr`FusionAuth Cloud utilise de tels hôtes.`,
    ),
    cookieSignal(
      0.9,
      /^fusionauth\.[a-z-]+=/,
      say`FusionAuth sets such cookies.`.fr`FusionAuth définit de tels cookies.`,
    ),
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        /x-fusionauth-tenantid/i.test(
          requestHeaders.map(([name]) => name).join() +
            (get(requestHeaders, 'access-control-request-headers') ?? ''),
        ),
      evidence: () =>
        say`Pages send ${code('x-fusionauth-tenantid')} to FusionAuth.`
          .fr`Les pages envoient ${code('x-fusionauth-tenantid')} à FusionAuth.`,
    },
    pathSignal(
      // Other servers of tokens have such addresses too.
      0.2,
      /^\/oauth2\/(?:token|userinfo|introspect)$|^\/api\/jwt\/(?:refresh|validate)$/,
      say`FusionAuth has such addresses.`.fr`FusionAuth utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) =>
    [
      ['Allowed Origins', origins] as const,
      ['Allowed Methods', methods] as const,
      ['Allowed Headers', headers] as const,
      ['Exposed Headers', expose] as const,
      ['Allow Credentials', credentials ? ['on'] : []] as const,
    ]
      .filter(([, values]) => values.length > 0)
      .map(([field, values]) =>
        fieldSnippet(
          field,
          say`In FusionAuth’s admin pages, open ${code('Settings')}, ${code('System')},
            ${code('CORS')}. Turn on ${code('Enabled')}, add this beside what is there, and save.`
            .fr`Dans les pages d’administration de FusionAuth, ouvrez ${code('Settings')},
            ${code('System')}, ${code('CORS')}. Activez ${code('Enabled')}, ajoutez ceci à ce qui s’y trouve,
            et enregistrez.`,
          values,
        ),
      ),
  restart: null,
  notes: [
    say`The list of authorized request origins of an application does not allow pages: only this filter
      does.`
      .fr`La liste « Authorized request origin URLs » d’une application n’autorise pas les pages : seul
      ce filtre le fait.`,
  ],
});
