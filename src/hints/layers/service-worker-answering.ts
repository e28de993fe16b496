import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { prose } from '../../model/prose.ts';
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
      text: prose`Update or unregister the worker in the browser’s application tools, then try again: its code may
        be old. A service worker or shared worker of ${shown(evaluation.origin)} made this request, not the
        page itself.`,
      docs: 'https://developer.mozilla.org/docs/Web/API/Service_Worker_API/Using_Service_Workers',
    };
  },
};
