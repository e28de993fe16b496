import { code, type Prose } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { CorsOptions, OptionDefaults } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { yamlString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'x-amz-cf-id') !== '',
    evidence: (one) => [lineOf(one, 'X-Amz-Cf-Id'), ' is on every answer through CloudFront.'],
  },
  {
    weight: 0.5,
    seen: (one) => headerOf(one, 'server') === 'CloudFront',
    evidence: (one) => [lineOf(one, 'Server'), ': CloudFront answered by itself.'],
  },
];

/** A policy must list methods and headers: these need no listing, so they change nothing. */
const DEFAULTS: OptionDefaults = { methods: ['GET', 'HEAD'], headers: [], maxAge: null };

/** The only methods that CloudFront passes on. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * CloudFront with a response headers policy. It adds headers to what the origin server answers:
 * where that refuses OPTIONS, no policy makes the preflight pass.
 */
export const cloudfront = optionsStack({
  id: 'cloudfront',
  label: 'Amazon CloudFront · response headers policy',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  accepts: ({ requirement, observation, options }) => {
    const preflight = observation.answers.findLast(({ kind }) => kind === 'preflight');
    const answered = preflight === undefined || (preflight.status >= 200 && preflight.status < 300);
    const listable = options.methods?.value.every((method) => METHODS.includes(method)) ?? true;
    return listable && (answered || !requirement.preflight);
  },
  snippets: (proposal) => [policy(proposal)],
  notes: () => [
    [
      'Name the policy as ',
      code('ResponseHeadersPolicyId'),
      ' in the cache behavior of the path, which must allow ',
      code('OPTIONS'),
      ' among its methods.',
    ],
    [
      'The policy changes no status: the server behind must answer ',
      code('OPTIONS'),
      ' with success.',
    ],
  ],
  cautions: () => [CACHE_CAUTION, OVERRIDES],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 200, varies: 'never' }, options, DEFAULTS, application),
});

const OVERRIDES: Prose = [
  'With ',
  code('OriginOverride: true'),
  ' CloudFront’s headers take the place of those that the server behind sends.',
];

function policy({ options }: Proposal): Snippet {
  const items = (name: string, values: readonly string[]) => [
    `        ${name}:`,
    '          Items:',
    ...values.map((value) => `            - ${yamlString(value)}`),
  ];
  const values = (option: CorsOptions['methods'], otherwise: readonly string[]) =>
    option?.value ?? otherwise;
  return {
    file: 'template.yaml',
    language: 'yaml',
    place: ['Below ', code('Resources'), ' of the template that makes the distribution.'],
    lines: [
      '  CorsHeadersPolicy:',
      '    Type: AWS::CloudFront::ResponseHeadersPolicy',
      '    Properties:',
      '      ResponseHeadersPolicyConfig:',
      '        Name: cors-headers',
      '        CorsConfig:',
      ...[
        ...items('AccessControlAllowOrigins', options.origins.value),
        ...items(
          'AccessControlAllowMethods',
          values(options.methods, DEFAULTS.methods as string[]),
        ),
        ...items('AccessControlAllowHeaders', values(options.headers, ['accept'])),
        ...(options.expose ? items('AccessControlExposeHeaders', options.expose.value) : []),
        `        AccessControlAllowCredentials: ${options.credentials !== null}`,
        ...(options.maxAge ? [`        AccessControlMaxAgeSec: ${options.maxAge.value}`] : []),
        '        OriginOverride: true',
      ].map((text) => `  ${text}`),
    ].map(added),
  };
}
