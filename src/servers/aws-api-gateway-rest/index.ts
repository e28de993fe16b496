import { type Header, type HeaderList, has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fixedHeaders } from '../kit/hand-written.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.8,
    'x-amz-apigw-id',
    /./,
    (line) => prose`REST APIs of Amazon API Gateway send ${line}.`,
  ),
  {
    weight: 0.35,
    seen: (one) => headerOf(one, 'x-amzn-errortype') !== '' && one.kind === 'preflight',
    evidence: (one) => prose`REST APIs reject a request with ${lineOf(one, 'x-amzn-ErrorType')}.`,
  },
  headerSignal(0.2, 'x-amzn-RequestId', /./, (line) => prose`Amazon’s gateways send ${line}.`),
];

/**
 * A REST API of Amazon API Gateway in front of a Lambda function (proxy integration): the function
 * itself must send the headers.
 */
export const awsApiGatewayRest = optionsStack({
  id: 'aws-api-gateway-rest',
  label: 'Amazon API Gateway · REST API with Lambda',
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  basis: 'documented',
  signals: SIGNALS,
  snippets: (proposal) => [handler(proposal)],
  restart: () => ({ text: prose`Deploy the API: changes take effect only then.`, command: null }),
  notes: () => [
    prose`Send the method ${code('OPTIONS')} (or ${code('ANY')}) of the resource to this function,
      without authorization and API key.`,
    prose`Add ${code('Access-Control-Allow-Origin')} to the gateway responses ${code('DEFAULT_4XX')}
      and ${code('DEFAULT_5XX')}. The gateway sends them without the function: for a missing token, a
      limit or a time-out. Otherwise the page sees a CORS error instead of the real one.`,
  ],
  instead: [
    {
      id: 'api-gateway-preflight',
      explainsStatus: true,
      fits: ({ finding, headers }) => finding.phase === 'preflight' && isOfGateway(headers),
      words: () =>
        prose`Let the resource have a method ${code('OPTIONS')} without authorization and without an API
          key, then deploy the API. In SAM, write
          ${code('AddDefaultAuthorizerToCorsPreflight: false')} and
          ${code('AddApiKeyRequiredToCorsPreflight: false')} below ${code('Auth')}. The gateway itself
          refused the preflight request, so your function never got it.`,
    },
    {
      id: 'api-gateway-error',
      explainsStatus: true,
      fits: ({ finding, headers }) => finding.phase === 'actual' && isOfGateway(headers),
      words: ({ origin }) =>
        prose`Add ${shown(`Access-Control-Allow-Origin: '${origin}'`)} to the gateway responses
          ${code('DEFAULT_4XX')} and ${code('DEFAULT_5XX')}, then deploy the API (SAM:
          ${code('GatewayResponses')}). Then the page sees the real error. The gateway itself refused,
          and your function never ran: check the token or key.`,
    },
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** An error that the gateway made without the function. */
const isOfGateway = (headers: HeaderList): boolean => has(headers, 'x-amzn-errortype');

function handler(proposal: Proposal): Snippet {
  const field = ([name, value]: Header) => `'${name}': ${javascriptString(value)},`;
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  return {
    file: 'index.mjs',
    language: 'javascript',
    place: prose`Paste in place of the exported ${code('handler')}. Rename the present one to
      ${code('handle(event, context)')}, without ${code('export')}.`,
    lines: [
      `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
      '',
      'export const handler = async (event, context) => {',
      "  const origin = event.headers?.origin ?? event.headers?.Origin ?? '';",
      '  const allowed = allowedOrigins.includes(origin);',
      ...(answersPreflights
        ? [
            "  const preflight = allowed && event.httpMethod === 'OPTIONS';",
            "  const answer = preflight ? { statusCode: 204, body: '' } : await handle(event, context);",
          ]
        : ['  const answer = await handle(event, context);']),
      '  const headers = allowed && {',
      "    'Access-Control-Allow-Origin': origin,",
      ...all.map((header) => `    ${field(header)}`),
      ...(lists.length === 0
        ? []
        : [
            '    ...(preflight && {',
            ...lists.map((header) => `      ${field(header)}`),
            '    }),',
          ]),
      '  };',
      "  return { ...answer, headers: { ...answer.headers, Vary: 'Origin', ...headers } };",
      '};',
    ].map(added),
  };
}
