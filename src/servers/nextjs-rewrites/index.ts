import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { javascriptString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';

/** Next.js as a proxy in front of the other server. */
export const nextjsRewrites = devProxyStack({
  id: 'nextjs-rewrites',
  label: 'Next.js · rewrites',
  kind: 'configuration',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites',
  basis: 'documented',
  // Its port, 3000, says little: many other servers use it.
  port: null,
  deployed: true,
  snippets: ({ prefix, target }) => [
    fileSnippet(
      'next.config.js',
      'javascript',
      say`Paste inside the configuration of the page’s own Next.js. If there is a
        ${code('rewrites')} already, add only the entry to its list.`
        .fr`Collez dans la configuration du Next.js qui sert la page. S’il y a déjà un
        ${code('rewrites')}, ajoutez seulement l’entrée à sa liste.`,
      [
        'async rewrites() {',
        '  return [',
        '    {',
        `      source: ${javascriptString(`${prefix}/:path*`)},`,
        `      destination: ${javascriptString(`${target}${prefix}/:path*`)},`,
        '    },',
        '  ];',
        '},',
      ],
    ),
  ],
  restart: {
    text: say`Restart Next.js, or build and deploy again.`
      .fr`Redémarrez Next.js, ou compilez et déployez à nouveau.`,
    command: null,
  },
  notes: [
    say`Next.js passes the page’s own cookies on to that server too.`
      .fr`Next.js transmet aussi les cookies de la page à ce serveur.`,
  ],
});
