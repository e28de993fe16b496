import {
  headerIncludes,
  isGivenAgain,
  type Refusal,
  refusal,
  variesByOrigin,
} from '../../evidence/facts.ts';
import type { Hint, HintContext, HintRule } from '../../evidence/hint.ts';
import { get, getAll } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { counted, phrase, say } from '../../model/say.ts';
import { everAnsweredAt, requestOrigin } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { FROM_CLOUDFLARES_CACHE } from '../../servers/cloudflare/index.ts';

/** A cache returned an answer to a request without an origin, or with another one. */
export const cachedWithoutVary: HintRule = {
  id: 'cached-without-vary',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.phase === 'preflight') return null;
    if (!/^(missing-allow-origin|allow-origin-mismatch)$/.test(refused.finding.cause)) return null;
    if (variesByOrigin(refused.headers)) return null;
    const found = cacheSign(refused) ?? earlierAnswer(context, refused);
    if (found === null) return null;
    return { confidence: found.confidence, ...advice(refused, found) };
  },
};

/** What to do depends on whose cache it is. */
function advice(refused: Refusal, { seen }: Sign): Pick<Hint, 'text' | 'docs'> {
  if (FROM_CLOUDFLARES_CACHE.test(cacheStatus(refused))) {
    return { text: atCloudflare(refused), docs: CLOUDFLARE_DOCS };
  }
  if (refused.hop.response?.fromCache === true) {
    return { text: inBrowser(refused), docs: CACHE_DOCS };
  }
  return {
    text: say`Send ${code('Vary: Origin')} with every response of this address, then empty the cache. A content
      delivery network must also keep one copy per origin.${keptLong(refused)} ${seen}, and nothing in
      it says that it depends on the origin.`.fr`Envoyez ${code('Vary: Origin')} avec chaque
      réponse de cette adresse, puis videz le cache. Un réseau de diffusion de contenu (CDN) doit
      aussi garder une copie par origine.${keptLong(refused)} ${seen}, et rien n’y indique
      qu’elle dépend de l’origine.`,
    docs: CACHE_DOCS,
  };
}

const CACHE_DOCS = 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches';

/** An element without `crossorigin` loaded it first, and no server was asked now. */
const inBrowser = (refused: Refusal): Prose =>
  say`Add ${code('crossorigin="anonymous"')} to every image, style sheet or script of the page that loads
    this address, or let the script request another one, such as with ${code('?cors')}. The browser
    took this response from its own cache. It was probably made for a request without an
    ${code('Origin')} header or for another page. If you can, also send ${code('Vary: Origin')} with
    every response of this address.${keptLong(refused)}`
    .fr`Ajoutez ${code('crossorigin="anonymous"')} à chaque image, feuille de style ou script de la page
    qui charge cette adresse, ou faites-en demander une autre par le script, par exemple avec
    ${code('?cors')}. Le navigateur a pris cette réponse dans son propre cache. Elle a probablement été faite pour
    une requête sans en-tête ${code('Origin')} ou pour une autre page. Si vous le pouvez, envoyez
    aussi ${code('Vary: Origin')} avec chaque réponse de cette adresse.${keptLong(refused)}`;

const CLOUDFLARE_DOCS = 'https://developers.cloudflare.com/cache/cache-security/cors/';

const cacheStatus = ({ headers }: Refusal): string => get(headers, 'cf-cache-status') ?? '';

/** Cloudflare reads no `Vary: Origin`, and keeps the headers with which it got a file. */
const atCloudflare = (refused: Refusal): Prose =>
  say`Allow the page where the file is, such as in the CORS policy of its R2 bucket. Then purge
    everything in Cloudflare’s cache, because a purge of one address keeps the old
    headers.${keptLong(refused)} Cloudflare’s cache sent this response
    (${shown(`cf-cache-status: ${cacheStatus(refused)}`)}), so it may be older
    than your settings. A response header transform rule also adds the header to what is in the
    cache.`.fr`Autorisez la page là où se trouve le fichier, par exemple dans la règle CORS de son
    bucket R2. Videz ensuite tout le cache de Cloudflare, car une purge d’une seule adresse garde les
    anciens en-têtes.${keptLong(refused)} Le cache de Cloudflare a envoyé cette réponse
    (${shown(`cf-cache-status: ${cacheStatus(refused)}`)}) : elle peut donc
    être plus ancienne que vos réglages. Une règle ${code('Response Header Transform Rule')} ajoute
    aussi l’en-tête à ce qui est dans le cache.`;

const DAY = 86_400;

/** Browsers do not ask again while they may keep an answer. The server cannot clear their cache. */
function keptLong({ headers }: Refusal): Prose {
  const age = Number(/max-age=(\d+)/i.exec(get(headers, 'cache-control') ?? '')?.[1] ?? 0);
  if (age <= DAY) return [];
  const days = counted(Math.round(age / DAY), phrase`day`.fr`jour`);
  return say` Change the address of the file too, for example with a new ${code('?v=')}: browsers keep the
    old response for ${days} (${code('max-age')}).`.fr` Changez aussi l’adresse du fichier, par
    exemple avec un nouveau ${code('?v=')} : les navigateurs gardent l’ancienne réponse pendant ${days}
    (${code('max-age')}).`;
}

type Sign = { readonly confidence: number; readonly seen: Prose };

/** The header that shows that the answer came from a cache. */
function cacheSign({ hop, headers }: Refusal): Sign | null {
  if (hop.response?.fromCache === true) {
    return {
      confidence: 0.85,
      seen: say`The browser took this response from its own cache`.fr`Le navigateur a pris cette
        réponse dans son propre cache`,
    };
  }
  const hit = ['x-cache', 'cf-cache-status', 'x-cache-status', 'cache-status'].find((name) =>
    headerIncludes(headers, name, 'hit'),
  );
  const sign = hit ?? (Number(get(headers, 'age')) > 0 ? 'age' : undefined);
  if (sign === undefined) return null;
  const header = shown(`${sign}: ${getAll(headers, sign)[0] ?? ''}`);
  return {
    confidence: 0.75,
    seen: say`A cache on the way sent this response (${header})`.fr`Un cache intermédiaire a envoyé
      cette réponse (${header})`,
  };
}

/** An earlier answer of the same URL for another requester, which the browser may reuse. */
function earlierAnswer({ server, evaluation }: HintContext, refused: Refusal): Sign | null {
  const earlier = everAnsweredAt(server, refused.hop.url).find(
    (answer) =>
      answer.kind === 'actual' &&
      answer.method === 'GET' &&
      requestOrigin(answer) !== evaluation.origin &&
      !headerIncludes(answer.headers, 'cache-control', 'no-store') &&
      isGivenAgain(answer, refused.headers, refused.at),
  );
  if (earlier === undefined) return null;
  const origin = requestOrigin(earlier);
  const asked =
    origin === null
      ? say`without an ${code('Origin')} header (for an image or a script, for example)`.fr`sans
        en-tête ${code('Origin')} (pour une image ou un script, par exemple)`
      : say`for ${shown(origin)}`.fr`pour ${shown(origin)}`;
  return {
    confidence: 0.8,
    seen: say`The same response came before ${asked} and looks reused`.fr`La même réponse est
      arrivée auparavant ${asked} et semble réutilisée`,
  };
}
