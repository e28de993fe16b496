import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/**
 * The request belongs to no tab. A service worker (or a shared worker) made it for the page, and
 * the browser does not report the page's own request.
 */
export const serviceWorkerAnswering: HintRule = {
  id: 'service-worker-answering',
  detect: (context) => {
    const { exchange, evaluation } = context;
    if (refusal(context) === null || exchange.tabId !== -1 || exchange.documentId !== null) {
      return null;
    }
    return {
      confidence: 0.6,
      text: say`Update or unregister the worker in the browser’s application tools, then try again: its code may
        be old. A service worker or shared worker of ${shown(evaluation.origin)} made this request, not the
        page itself.`.fr`Mettez à jour ou désinscrivez le worker dans les outils « Application » du
        navigateur, puis réessayez : son code est peut-être ancien. Un service worker ou un shared
        worker de ${shown(evaluation.origin)} a envoyé cette requête, et non la page elle-même.`,
      docs: 'https://developer.mozilla.org/docs/Web/API/Service_Worker_API/Using_Service_Workers',
    };
  },
};
