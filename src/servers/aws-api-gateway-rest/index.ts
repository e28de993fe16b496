import type { HeaderList } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { preflightFields } from '../kit/fetch-handler.ts';
import { added } from '../kit/lines.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';
import { line } from '../kit/with-headers.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.8,
    seen: (one) => headerOf(one, 'x-amz-apigw-id') !== '',
    evidence: (one) => [lineOf(one, 'x-amz-apigw-id'), ' is on every answer of a REST API.'],
  },
  {
    weight: 0.35,
    seen: (one) => headerOf(one, 'x-amzn-errortype') !== '' && one.kind === 'preflight',
    evidence: (one) => [lineOf(one, 'x-amzn-ErrorType'), ' is how a REST API refuses.'],
  },
  {
    weight: 0.2,
    seen: (one) => headerOf(one, 'x-amzn-requestid') !== '',
    evidence: (one) => [lineOf(one, 'x-amzn-RequestId'), ' is of Amazon’s gateways.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/**
 * A REST API of Amazon API Gateway in front of a Lambda function (proxy integration): the function
 * itself must send the headers.
 */
export const awsApiGatewayRest = optionsStack({
  id: 'aws-api-gateway-rest',
  label: 'Amazon API Gateway · REST API with Lambda',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [handler(proposal)],
  notes: () => [
    [
      'The method ',
      code('OPTIONS'),
      ' (or ',
      code('ANY'),
      ') of the resource must lead to this function, without authorization and API key. Then ',
      'deploy the API: changes do not take effect before.',
    ],
    ...GATEWAY_NOTE,
  ],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'always' }, options, DEFAULTS, application),
});

const GATEWAY_NOTE: readonly Prose[] = [
  [
    'What the gateway answers by itself (a missing token, a limit, a time-out) never reaches the ',
    'function: add ',
    code('Access-Control-Allow-Origin'),
    ' to the gateway responses ',
    code('DEFAULT_4XX'),
    ' and ',
    code('DEFAULT_5XX'),
    ', or the page sees a CORS error in place of the real one.',
  ],
];

function handler({ options }: Proposal): Snippet {
  const fields = (list: HeaderList, indent: string) =>
    list.map(([name, value]) => `${indent}'${name}': ${javascriptString(value)},`);
  const expose = line('Access-Control-Expose-Headers', options.expose?.value.join(', '));
  const allow = line('Access-Control-Allow-Credentials', options.credentials ? 'true' : null);
  return {
    file: 'index.mjs',
    language: 'javascript',
    place: [
      'Instead of the exported ',
      code('handler'),
      ': the present one becomes the function ',
      code('handle(event, context)'),
      '.',
    ],
    lines: [
      `const ALLOWED_ORIGINS = ${javascriptList(options.origins.value)};`,
      '',
      'export const handler = async (event, context) => {',
      "  const origin = event.headers?.origin ?? event.headers?.Origin ?? '';",
      "  const preflight = event.httpMethod === 'OPTIONS';",
      "  const answer = preflight ? { statusCode: 204, body: '' } : await handle(event, context);",
      '  const headers = ALLOWED_ORIGINS.includes(origin) && {',
      "    'Access-Control-Allow-Origin': origin,",
      ...fields(allow, '    '),
      ...block('preflight', fields(preflightFields(options), '      ')),
      ...block('!preflight', fields(expose, '      ')),
      '  };',
      "  return { ...answer, headers: { ...answer.headers, Vary: 'Origin', ...headers } };",
      '};',
    ].map(added),
  };
}

const block = (condition: string, fields: readonly string[]): readonly string[] =>
  fields.length === 0 ? [] : [`    ...(${condition} && {`, ...fields, '    }),'];
