import { refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/**
 * Code that compares the origin names the one that asks, or none. If it names another one, it is an
 * answer to that one, kept inside the server.
 */
export const keptForAnotherOrigin: HintRule = {
  id: 'kept-for-another-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.phase === 'preflight') return null;
    if (refused.finding.cause !== 'allow-origin-mismatch') return null;
    if (!variesByOrigin(refused.headers)) return null;
    const named = get(refused.headers, 'access-control-allow-origin') ?? '';
    // A list without the page, or only for development, is more likely where one of them is local.
    if ([named, context.evaluation.origin].some(isLocal)) return null;
    return {
      confidence: 0.45,
      text: say`If the server allows both origins, look for a cache in its own code, such as a
        middleware for responses. Let the cache leave out the ${code('Access-Control-…')} headers, or
        keep one copy for each origin. The response says ${code('Vary: Origin')}, but it names
        ${shown(named)}, for which it was probably made.`
        .fr`Si le serveur autorise les deux origines, cherchez un cache dans son propre code, par exemple
        un middleware pour les réponses. Le cache doit omettre les en-têtes
        ${code('Access-Control-…')}, ou garder une copie pour chaque origine. La réponse contient
        ${code('Vary: Origin')}, mais elle nomme ${shown(named)}, pour qui elle a probablement été
        faite.`,
      docs: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
    };
  },
};

const isLocal = (origin: string): boolean =>
  isLoopbackHost(parseUrl(origin)?.hostname ?? 'localhost');
