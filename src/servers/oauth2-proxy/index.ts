import { code, prose } from '../../model/prose.ts';
import { cookieSignal, headerSignal, pathSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** oauth2-proxy before a server. Only its own answers count. */
export const oauth2Proxy = adviceStack({
  id: 'oauth2-proxy',
  label: 'oauth2-proxy · login',
  kind: 'in-front',
  docs: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
  marks: [
    cookieSignal(
      0.9,
      /^_oauth2_proxy/,
      prose`oauth2-proxy sets the cookie ${code('_oauth2_proxy')}.`,
    ),
    headerSignal(
      0.8,
      'Location',
      /\/oauth2\/(?:start|sign_in)\?rd=/,
      (line) => prose`oauth2-proxy sends ${line}.`,
    ),
    pathSignal(
      0.7,
      /^\/oauth2\/(?:start|sign_in|callback|auth)$/,
      prose`oauth2-proxy has such addresses.`,
    ),
  ],
  instead: [
    {
      id: 'oauth2-proxy-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        prose`Start oauth2-proxy with ${code('--skip-auth-preflight=true')}
          (${code('OAUTH2_PROXY_SKIP_AUTH_PREFLIGHT')}). It refused the preflight request, because browsers
          send no cookie with it. Your server then answers the preflight request.`,
    },
    {
      id: 'oauth2-proxy-login',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'actual' && finding.hop === 0,
      words: () =>
        prose`Sign in to the server’s address in a tab, and send the cookie with
          ${code("credentials: 'include'")}. Start oauth2-proxy with ${code('--api-route')} for this path:
          then it answers 401 instead of its login page.`,
    },
  ],
});
