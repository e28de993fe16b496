import { findingOf, refusal } from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { get, has } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { answersByKey } from '../../../model/seen-server.ts';
import { shown } from '../../../model/shown.ts';
import { isUvicorn } from '../marks.ts';

/**
 * Starlette with `allow_origins=["*"]` and credentials answers `*` to a request without a cookie,
 * and the origin to one with a cookie. The first request fails, later ones pass
 * (starlette/middleware/cors.py, before 1.0).
 */
export const starletteWithoutCookie: HintRule = {
  id: 'starlette-without-cookie',
  detect: (context) => {
    const refused = refusal(context);
    const finding = findingOf(context, 'wildcard-with-credentials');
    if (refused === null || finding?.phase !== 'actual') return null;
    if (get(refused.headers, 'access-control-allow-credentials') !== 'true') return null;
    if (has(refused.request?.headers ?? [], 'cookie') || !reflectsElsewhere(context)) return null;
    return {
      confidence: isUvicorn(refused.headers) ? 0.9 : 0.75,
      text: say`List the origin:
        ${code('allow_origins=[')}${shown(`"${context.evaluation.origin}"`)}${code(']')}. The server
        answers ${code('*')} to a request without a cookie, and this origin otherwise. FastAPI and
        Starlette do so with ${code('allow_origins=["*"]')} and ${code('allow_credentials=True')}:
        the first request fails, and a logged-in user sees nothing wrong.`.fr`Indiquez l’origine :
        ${code('allow_origins=[')}${shown(`"${context.evaluation.origin}"`)}${code(']')}. Le serveur
        répond ${code('*')} à une requête sans cookie, et cette origine dans les autres cas. FastAPI
        et Starlette le font avec ${code('allow_origins=["*"]')} et
        ${code('allow_credentials=True')} : la première requête échoue, et un utilisateur connecté
        ne remarque rien.`,
      docs: 'https://www.starlette.io/middleware/#corsmiddleware',
    };
  },
};

/** Its preflights, and its answers to requests with a cookie, send the origin. */
function reflectsElsewhere({ server, evaluation }: HintContext): boolean {
  return answersAllowing(server, evaluation.origin).length > 0;
}

const answersAllowing = answersByKey(({ headers }): string | null =>
  get(headers, 'access-control-allow-origin'),
);
