import { get } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
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
      prose`Meilisearch Cloud has the hosts below ${code('meilisearch.io')}.`,
    ),
    {
      weight: 0.85,
      seen: isAskedByClient,
      evidence: () => prose`The page sends ${code(CLIENT)}, as Meilisearch’s client does.`,
    },
    pathSignal(
      0.35,
      /^\/(?:indexes\/[^/]+\/(?:search|documents|facet-search)|multi-search)$/,
      prose`Meilisearch has such addresses.`,
    ),
  ],
  instead: [
    {
      id: 'meilisearch-two-layers',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        prose`Remove the CORS lines of the proxy in front of Meilisearch, such as ${code('add_header')}
          in nginx. Meilisearch sends ${code('*')} itself, and browsers reject two.`,
    },
    {
      id: 'meilisearch-cookies',
      fits: ({ finding }) =>
        finding.cause === 'wildcard-with-credentials' ||
        finding.cause === 'credentials-not-allowed',
      words: () =>
        prose`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Send a
          search key in ${code('Authorization')} instead: Meilisearch allows pages only without
          cookies.`,
    },
    {
      id: 'meilisearch-in-front',
      explainsStatus: true,
      fits: () => true,
      words: () =>
        prose`Check the address and the proxy in front of Meilisearch, and remove the proxy’s CORS lines.
          In nginx these are ${code('add_header Access-Control-…')} and
          ${code('proxy_hide_header Access-Control-…')}. Meilisearch itself allows every page, also on
          errors.`,
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
