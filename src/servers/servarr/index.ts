import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, headerSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Sonarr, Radarr and their relatives: they allow every page, without cookies. No setting changes it. */
export const servarr = adviceStack({
  id: 'servarr',
  label: 'Sonarr · Radarr · Prowlarr',
  kind: 'product',
  docs: 'https://wiki.servarr.com/',
  marks: [
    headerSignal(
      0.7,
      'X-Application-Version',
      /^\d+\.\d+\.\d+\.\d+$/,
      (line) =>
        say`Sonarr and its relatives send ${line}.`.fr`Sonarr et ses semblables envoient ${line}.`,
    ),
    {
      // Other servers may have such an address, but not all of this together.
      weight: 0.45,
      seen: (one) =>
        /\/api\/(?:v[13]\/)?(?:queue|calendar|wanted\/missing|system\/status|movie|series)(?:[/?]|$)/.test(
          one.url,
        ) &&
        headerOf(one, 'access-control-allow-origin') === '*' &&
        (/[?&]api_?key=/i.test(one.url) ||
          /\bx-api-key\b/i.test(headerOf(one, 'access-control-allow-headers'))),
      evidence: () =>
        say`Sonarr and its relatives have such addresses, with a key.`
          .fr`Sonarr et ses semblables utilisent de telles adresses, avec une clé.`,
    },
    portSignal(0.5, 8989, 'Sonarr'),
    portSignal(0.5, 7878, 'Radarr'),
    portSignal(0.5, 9696, 'Prowlarr'),
  ],
  instead: [
    {
      id: 'servarr-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")}, and send the key in ${code('X-Api-Key')} or
          ${code('?apikey=')}. Sonarr and its relatives answer every page with ${code('*')}, and have no
          setting for it.`
          .fr`Retirez ${code("credentials: 'include'")}, et envoyez la clé dans ${code('X-Api-Key')} ou
          ${code('?apikey=')}. Sonarr et ses semblables répondent ${code('*')} à toutes les pages, et
          n’ont pas de réglage pour cela.`,
    },
    {
      id: 'servarr-proxy',
      byProxy: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        say`Check what stands in front of it, such as a login or a proxy: Sonarr and its relatives allow
          every page themselves. Let ${code('OPTIONS')} and requests with a key pass without a login.`
          .fr`Vérifiez ce qui est placé devant, comme une page de connexion ou un proxy : Sonarr et ses
          semblables autorisent eux-mêmes toutes les pages. Laissez passer ${code('OPTIONS')} et les
          requêtes avec une clé sans connexion.`,
    },
  ],
});
