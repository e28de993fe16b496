import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { get, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** Sent by Helmet together, and by nothing else. */
const OF_HELMET = ['Origin-Agent-Cluster', 'X-DNS-Prefetch-Control', 'X-Download-Options'] as const;

/** Helmet tells browsers to keep what it serves to its own site. */
export const helmetResourcePolicy: HintRule = {
  id: 'helmet-resource-policy',
  detect: ({ exchange, evaluation }) => {
    const headers = lastHop(exchange).response?.headers ?? [];
    if (evaluation.failure !== 'corp') return null;
    if (!OF_HELMET.every((name) => has(headers, name))) return null;
    const policy = get(headers, 'cross-origin-resource-policy') ?? '';
    if (!/^same-(?:origin|site)$/.test(policy)) return null;
    return {
      confidence: 0.9,
      text: say`Write ${code("helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } })")}, above
        the routes of these files. Helmet sends
        ${shown(`Cross-Origin-Resource-Policy: ${policy}`)} by default, and no setting of the package
        cors changes that.`
        .fr`Écrivez ${code("helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } })")},
        au-dessus des routes de ces fichiers. Par défaut, Helmet envoie
        ${shown(`Cross-Origin-Resource-Policy: ${policy}`)}, et aucun réglage du paquet cors n’y change
        rien.`,
      docs: 'https://helmetjs.github.io/#cross-origin-resource-policy',
    };
  },
};
