import {
  headerIncludes,
  isGivenAgain,
  type Refusal,
  refusal,
  variesByOrigin,
} from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get, getAll } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { counted, phrase, say } from '../../model/say.ts';
import { everAnsweredAt, requestOrigin } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';

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
    return {
      confidence: found.confidence,
      text: say`Send ${code('Vary: Origin')} with every response of this address, then empty the cache. A content
        delivery network must also keep one copy per origin.${keptLong(refused)} ${found.seen}, and nothing in
        it says that it depends on the origin.`.fr`Envoyez ${code('Vary: Origin')} avec chaque
        réponse de cette adresse, puis videz le cache. Un réseau de diffusion de contenu (CDN) doit
        aussi garder une copie par origine.${keptLong(refused)} ${found.seen}, et rien n’y indique
        qu’elle dépend de l’origine.`,
      docs: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
    };
  },
};

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
