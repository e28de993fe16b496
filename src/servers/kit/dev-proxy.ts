import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import { requestOrigin, type SeenServer } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { applicationAnswer } from './application-answer.ts';
import { canBeMet } from './can-be-met.ts';
import { javascriptString } from './literals.ts';
import { npmSnippet } from './product-settings.ts';
import { changed, context } from './snippet-lines.ts';
import type { Detection, Restart, Snippet, Stack } from './stack.ts';

/** What a development server must forward, and where to. */
export type ProxyRoute = {
  /** The first segment of the path, with its slash: `/api`. */
  readonly prefix: string;
  /** The origin of the server that answers. */
  readonly target: string;
};

/** A development server that can forward requests of its own page. */
export type DevProxy = Pick<Stack, 'id' | 'label' | 'kind' | 'docs' | 'basis'> & {
  /** Its default port; null: it has none of its own. */
  readonly port: number | null;
  /** It serves deployed pages too. */
  readonly deployed?: true;
  readonly snippets: (route: ProxyRoute) => readonly Snippet[];
  readonly restart: Restart;
  /** What a terminal must run first. */
  readonly install?: string;
  readonly notes?: readonly Prose[];
};

/**
 * A fix without CORS: the page asks its own server, which forwards the request. The browser then
 * checks nothing. A development server only serves pages from this machine.
 */
export function devProxyStack({
  port,
  deployed,
  install,
  snippets,
  restart,
  notes = [],
  ...stack
}: DevProxy): Stack {
  return {
    ...stack,
    forwards: true,
    detect: (seenServer) => detect(seenServer, port),
    remedy: (requirement, seenServer) => {
      const route = canBeMet(requirement) ? routeOf(requirement, deployed === true) : null;
      if (route === null) return null;
      const { pathname, search } = parseUrl(requirement.url) ?? { pathname: '/', search: '' };
      return {
        install: install === undefined ? null : npmSnippet(install),
        snippets: snippets(route),
        pasteAtEnd: null,
        restart,
        notes: [...notes, originNote(requirement), ...(deployed ? [] : [ONLY_DEVELOPMENT])],
        cautions: requirement.credentials ? [OTHER_COOKIES] : [],
        client: [pageSnippet(requirement, `${pathname}${search}`)],
        test: null,
        answer: (request) => applicationAnswer(seenServer, request),
        sameOriginUrl: `${requirement.origin}${pathname}${search}`,
      };
    },
  };
}

/** The answering server says nothing about the page's server; the page's port may. */
function detect({ answers }: SeenServer, port: number | null): Detection {
  const found =
    port !== null &&
    answers.some((one) => {
      const origin = requestOrigin(one) ?? '';
      return LOOPBACK.test(origin) && origin.endsWith(`:${port}`);
    });
  if (!found) return { confidence: 0, evidence: [], versions: [] };
  const evidence = say`The page comes from port ${code(String(port))}, which this development
    server uses by default.`.fr`La page vient du port ${code(String(port))}, que ce serveur de
    développement utilise par défaut.`;
  return { confidence: 0.3, evidence: [evidence], versions: [] };
}

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

function routeOf({ origin, url, server }: AnswerRequirement, deployed: boolean): ProxyRoute | null {
  const parsed = parseUrl(url);
  const prefix = /^\/[A-Za-z0-9._~-]+/.exec(parsed?.pathname ?? '')?.[0];
  // A proxy for the root would take over the page itself.
  if (prefix === undefined || !/^https?:/.test(server)) return null;
  // The server of a deployed page reaches its own machine, not the user’s.
  if (!(deployed && !LOOPBACK.test(server) ? /^https?:/ : LOOPBACK).test(origin)) return null;
  return { prefix, target: server };
}

const ONLY_DEVELOPMENT: Prose = say`This works during development only. For the built page, pass
  the same path on from its own server too, or allow the page’s origin on the other server.`.fr`Cela
  fonctionne seulement pendant le développement. Pour la page compilée, transmettez le même chemin
  depuis son propre serveur aussi, ou autorisez l’origine de la page sur l’autre serveur.`;

const originNote = ({ origin }: AnswerRequirement): Prose =>
  say`A server that rejects unknown origins still rejects these requests: those that change
    something carry ${code('Origin')} (${shown(origin)}).`.fr`Un serveur qui rejette les origines
    inconnues rejette quand même ces requêtes : celles qui modifient quelque chose portent
    ${code('Origin')} (${shown(origin)}).`;

const OTHER_COOKIES: Prose = say`Log in again through the new address: the page’s own host now gets
  the cookies. Cookies of the other host are not sent.`.fr`Connectez-vous à nouveau par la nouvelle
  adresse : l’hôte de la page reçoit maintenant les cookies. Les cookies de l’autre hôte ne sont pas
  envoyés.`;

function pageSnippet({ method }: AnswerRequirement, path: string): Snippet {
  return {
    file: 'fetch',
    language: 'javascript',
    place: say`In the page, request the path alone: then its own server gets the request.`.fr`Dans
      la page, demandez le chemin seul : la requête va alors à son propre serveur.`,
    lines: [
      changed(`await fetch(${javascriptString(path)}, {`),
      context(`  method: ${javascriptString(method)},`),
      context('});'),
    ],
  };
}
