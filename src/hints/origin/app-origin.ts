import { findingOf, hasCorsHeader } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** How an app asks a server of others, outside of its page. */
const AROUND: { readonly [scheme: string]: Prose | undefined } = {
  tauri: say` If the server is not yours, send the request with ${code('fetch')} of
    ${code('@tauri-apps/plugin-http')}: CORS does not apply outside of the page.`
    .fr` Si le serveur n’est pas le vôtre, envoyez la requête avec ${code('fetch')} de
    ${code('@tauri-apps/plugin-http')} : CORS ne s’applique pas hors de la page.`,
  capacitor: say` If the server is not yours, send the request with ${code('CapacitorHttp')}: CORS
    does not apply outside of the page.`
    .fr` Si le serveur n’est pas le vôtre, envoyez la requête avec ${code('CapacitorHttp')} : CORS ne
    s’applique pas hors de la page.`,
  'chrome-extension': say` Or send the request with host permissions for the server: CORS does not
    apply then, except in content scripts.`
    .fr` Ou envoyez la requête avec des permissions d’hôte pour le serveur : CORS ne s’applique alors
    pas, sauf dans les scripts de contenu.`,
};

/** The page is in an app or an extension, whose origin has its own scheme. */
export const appOrigin: HintRule = {
  id: 'app-origin',
  detect: (context) => {
    const { origin, verdict } = context.evaluation;
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(origin)?.[1]?.toLowerCase();
    if (verdict !== 'blocked' || scheme === undefined || /^https?$/.test(scheme)) return null;
    const refusedOrigin =
      findingOf(context, 'missing-allow-origin') ?? findingOf(context, 'allow-origin-mismatch');
    if (refusedOrigin === null) return null;
    const changing = scheme === 'moz-extension';
    const knowsCors = context.server.answers.some(({ headers }) => hasCorsHeader(headers));
    const around = knowsCors ? [] : (AROUND[scheme] ?? []);
    return {
      confidence: 0.85,
      text: changing
        ? say`Send the request from the extension’s background with host permissions: CORS does not
          apply there. The extension’s origin ${shown(origin)} differs in every installation.`
            .fr`Envoyez la requête depuis l’arrière-plan de l’extension, avec des permissions
            d’hôte : CORS ne s’y applique pas. L’origine ${shown(origin)} de l’extension est
            différente dans chaque installation.`
        : say`Add ${shown(origin)} to the server’s list, exactly like this. The request comes from an
          app or an extension, and no http(s) origin stands for an origin with
          ${code(`${scheme}://`)}.${around}`
            .fr`Ajoutez ${shown(origin)} à la liste du serveur, exactement ainsi. La requête vient
            d’une application ou d’une extension, et aucune origine http(s) ne remplace une origine
            en ${code(`${scheme}://`)}.${around}`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin',
    };
  },
};
