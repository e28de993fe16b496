import { hasCorsHeader, headerIncludes, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, type HeaderList, has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
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
      text: prose`${front.advice} This ${code(String(refused.status))} comes from ${front.name}
        (${shown(front.mark(refused.headers))}), not from the application behind it. The application’s CORS
        settings do not affect it.`,
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
    advice: prose`Add the CORS headers to the gateway responses (${code('DEFAULT_4XX')} and
      ${code('DEFAULT_5XX')}), and let ${code('OPTIONS')} pass without a key or a login.`,
    docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  },
  {
    name: 'Amazon CloudFront',
    answers: (headers) => headerIncludes(headers, 'x-cache', 'error from cloudfront'),
    mark: marked('x-cache'),
    advice: prose`Allow the methods, ${code('OPTIONS')} too, in the cache behavior of CloudFront. Forward
      ${code('Origin')} to the application, and add a response headers policy for CORS.`,
    docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors',
  },
  {
    name: 'Cloudflare',
    answers: (headers, status) =>
      has(headers, 'cf-mitigated') ||
      (headerIncludes(headers, 'server', 'cloudflare') && status >= 520 && status <= 530),
    mark: (headers) => marked(has(headers, 'cf-mitigated') ? 'cf-mitigated' : 'server')(headers),
    advice: prose`Check in the Cloudflare dashboard which rule or error answered. Exempt the API from
      challenges: no script can solve one.`,
    docs: 'https://developers.cloudflare.com/cloudflare-challenges/',
  },
  {
    name: 'Akamai',
    answers: (headers) => headerIncludes(headers, 'server', 'akamaighost'),
    mark: marked('server'),
    advice: prose`Check in the Akamai configuration which rule answered, and let the request through.`,
    docs: 'https://techdocs.akamai.com/property-mgr/docs/cors-support',
  },
];
