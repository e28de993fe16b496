import { get, type HeaderList } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { cookieSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** The login of an Application Load Balancer. Only its own answers count. */
export const awsLoadBalancer = adviceStack({
  id: 'aws-load-balancer',
  label: 'AWS load balancer · login',
  kind: 'in-front',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  marks: [
    cookieSignal(
      0.9,
      /^AWSALBAuthNonce=|^AWSELBAuthSessionCookie/,
      prose`The load balancer sets the cookie of its login.`,
    ),
    {
      weight: 0.9,
      seen: ({ status, headers }) => isLogin(status, headers),
      evidence: () => prose`The load balancer (${code('awselb')}) redirects to a login.`,
    },
  ],
  instead: [
    {
      id: 'aws-load-balancer-login',
      explainsStatus: true,
      fits: ({ status, headers }) => isLogin(status, headers),
      words: () =>
        prose`Add a rule for the API’s paths to the listener, with
          ${code('OnUnauthenticatedRequest: deny')}: scripts then get 401. To log in, open the server’s
          address in a tab. The load balancer redirected to its login, which no script can follow.`,
    },
  ],
});

const isLogin = (status: number, headers: HeaderList): boolean =>
  status >= 300 &&
  status < 400 &&
  /^awselb\//.test(get(headers, 'server') ?? '') &&
  /\/idpresponse\b|%2Foauth2%2Fidpresponse\b/i.test(get(headers, 'location') ?? '');
