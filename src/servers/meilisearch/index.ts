import { refusesCookies } from '../../evidence/refused.ts';
import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { hostSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const CLIENT = 'x-meilisearch-client';

/**
 * Meilisearch sends `*` with everything, errors too. Nobody can set anything else.
 * @see https://github.com/meilisearch/meilisearch/blob/main/crates/meilisearch/src/lib.rs `create_app`
 */
export const meilisearch = adviceStack({
  id: 'meilisearch',
  label: 'Meilisearch',
  kind: 'product',
  docs: 'https://www.meilisearch.com/docs/learn/self_hosted/getting_started_with_self_hosted_meilisearch',
  marks: [
    portSignal(0.75, 7700, 'Meilisearch'),
    hostSignal(
      0.9,
      /\.meilisearch\.io$/,
      say`Meilisearch Cloud has the hosts below ${code('meilisearch.io')}.`
        .fr`Les hôtes sous ${code('meilisearch.io')} appartiennent à Meilisearch Cloud.`,
    ),
    {
      weight: 0.85,
      seen: isAskedByClient,
      evidence: () =>
        say`The page sends ${code(CLIENT)}, as Meilisearch’s client does.`
          .fr`La page envoie ${code(CLIENT)}, comme le client de Meilisearch.`,
    },
    pathSignal(
      0.35,
      /^\/(?:indexes\/[^/]+\/(?:search|documents|facet-search)|multi-search)$/,
      say`Meilisearch has such addresses.`.fr`Meilisearch utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'meilisearch-two-layers',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`Remove the CORS lines of the proxy in front of Meilisearch, such as
          ${code('add_header')} in nginx. Meilisearch sends ${code('*')} itself, and browsers reject
          two.`
          .fr`Retirez les lignes CORS du proxy placé devant Meilisearch, comme ${code('add_header')}
          dans nginx. Meilisearch envoie lui-même ${code('*')}, et les navigateurs rejettent les
          doublons.`,
    },
    {
      id: 'meilisearch-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Send a
          search key in ${code('Authorization')} instead: Meilisearch allows pages only without
          cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}).
          Envoyez plutôt une clé de recherche dans ${code('Authorization')} : Meilisearch n’autorise
          les pages que sans cookies.`,
    },
    {
      id: 'meilisearch-in-front',
      explainsStatus: true,
      fits: () => true,
      words: () =>
        say`Check the address and the proxy in front of Meilisearch, and remove the proxy’s CORS
          lines. In nginx these are ${code('add_header Access-Control-…')} and
          ${code('proxy_hide_header Access-Control-…')}. Meilisearch itself allows every page, also
          on errors.`
          .fr`Vérifiez l’adresse et le proxy placé devant Meilisearch, et retirez les lignes CORS du
          proxy. Dans nginx, ce sont ${code('add_header Access-Control-…')} et
          ${code('proxy_hide_header Access-Control-…')}. Meilisearch lui-même autorise toutes les
          pages, même en cas d’erreur.`,
    },
  ],
});

function isAskedByClient({ requestHeaders }: SeenAnswer): boolean {
  const asked = get(requestHeaders, 'access-control-request-headers') ?? '';
  return (
    get(requestHeaders, CLIENT) !== null ||
    asked.split(',').some((name) => name.trim().toLowerCase() === CLIENT)
  );
}
