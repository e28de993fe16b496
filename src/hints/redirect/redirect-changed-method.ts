import type { HintRule } from '../../evidence/hint.ts';
import { isLoginRedirect } from '../../model/login.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/**
 * A redirect changed a POST to a GET: there is no error, and the data is lost.
 * @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 12
 */
export const redirectChangedMethod: HintRule = {
  id: 'redirect-changed-method',
  detect: ({ exchange: { hops } }) => {
    const at = hops.findIndex(
      (hop, index) => hop.method !== 'GET' && hops[index + 1]?.method === 'GET',
    );
    const [before, after] = [hops[at], hops[at + 1]];
    if (before === undefined || after === undefined || before.method === 'HEAD') return null;
    // 303 means exactly that: continue with GET.
    if (before.response?.status === 303) return null;
    // A login page does not accept data for the server behind it.
    if (isLoginRedirect(before.url, after.url)) return null;
    return {
      confidence: 0.95,
      text: say`Request ${shown(after.url)} directly, or let the server redirect with status ${code('307')} or
        ${code('308')}, which keep the method. The redirect from ${shown(before.url)} turned
        ${shown(before.method)} into GET, so the data never arrived.`.fr`Appelez directement
        ${shown(after.url)}, ou faites rediriger le serveur avec le statut ${code('307')} ou
        ${code('308')}, qui gardent la méthode. La redirection depuis ${shown(before.url)} a changé
        ${shown(before.method)} en GET : les données ne sont donc jamais arrivées.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
