import { type Prose, prose } from '../model/prose.ts';
import type { Obstacle } from './obstacle.ts';

/** Why a fix cannot be tried, in one or two sentences. */
export function obstacleProse(obstacle: Obstacle): Prose {
  switch (obstacle.kind) {
    case 'no-response':
      return prose`No response arrived, so there is no header to change.`;
    case 'no-settings':
      return prose`There are no settings here whose headers could be tried.`;
    case 'other-scheme':
      return prose`The page’s address does not begin with http: or https:.`;
    case 'other-url':
      return prose`With this fix the page requests another URL.`;
    case 'preflight-status':
      return prose`The server answers the preflight with status ${String(obstacle.status)}. No
        extension can change that.`;
    case 'preflight-redirect':
      return prose`The server redirects the preflight. No extension can change that.`;
    case 'not-granted':
      return prose`Let Crosscheck watch the page and the server first.`;
    case 'shared-worker':
      return prose`A shared worker or a service worker sent this request. It belongs to no single tab.`;
    case 'two-lines':
      return prose`Firefox still sees two Access-Control-Allow-Origin lines.`;
    case 'not-alone':
      return prose`These settings let in more than this page.`;
  }
}
