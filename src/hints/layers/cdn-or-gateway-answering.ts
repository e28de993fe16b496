import { hasCorsHeader, headerIncludes, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, type HeaderList, has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/**
 * A content delivery network or a gateway refused by itself; the application never got the request.
 */
export const cdnOrGatewayAnswering: HintRule = {
  id: 'cdn-or-gateway-answering',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.status < 400) return null;
    if (hasCorsHeader(refused.headers) || variesByOrigin(refused.headers)) return null;
    // A function URL fails with the gateway's header, but has no gateway in front of it.
    if (/\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(parseUrl(refused.hop.url)?.hostname ?? ''))
      return null;
    const front = FRONTS.find(({ answers }) => answers(refused.headers, refused.status));
    if (front === undefined) return null;
    return {
      confidence: 0.85,
      text: say`${front.advice} This ${code(String(refused.status))} comes from ${front.name}
        (${shown(front.mark(refused.headers))}), not from the application behind it. The application’s CORS
        settings do not affect it.`.fr`${front.advice} C’est ${front.name} qui envoie cette réponse
        ${code(String(refused.status))} (${shown(front.mark(refused.headers))}), et non
        l’application qui se trouve derrière. Les réglages CORS de l’application n’ont aucun effet
        sur elle.`,
      docs: front.docs,
    };
  },
};

type Front = {
  readonly name: string;
  readonly answers: (headers: HeaderList, status: number) => boolean;
  /** The header that shows it. */
  readonly mark: (headers: HeaderList) => string;
  readonly advice: Prose;
  readonly docs: `https://${string}`;
};

const marked = (name: string) => (headers: HeaderList) => `${name}: ${get(headers, name) ?? ''}`;

const FRONTS: readonly Front[] = [
  {
    name: 'Amazon API Gateway',
    answers: (headers) => has(headers, 'x-amzn-errortype'),
    mark: marked('x-amzn-errortype'),
    advice: say`Add the CORS headers to the gateway responses (${code('DEFAULT_4XX')} and
      ${code('DEFAULT_5XX')}), and let ${code('OPTIONS')} pass without a key or a login.`.fr`Ajoutez
      les en-têtes CORS aux réponses de la passerelle (${code('DEFAULT_4XX')} et
      ${code('DEFAULT_5XX')}), et laissez passer ${code('OPTIONS')} sans clé ni connexion.`,
    docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  },
  {
    name: 'Amazon CloudFront',
    answers: (headers) => headerIncludes(headers, 'x-cache', 'error from cloudfront'),
    mark: marked('x-cache'),
    advice: say`Allow the methods, ${code('OPTIONS')} too, in the cache behavior of CloudFront. Forward
      ${code('Origin')} to the application, and add a response headers policy for CORS.`
      .fr`Autorisez les méthodes, ${code('OPTIONS')} comprise, dans le comportement de cache
      (« cache behavior ») de CloudFront. Transmettez ${code('Origin')} à l’application, et ajoutez
      une politique d’en-têtes de réponse pour CORS.`,
    docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors',
  },
  {
    name: 'Cloudflare',
    answers: (headers, status) =>
      has(headers, 'cf-mitigated') ||
      (headerIncludes(headers, 'server', 'cloudflare') && status >= 520 && status <= 530),
    mark: (headers) => marked(has(headers, 'cf-mitigated') ? 'cf-mitigated' : 'server')(headers),
    advice: say`Check in the Cloudflare dashboard which rule or error answered. Exempt the API from
      challenges: no script can solve one.`.fr`Cherchez dans le tableau de bord de Cloudflare quelle
      règle ou erreur a répondu. Dispensez l’API des défis (« challenges ») : aucun script ne peut
      en résoudre un.`,
    docs: 'https://developers.cloudflare.com/cloudflare-challenges/',
  },
  {
    name: 'Envoy',
    // With an upstream, it says how long that took.
    answers: (headers, status) =>
      get(headers, 'server') === 'envoy' &&
      status === 404 &&
      !has(headers, 'x-envoy-upstream-service-time'),
    mark: marked('server'),
    advice: say`Let a route match this address for ${code('OPTIONS')} too, without a condition on the
      method or the content type, and turn on CORS there. Envoy found no route.`
      .fr`Faites correspondre une route à cette adresse pour ${code('OPTIONS')} aussi, sans condition
      sur la méthode ni sur le type de contenu, et activez-y CORS. Envoy n’a trouvé aucune route.`,
    docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter',
  },
  {
    name: 'Akamai',
    answers: (headers) => headerIncludes(headers, 'server', 'akamaighost'),
    mark: marked('server'),
    advice: say`Check in the Akamai configuration which rule answered, and let the request through.`
      .fr`Cherchez dans la configuration d’Akamai quelle règle a répondu, et laissez passer la
      requête.`,
    docs: 'https://techdocs.akamai.com/property-mgr/docs/cors-support',
  },
];
