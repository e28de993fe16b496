import { code, prose } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(0.6, 'X-Amz-Cf-Id', /./, (line) => prose`CloudFront sends ${line}.`),
  headerSignal(
    0.5,
    'Server',
    /^CloudFront$/,
    (line) => prose`CloudFront itself answered: ${line}.`,
  ),
];

/** A policy must list methods and headers. These are always allowed, so they change nothing. */
const LISTED = { methods: ['GET', 'HEAD'], headers: ['accept'] };
const DEFAULTS = { methods: LISTED.methods, headers: [], maxAge: null };

/** The only methods that CloudFront forwards. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * CloudFront with a response headers policy. It adds headers to the origin server's answers. If
 * that server refuses OPTIONS, no policy makes the preflight pass.
 */
export const cloudfront = optionsStack({
  id: 'cloudfront',
  label: 'Amazon CloudFront · response headers policy',
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  accepts: ({ requirement, seenServer, options }) => {
    const preflight = seenServer.answers.findLast(({ kind }) => kind === 'preflight');
    const answered = preflight === undefined || (preflight.status >= 200 && preflight.status < 300);
    const listable = options.methods?.value.every((method) => METHODS.includes(method)) ?? true;
    return listable && (answered || !requirement.preflight);
  },
  snippets: (proposal) => [policy(proposal)],
  restart: () => ({ text: prose`Deploy the template.`, command: null }),
  notes: () => [
    prose`Set the policy as ${code('ResponseHeadersPolicyId')} in the cache behavior of the path. Allow
      ${code('OPTIONS')} among the methods of the behavior.`,
    prose`The server behind CloudFront must answer ${code('OPTIONS')} with a status from 200 to 299: the
      policy changes only headers.`,
    prose`CloudFront replaces the CORS headers of the server behind it, because of
      ${code('OriginOverride: true')}.`,
  ],
  cautions: () => [CACHE_CAUTION],
  answer: corsLayer({ preflightStatus: 200, varies: 'never' }, DEFAULTS),
});

function policy({ options }: Proposal): Snippet {
  const { origins, methods, headers, expose, credentials, maxAge } = options;
  const items = (name: string, values: readonly string[]) => [
    `          ${name}:`,
    '            Items:',
    ...values.map((value) => `              - ${yamlString(value)}`),
  ];
  return {
    file: 'template.yaml',
    language: 'yaml',
    place: prose`Paste below ${code('Resources')} of the template that creates the distribution.`,
    lines: [
      '  CorsHeadersPolicy:',
      '    Type: AWS::CloudFront::ResponseHeadersPolicy',
      '    Properties:',
      '      ResponseHeadersPolicyConfig:',
      '        Name: cors-headers',
      '        CorsConfig:',
      ...items('AccessControlAllowOrigins', origins.value),
      ...items('AccessControlAllowMethods', methods?.value ?? LISTED.methods),
      ...items('AccessControlAllowHeaders', headers?.value ?? LISTED.headers),
      ...(expose ? items('AccessControlExposeHeaders', expose.value) : []),
      `          AccessControlAllowCredentials: ${credentials !== null}`,
      ...(maxAge ? [`          AccessControlMaxAgeSec: ${maxAge.value}`] : []),
      '          OriginOverride: true',
    ].map(added),
  };
}
