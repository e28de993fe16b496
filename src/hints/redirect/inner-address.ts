import { redirect, redirectTo } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isLoopbackHost } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** A server behind a proxy does not know the address that the page uses, and redirects to its own. */
export const innerAddress: HintRule = {
  id: 'inner-address',
  detect: (context) => {
    const { exchange } = context;
    const found = redirect(context) ?? redirectTo(exchange, exchange.hops.length - 1);
    if (found === null || found.from.host === found.to.host) return null;
    if (!isInner(found.to.hostname) || isInner(found.from.hostname)) return null;
    if (trimmed(found.from.pathname) !== trimmed(found.to.pathname)) return null;
    const asPublic = new URL(found.to.pathname + found.to.search, found.from.origin).href;
    return {
      confidence: 0.9,
      text: say`Request ${shown(asPublic)} in the page, so that the server redirects no more. Or let the
        proxy pass the page’s host on, with ${code('Host')} or ${code('X-Forwarded-Host')}, and let the
        application trust it. The application redirects to its own address, ${shown(found.to.origin)},
        which visitors do not reach.`
        .fr`Demandez ${shown(asPublic)} dans la page, pour que le serveur ne redirige plus. Ou faites
        transmettre l’hôte de la page par le proxy, avec ${code('Host')} ou
        ${code('X-Forwarded-Host')}, et faites-le reconnaître par l’application. L’application redirige
        vers sa propre adresse, ${shown(found.to.origin)}, que les visiteurs ne peuvent pas joindre.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-Host',
    };
  },
};

const trimmed = (path: string): string => path.replace(/\/$/, '');

/** This machine, or a name of a container, without a dot. */
const isInner = (host: string): boolean => isLoopbackHost(host) || /^[a-z][a-z0-9_-]*$/.test(host);
