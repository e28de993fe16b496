import { findingOf, headerIncludes, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { outerLayerOf } from '../../evidence/layers.ts';
import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';
import { isExplained } from '../../servers/instead.ts';

/** Two layers (application, proxy, gateway, extension) both send CORS headers. */
export const twoLayers: HintRule = {
  id: 'two-layers',
  detect: (context) => added(context) ?? overwritten(context),
};

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const DOCS =
  'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed';

function added(context: HintContext): ReturnType<HintRule['detect']> {
  const doubled = doubledValues(context);
  if (doubled === null || isModified(context)) return null;
  const headers = refusal(context)?.headers ?? [];
  const via = outerLayerOf(headers);
  // A layer in front of nginx adds its headers to any settings of nginx.
  const nginx = via === null && headerIncludes(headers, 'server', 'nginx');
  const outer =
    via === null
      ? phrase`That is a proxy, a gateway, or an extension that “unblocks” CORS.`
          .fr`C’est un proxy, une passerelle ou une extension qui « débloque » CORS.`
      : say`${code('Via')} says that ${shown(via)} is the outer one.`.fr`${code('Via')} indique que
        ${shown(via)} est la couche extérieure.`;
  const which =
    doubled.header === ALLOW_ORIGIN
      ? say`, preferably the one that names the page’s own origin${nginx ? hide : []}`.fr`, de
        préférence celle qui nomme l’origine de la page${nginx ? hide : []}`
      : [];
  return {
    confidence: doubled.certain ? 0.95 : 0.85,
    text: say`Let only one layer add ${code(doubled.header)}${which}. Two layers put the values ${shownList(doubled.values)} there: the application
      and something in front of it. ${outer}`.fr`Ne laissez qu’une seule couche ajouter
      ${code(doubled.header)}${which}. Deux couches y mettent les valeurs
      ${shownList(doubled.values)} : l’application et une couche placée devant elle. ${outer}`,
    docs: nginx
      ? 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_hide_header'
      : DOCS,
  };
}

/** The second layer is in the browser itself, and has its own hint. */
function isModified({ exchange }: HintContext): boolean {
  return exchange.hops.some(
    ({ preflight, response }) =>
      preflight?.response?.modifiedHeaders !== undefined || response?.modifiedHeaders !== undefined,
  );
}

const hide = say`: remove nginx’s ${code('add_header')} lines, or drop the application’s header with
  ${code('proxy_hide_header Access-Control-Allow-Origin;')}`.fr` : retirez les lignes
  ${code('add_header')} de nginx, ou supprimez l’en-tête de l’application avec
  ${code('proxy_hide_header Access-Control-Allow-Origin;')}`;

function doubledValues(context: HintContext): {
  readonly header: string;
  readonly values: readonly string[];
  readonly certain: boolean;
} | null {
  const received = findingOf(context, 'multiple-allow-origin-values')?.evidence.received;
  const header = received === undefined ? 'Access-Control-Allow-Credentials' : ALLOW_ORIGIN;
  if (received !== undefined && received.length > 1) {
    return { header, values: received, certain: true };
  }
  const line = received?.[0] ?? findingOf(context, 'credentials-not-allowed')?.evidence.received;
  const values = (line ?? '').split(',').map((value) => value.trim());
  // Firefox joins lines. Nobody writes a list with equal values, or with `*` and another value.
  const joined = new Set(values).size < values.length || values.includes('*');
  return values.length > 1 && joined ? { header, values, certain: false } : null;
}

/** `*` on an answer for one origin: another layer overwrote the origin. */
function overwritten(context: HintContext): ReturnType<HintRule['detect']> {
  const refused = refusal(context);
  if (refused?.finding.cause !== 'wildcard-with-credentials') return null;
  const allowsCredentials = get(refused.headers, 'access-control-allow-credentials') === 'true';
  if (!allowsCredentials || !variesByOrigin(refused.headers)) return null;
  // A product that allows every page by default may say both by itself.
  if (isExplained(context)) return null;
  return {
    confidence: 0.75,
    text: say`Remove hand-written CORS code or a proxy rule that sets ${code('*')}. Probably it overwrites an
      origin that a first layer named, because the response also has
      ${code('Access-Control-Allow-Credentials: true')} and ${code('Vary: Origin')}.`
      .fr`Retirez le code CORS écrit à la main ou la règle de proxy qui met ${code('*')}. Cette
      couche écrase probablement une origine qu’une première couche a nommée, car la réponse a aussi
      ${code('Access-Control-Allow-Credentials: true')} et ${code('Vary: Origin')}.`,
    docs: DOCS,
  };
}
