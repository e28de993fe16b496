import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { nginxString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';

/** nginx, which serves the page, as a proxy in front of the other server. */
export const nginxProxy = devProxyStack({
  id: 'nginx-proxy',
  label: 'nginx · proxy_pass',
  kind: 'configuration',
  docs: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass',
  basis: 'documented',
  port: null,
  deployed: true,
  snippets: ({ prefix, target }) => [
    fileSnippet(
      'nginx.conf',
      'nginx',
      say`Paste inside the ${code('server')} block of the page’s own nginx.`.fr`Collez ceci dans le
        bloc ${code('server')} du nginx de la page.`,
      [
        `location ${nginxString(`${prefix}/`)} {`,
        `    proxy_pass ${nginxString(target)};`,
        `    proxy_set_header Host ${nginxString(parseUrl(target)?.host ?? '')};`,
        '    proxy_ssl_server_name on;',
        '    proxy_set_header Cookie "";',
        '}',
      ],
    ),
  ],
  restart: {
    text: say`Check the configuration, then reload nginx.`.fr`Vérifiez la configuration, puis
      rechargez nginx.`,
    command: 'nginx -t && nginx -s reload',
  },
  notes: [
    say`The page’s own cookies stay with your server.`.fr`Les cookies de la page restent sur votre
      serveur.`,
  ],
});
