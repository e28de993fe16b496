import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { cookieSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** The login of an Application Load Balancer. Only its own answers count. */
export const awsLoadBalancer = adviceStack({
  id: 'aws-load-balancer',
  label: phrase`AWS load balancer · login`.fr`Répartiteur de charge AWS · connexion`,
  kind: 'in-front',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  marks: [
    cookieSignal(
      0.9,
      /^AWSALBAuthNonce=|^AWSELBAuthSessionCookie/,
      say`The load balancer sets the cookie of its login.`
        .fr`Le répartiteur de charge définit le cookie de sa page de connexion.`,
    ),
    {
      weight: 0.9,
      seen: ({ status, headers }) => isLogin(status, headers),
      evidence: () =>
        say`The load balancer (${code('awselb')}) redirects to a login.`
          .fr`Le répartiteur de charge (${code('awselb')}) redirige vers une page de connexion.`,
    },
    {
      weight: 0.9,
      seen: ({ status, headers }) => isOwnFailure(status, headers),
      evidence: () =>
        say`The load balancer (${code('awselb')}) answers in place of its target.`
          .fr`Le répartiteur de charge (${code('awselb')}) répond à la place de sa cible.`,
    },
  ],
  instead: [
    {
      id: 'aws-load-balancer-target',
      explainsStatus: true,
      fits: ({ status, headers }) => isOwnFailure(status, headers),
      words: ({ method }) =>
        say`Find in the log of the target why it did not answer ${shown(method)} or
          ${code('OPTIONS')}: the load balancer sent this error itself. A Lambda function must return
          ${code('statusCode')}, ${code('headers')} and ${code('body')}, for ${code('OPTIONS')} too. If
          the target group allows several values for a header, it must return
          ${code('multiValueHeaders')} instead.`
          .fr`Cherchez dans le journal de la cible pourquoi elle n’a pas répondu à ${shown(method)} ou à
          ${code('OPTIONS')} : le répartiteur de charge a envoyé lui-même cette erreur. Une fonction
          Lambda doit renvoyer ${code('statusCode')}, ${code('headers')} et ${code('body')}, pour
          ${code('OPTIONS')} aussi. Si le groupe de cibles autorise plusieurs valeurs pour un en-tête,
          elle doit renvoyer ${code('multiValueHeaders')} à la place.`,
    },
    {
      id: 'aws-load-balancer-login',
      explainsStatus: true,
      fits: ({ status, headers }) => isLogin(status, headers),
      words: () =>
        say`Add a rule for the API’s paths to the listener, with
          ${code('OnUnauthenticatedRequest: deny')}: scripts then get 401. To log in, open the
          server’s address in a tab. The load balancer redirected to its login, which no script can
          follow.`.fr`Ajoutez à l’écouteur une règle pour les chemins de l’API, avec
          ${code('OnUnauthenticatedRequest: deny')} : les scripts reçoivent alors 401. Pour vous
          connecter, ouvrez l’adresse du serveur dans un onglet. Le répartiteur de charge a redirigé
          vers sa page de connexion, qu’aucun script ne peut suivre.`,
    },
  ],
});

const isOwnFailure = (status: number, headers: HeaderList): boolean =>
  status >= 502 && status <= 504 && /^awselb\//.test(get(headers, 'server') ?? '');

const isLogin = (status: number, headers: HeaderList): boolean =>
  status >= 300 &&
  status < 400 &&
  /^awselb\//.test(get(headers, 'server') ?? '') &&
  /\/idpresponse\b|%2Foauth2%2Fidpresponse\b/i.test(get(headers, 'location') ?? '');
