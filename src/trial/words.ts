import type { Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import type { Obstacle } from './obstacle.ts';

/** Why a fix cannot be tried, in one or two sentences. */
export function obstacleProse(obstacle: Obstacle): Prose {
  switch (obstacle.kind) {
    case 'no-response':
      return say`No response arrived, so there is no header to change.`
        .fr`Aucune réponse n’est arrivée : il n’y a pas d’en-tête à modifier.`;
    case 'no-settings':
      return say`There are no settings here whose headers could be tried.`
        .fr`Il n’y a pas ici de réglages dont les en-têtes pourraient être essayés.`;
    case 'other-scheme':
      return say`The page’s address does not begin with http: or https:.`
        .fr`L’adresse de la page ne commence ni par http: ni par https:.`;
    case 'other-url':
      return say`With this fix the page requests another URL.`
        .fr`Avec cette correction, la page demande une autre URL.`;
    case 'preflight-status':
      return say`The server answers the preflight with status ${String(obstacle.status)}. No
        extension can change that.`.fr`Le serveur répond à la requête préliminaire avec le statut
        ${String(obstacle.status)}. Aucune extension ne peut changer cela.`;
    case 'preflight-redirect':
      return say`The server redirects the preflight. No extension can change that.`
        .fr`Le serveur redirige la requête préliminaire. Aucune extension ne peut changer cela.`;
    case 'not-granted':
      return say`Let Crosscheck watch the page and the server first.`
        .fr`Laissez d’abord Crosscheck surveiller la page et le serveur.`;
    case 'shared-worker':
      return say`A shared worker or a service worker sent this request. It belongs to no single tab.`
        .fr`Un worker partagé ou un service worker a envoyé cette requête. Elle n’appartient à aucun
        onglet en particulier.`;
    case 'two-lines':
      return say`Firefox still sees two Access-Control-Allow-Origin lines.`
        .fr`Firefox voit toujours deux lignes Access-Control-Allow-Origin.`;
    case 'not-alone':
      return say`These settings let in more than this page.`
        .fr`Ces réglages laissent entrer d’autres pages que celle-ci.`;
  }
}
