import type { Refused } from '../../evidence/refused.ts';
import { get } from '../../model/header-list.ts';
import { isLogin, isLoginStart } from '../../model/login.ts';
import { originOf, parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';
import { adviceStack } from '../kit/settings-stack.ts';
import { type Provider, providerOf } from './providers.ts';

const at = (url: string): Provider | null => {
  const parsed = parseUrl(url);
  return parsed && providerOf(parsed);
};

/** Whether a known service of others is at an address. */
export const isOfOthers = (url: string): boolean => at(url) !== null;

/** A redirect of the user's own server may lead here: then that redirect is the reason. */
const isAsked = ({ finding, isForeign }: Refused): boolean =>
  finding.hop === 0 || isForeign === true;

/** The user's own server sends the page there, and not to log in. */
const isRedirectedTo = ({ finding, url, isForeign }: Refused): boolean =>
  finding.hop > 0 && isForeign !== true && !isLogin(url);

/** Whether the page sends what makes a preflight necessary, and could do without it. */
const isAvoidable = ({ finding, hop: { method }, asked }: Refused): boolean =>
  finding.phase === 'preflight' &&
  /^(?:GET|HEAD|POST)$/.test(method) &&
  !asked.includes('authorization');

const COOKIES: ReadonlySet<string> = new Set([
  'wildcard-with-credentials',
  'credentials-not-allowed',
]);

const UNKNOWN_WAY: Prose = say`Check its documentation for an address that allows pages.`
  .fr`Cherchez dans sa documentation une adresse qui autorise les pages.`;

/** Well-known services of others. No header lines: only ways around, the best first. */
export const thirdParty = adviceStack({
  id: 'third-party',
  label: phrase`A server that is not yours`.fr`Un serveur qui n’est pas le vôtre`,
  kind: 'not-yours',
  docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS',
  marks: [
    {
      weight: 0.95,
      seen: ({ url }) => at(url) !== null,
      evidence: ({ url }) =>
        say`${shown(originOf(url))} belongs to ${at(url)?.name ?? 'somebody else'}, so nobody else
          can change its headers.`
          .fr`Seul ${at(url)?.name ?? 'son propriétaire'} peut changer les en-têtes de
          ${shown(originOf(url))} : ce serveur lui appartient.`,
    },
  ],
  instead: [
    {
      id: 'third-party-cookies',
      fits: (refused) => isAsked(refused) && COOKIES.has(refused.finding.cause),
      words: ({ url }) =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}) for
          ${shown(originOf(url))}. It allows pages only without cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}) pour
          ${shown(originOf(url))}. Ce serveur n’autorise les pages que sans cookies.`,
    },
    {
      id: 'third-party-headers',
      fits: (refused) => isAsked(refused) && refused.finding.cause === 'header-not-allowed',
      words: ({ url, headers }) =>
        say`Leave ${shownList(headers)} out of requests to ${shown(originOf(url))}: it does not
          allow ${headers.length > 1 ? 'them' : 'it'}.`
          .fr`Retirez ${shownList(headers)} des requêtes vers ${shown(originOf(url))} : ce serveur
          ne ${headers.length > 1 ? 'les ' : 'l’'}autorise pas.`,
    },
    {
      id: 'third-party-way',
      // Without it, many of them refuse with an error that is no reason.
      explainsStatus: true,
      fits: (refused) =>
        (isAsked(refused) || isRedirectedTo(refused)) && providerOf(refused.url)?.way !== undefined,
      words: ({ url }) => at(url)?.way ?? UNKNOWN_WAY,
    },
    {
      id: 'third-party-redirect',
      fits: isRedirectedTo,
      words: ({ url }) =>
        say`Let your own server return the address in its response body instead of redirecting to
          ${shown(originOf(url))}. The page then navigates there with ${code('location.assign(…)')}.
          Or let your server fetch it: no script may read it there.`
          .fr`Faites renvoyer l’adresse par votre serveur dans le corps de sa réponse, au lieu d’une
          redirection vers ${shown(originOf(url))}. La page navigue ensuite vers cette adresse avec
          ${code('location.assign(…)')}. Ou faites récupérer son contenu par votre serveur : là-bas,
          aucun script ne peut le lire.`,
    },
    {
      id: 'third-party-simple',
      // Its own way is surer than a try.
      fits: (refused) =>
        isAsked(refused) &&
        refused.finding.cause !== 'header-not-allowed' &&
        isAvoidable(refused) &&
        providerOf(refused.url)?.way === undefined,
      words: ({ url, headers }) =>
        headers.every((name) => name === 'content-type')
          ? say`Try the body as ${code('text/plain')}: then the browser sends no preflight request,
              which ${shown(originOf(url))} refuses.`
              .fr`Essayez le corps en ${code('text/plain')} : le navigateur n’envoie alors pas de
              requête préliminaire, que ${shown(originOf(url))} refuse.`
          : say`Try the request without
              ${shownList(headers.filter((name) => name !== 'content-type'))}: then the browser
              sends no preflight request, which ${shown(originOf(url))} refuses.`
              .fr`Essayez la requête sans
              ${shownList(headers.filter((name) => name !== 'content-type'))} : le navigateur
              n’envoie alors pas de requête préliminaire, que ${shown(originOf(url))} refuse.`,
    },
    {
      id: 'third-party-navigate',
      fits: (refused) =>
        isAsked(refused) &&
        refused.hop.method === 'GET' &&
        (isLoginStart(refused.url.href) || isPage(refused)),
      words: ({ url }) =>
        say`Navigate to ${shown(`${originOf(url)}${parseUrl(url)?.pathname ?? ''}`)} with a link, a
          form or ${code('location')}, if a person must see it. A script cannot read this page.`
          .fr`Naviguez vers ${shown(`${originOf(url)}${parseUrl(url)?.pathname ?? ''}`)} avec un
          lien, un formulaire ou ${code('location')}, si une personne doit voir cette page. Un
          script ne peut pas la lire.`,
    },
    {
      id: 'third-party-server',
      forward: true,
      fits: (refused) => isAsked(refused) && !COOKIES.has(refused.finding.cause),
      words: ({ url }) =>
        say`Ask from your own server. The page requests its own server, and that requests
          ${shown(originOf(url))}: no CORS rule applies there. Keep keys and secrets on that
          server.`
          .fr`Faites la demande depuis votre propre serveur. La page s’adresse à son serveur, et
          celui-ci à ${shown(originOf(url))} : aucune règle CORS ne s’y applique. Gardez les clés et
          les secrets sur ce serveur.`,
    },
  ],
});

/** An HTML page, and no data. */
const isPage = ({ finding, status, headers }: Refused): boolean =>
  finding.phase === 'actual' &&
  status < 300 &&
  /^text\/html\b/i.test(get(headers, 'content-type') ?? '');
