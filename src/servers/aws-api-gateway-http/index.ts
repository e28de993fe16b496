import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { CorsOptions, OptionDefaults } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { fitsAnyShell, jsonList, shellString, yamlString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const EXECUTE_API = /^([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.75,
    seen: (one) => headerOf(one, 'apigw-requestid') !== '',
    evidence: (one) => [lineOf(one, 'Apigw-Requestid'), ' is on every answer of an HTTP API.'],
  },
  {
    weight: 0.35,
    seen: (one) => EXECUTE_API.test(parseUrl(one.url)?.host ?? ''),
    evidence: () => ['The host is one of Amazon API Gateway.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/** What routes of an HTTP API can have. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * An HTTP API of Amazon API Gateway, which answers preflights itself once CORS is configured, and
 * then drops what the integration says of CORS.
 */
export const awsApiGatewayHttp = optionsStack({
  id: 'aws-api-gateway-http',
  label: 'Amazon API Gateway · HTTP API',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  accepts: ({ requirement, options }) =>
    (options.methods?.value.every((method) => METHODS.includes(method)) ?? true) &&
    (apiId(requirement.url) === undefined || fitsAnyShell(configuration(options))),
  snippets: (proposal) => [settings(proposal)],
  notes,
  cautions: () => [CACHE_CAUTION],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'never' }, options, DEFAULTS, application),
});

function notes({ options }: Proposal): readonly Prose[] {
  return [
    ['CORS headers that the integration sends are ignored from then on: list all that is needed.'],
    [
      'A route that takes every method and asks for authorization (',
      code('ANY'),
      ', ',
      code('$default'),
      ') also catches the preflight: give ',
      code('OPTIONS'),
      ' a route of its own without an authorizer.',
    ],
    ...(options.methods === null ? [] : [['Deploy the API where it is not deployed by itself.']]),
  ];
}

/** As the command's argument where the API's id is known, else for a template. */
function settings({ requirement, options }: Proposal): Snippet {
  const id = apiId(requirement.url);
  return id === undefined ? template(options) : command(id, options);
}

const apiId = (url: string): string | undefined => EXECUTE_API.exec(parseUrl(url)?.host ?? '')?.[1];

function configuration(options: CorsOptions): string {
  const list = (name: string, option: CorsOptions['methods']) =>
    option === null ? [] : [`"${name}": ${jsonList(option.value)}`];
  const fields = [
    ...list('AllowOrigins', options.origins),
    ...list('AllowMethods', options.methods),
    ...list('AllowHeaders', options.headers),
    ...list('ExposeHeaders', options.expose),
    ...(options.credentials ? ['"AllowCredentials": true'] : []),
    ...(options.maxAge ? [`"MaxAge": ${options.maxAge.value}`] : []),
  ];
  return `{${fields.join(', ')}}`;
}

function command(id: string, options: CorsOptions): Snippet {
  return {
    file: 'terminal',
    language: 'shell',
    place: ['With the AWS CLI, in the account and region of the API. It replaces the settings.'],
    lines: [
      `aws apigatewayv2 update-api --api-id ${shellString(id)} \\`,
      `  --cors-configuration ${shellString(configuration(options))}`,
    ].map(added),
  };
}

function template(options: CorsOptions): Snippet {
  const list = (name: string, option: CorsOptions['methods']) =>
    option === null
      ? []
      : [`  ${name}:`, ...option.value.map((value) => `    - ${yamlString(value)}`)];
  return {
    file: 'template.yaml',
    language: 'yaml',
    place: [
      'Below ',
      code('Properties'),
      ' of the ',
      code('AWS::Serverless::HttpApi'),
      ' or ',
      code('AWS::ApiGatewayV2::Api'),
      ', instead of its ',
      code('CorsConfiguration'),
      '.',
    ],
    lines: [
      'CorsConfiguration:',
      ...list('AllowOrigins', options.origins),
      ...list('AllowMethods', options.methods),
      ...list('AllowHeaders', options.headers),
      ...list('ExposeHeaders', options.expose),
      ...(options.credentials ? ['  AllowCredentials: true'] : []),
      ...(options.maxAge ? [`  MaxAge: ${options.maxAge.value}`] : []),
    ].map(added),
  };
}
