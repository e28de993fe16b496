import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal, urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Clerk’s API for pages. Each instance answers only the pages of its own domains. */
export const clerk = adviceStack({
  id: 'clerk',
  label: 'Clerk',
  kind: 'platform',
  docs: 'https://clerk.com/docs/guides/development/managing-environments',
  marks: [
    hostSignal(
      0.97,
      /\.clerk\.accounts\.dev$/,
      say`Development instances of Clerk have the hosts below ${code('clerk.accounts.dev')}.`
        .fr`Les hôtes sous ${code('clerk.accounts.dev')} appartiennent aux instances de développement
        de Clerk.`,
    ),
    urlSignal(
      0.97,
      /[?&]_?_?clerk_(?:js|api)_version=|^https:\/\/clerk\.[^/]+\/(?:v1\/|npm\/@clerk\/)/,
      say`Clerk’s package requests such addresses.`
        .fr`Le paquet de Clerk demande de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'clerk-domain',
      explainsStatus: true,
      fits: ({ url, request }) => !isBelow(get(request?.headers ?? [], 'origin'), url),
      words: ({ origin, url }) =>
        say`Check the publishable key of this page. A ${code('pk_live_')} key works only on the domain
          of its instance, and ${shown(origin)} is not below it. Use the ${code('pk_test_')} key during
          development. For another domain of yours, add a satellite domain in Clerk’s dashboard. After a
          change of domain, copy the new key, because the old one leads to ${shown(url)}.`
          .fr`Vérifiez la clé publiable de cette page. Une clé ${code('pk_live_')} ne fonctionne que sur
          le domaine de son instance, et ${shown(origin)} n’en fait pas partie. Utilisez la clé
          ${code('pk_test_')} pendant le développement. Pour un autre de vos domaines, ajoutez un
          domaine satellite dans le tableau de bord de Clerk. Après un changement de domaine, copiez la
          nouvelle clé, car l’ancienne mène à ${shown(url)}.`,
    },
    {
      id: 'clerk-instance',
      explainsStatus: true,
      fits: ({ status }) => status >= 400,
      words: () =>
        say`Copy the publishable key of this instance from Clerk’s dashboard again. Clerk refuses the
          request itself: the instance is gone, or the key belongs to another one. No CORS setting
          helps.`
          .fr`Copiez à nouveau la clé publiable de cette instance depuis le tableau de bord de Clerk.
          Clerk refuse lui-même la requête : l’instance n’existe plus, ou la clé appartient à une
          autre. Aucun réglage CORS n’y change rien.`,
    },
  ],
});

/** Whether a page is on the domain of an instance. Those for development have no domain. */
function isBelow(origin: string | null, { hostname }: URL): boolean {
  const domain = /^clerk\.(?!accounts\.dev$)(.+)$/.exec(hostname)?.[1];
  const page = parseUrl(origin ?? '')?.hostname;
  return domain === undefined || page === domain || page?.endsWith(`.${domain}`) === true;
}
