import { findingOf, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** A page of somebody else’s tool, which can ask in another way. */
type Tool = {
  readonly origin: RegExp;
  readonly way: Prose;
  /** How it sends no cookies, if it can. */
  readonly withoutCookies?: Prose;
  readonly docs: `https://${string}`;
};

/** Written before the way. */
const NO_COOKIES_IN_STUDIO: Prose = say`If your server needs no cookies, turn off Include cookies in
  Studio’s connection settings. Otherwise change the server. `
  .fr`Si votre serveur n’a pas besoin de cookies, désactivez ${code('Include cookies')} dans les
  paramètres de connexion de Studio. Sinon, modifiez le serveur. `;

const TOOLS: readonly Tool[] = [
  {
    origin: /^https:\/\/(?:studio|sandbox\.embed|explorer\.embed)\.apollographql\.com$/,
    way: say`If your server uses ${code('applyMiddleware')} or ${code('startStandaloneServer')}, replace
      the CORS code that they add: pass ${code('cors: false')} to the first, and move from the second to
      ${code('expressMiddleware')}.`
      .fr`Si votre serveur utilise ${code('applyMiddleware')} ou ${code('startStandaloneServer')},
      remplacez le code CORS qu’ils ajoutent : passez ${code('cors: false')} au premier, et quittez le
      second pour ${code('expressMiddleware')}.`,
    withoutCookies: NO_COOKIES_IN_STUDIO,
    docs: 'https://www.apollographql.com/docs/graphos/platform/explorer/connecting-authenticating',
  },
  {
    origin: /^https:\/\/(?:www\.)?hoppscotch\.io$/,
    way: say`Choose the Agent, the browser extension or the proxy as interceptor in Hoppscotch’s settings:
      those are bound by no CORS rule.`
      .fr`Choisissez l’Agent, l’extension du navigateur ou le proxy comme intercepteur dans les
      paramètres de Hoppscotch : aucune règle CORS ne s’y applique.`,
    docs: 'https://docs.hoppscotch.io/documentation/features/interceptor',
  },
  {
    origin: /^https:\/\/(?:[a-z0-9-]+\.postman\.co|www\.postman\.com|go\.postman\.co)$/,
    way: say`Choose the Desktop Agent in Postman instead of the Browser Agent: it is bound by no CORS
      rule.`
      .fr`Choisissez le Desktop Agent dans Postman au lieu du Browser Agent : aucune règle CORS
      ne s’y applique.`,
    docs: 'https://learning.postman.com/docs/getting-started/basics/about-postman-agent/',
  },
];

/** The page belongs to a tool for asking servers: often its own setting is enough. */
export const toolPage: HintRule = {
  id: 'tool-page',
  detect: (context) => {
    const { origin } = context.evaluation;
    const tool = TOOLS.find((one) => one.origin.test(origin));
    const refused = refusal(context);
    // A server that fails, fails for every client.
    if (tool === undefined || refused === null || refused.status >= 500) return null;
    const lacksCookies =
      findingOf(context, 'wildcard-with-credentials') !== null ||
      findingOf(context, 'credentials-not-allowed') !== null;
    const { way, withoutCookies = [], docs } = tool;
    const first = lacksCookies ? withoutCookies : [];
    return {
      confidence: 0.5,
      text: say`${first}${way} The page ${shown(origin)} is a tool
        that requests your server from the browser.`.fr`${first}${way}
        La page ${shown(origin)} est un outil qui interroge votre serveur depuis le navigateur.`,
      docs,
    };
  },
};
