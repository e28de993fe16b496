import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';
import { navigateInstead } from '../kit/sign-in.ts';

/** Amazon Cognito adds the CORS headers itself, and has no setting for them. */
export const amazonCognito = adviceStack({
  id: 'amazon-cognito',
  label: 'Amazon Cognito',
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html',
  marks: [
    hostSignal(
      0.97,
      /\.auth\.[a-z0-9-]+\.amazoncognito\.com$|^cognito-(?:idp|identity)\.[a-z0-9-]+\.amazonaws\.com$/,
      say`This host belongs to Amazon Cognito.`.fr`Cet hôte appartient à Amazon Cognito.`,
    ),
  ],
  instead: [
    navigateInstead(
      'cognito-navigate',
      /^\/(?:oauth2\/(?:authorize|idpresponse)|login|logout|signup|saml2)(?:\/|$)/,
    ),
    {
      id: 'cognito-secret',
      fits: ({ url, status }) => url.pathname === '/oauth2/token' && status >= 400,
      words: () =>
        say`Use an app client without a secret in the page, and send no ${code('Authorization')}
          header to ${code('/oauth2/token')}. Cognito refused the request before it added CORS
          headers. A secret belongs on your own server.`
          .fr`Dans la page, utilisez un client d’application sans secret, et n’envoyez aucun en-tête
          ${code('Authorization')} à ${code('/oauth2/token')}. Cognito a refusé la requête avant
          d’ajouter les en-têtes CORS. La place d’un secret est sur votre propre serveur.`,
    },
  ],
});
