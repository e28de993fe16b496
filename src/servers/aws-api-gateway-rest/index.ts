import { get, type Header, type HeaderList, has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
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
    (line) =>
      say`REST APIs of Amazon API Gateway send ${line}.`
        .fr`Les API REST d’Amazon API Gateway envoient ${line}.`,
  ),
  {
    weight: 0.35,
    seen: (one) => headerOf(one, 'x-amzn-errortype') !== '' && one.kind === 'preflight',
    evidence: (one) =>
      say`REST APIs reject a request with ${lineOf(one, 'x-amzn-ErrorType')}.`
        .fr`Les API REST rejettent une requête avec ${lineOf(one, 'x-amzn-ErrorType')}.`,
  },
  headerSignal(
    0.2,
    'x-amzn-RequestId',
    /./,
    (line) => say`Amazon’s gateways send ${line}.`.fr`Les passerelles d’Amazon envoient ${line}.`,
  ),
];

/**
 * A REST API of Amazon API Gateway in front of a Lambda function (proxy integration): the function
 * itself must send the headers.
 */
export const awsApiGatewayRest = optionsStack({
  id: 'aws-api-gateway-rest',
  label: phrase`Amazon API Gateway · REST API with Lambda`
    .fr`Amazon API Gateway · API REST avec Lambda`,
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  basis: 'documented',
  signals: SIGNALS,
  snippets: (proposal) => [handler(proposal)],
  restart: () => ({
    text: say`Deploy the API: changes take effect only then.`
      .fr`Déployez l’API : les changements ne prennent effet qu’à ce moment-là.`,
    command: null,
  }),
  notes: () => [
    say`Send the method ${code('OPTIONS')} (or ${code('ANY')}) of the resource to this function,
      without authorization and API key.`
      .fr`Envoyez la méthode ${code('OPTIONS')} (ou ${code('ANY')}) de la ressource à cette
      fonction, sans autorisation ni clé d’API.`,
    say`Add ${code('Access-Control-Allow-Origin')} to the gateway responses ${code('DEFAULT_4XX')}
      and ${code('DEFAULT_5XX')}. The gateway sends them without the function: for a missing token,
      a limit or a time-out. Otherwise the page sees a CORS error instead of the real one.`
      .fr`Ajoutez ${code('Access-Control-Allow-Origin')} aux réponses de passerelle
      ${code('DEFAULT_4XX')} et ${code('DEFAULT_5XX')}. La passerelle les envoie sans la fonction :
      pour un jeton absent, une limite ou un délai dépassé. Sinon, la page voit une erreur CORS au
      lieu de la vraie.`,
  ],
  instead: [
    {
      id: 'api-gateway-no-resource',
      explainsStatus: true,
      fits: ({ finding, headers }) =>
        finding.phase === 'preflight' &&
        get(headers, 'x-amzn-errortype') === 'MissingAuthenticationTokenException',
      words: ({ url }) =>
        say`Check that the address names the stage and the resource, as in
          ${code('/prod/items')}: the gateway has no method ${code('OPTIONS')} at
          ${shown(parseUrl(url)?.pathname ?? '')}. If it is right, choose ${code('Enable CORS')} for
          this resource in the console, and deploy the API again. The gateway answered itself, and
          your function never ran.`
          .fr`Vérifiez que l’adresse nomme l’étape et la ressource, comme ${code('/prod/items')} : la
          passerelle n’a pas de méthode ${code('OPTIONS')} à
          ${shown(parseUrl(url)?.pathname ?? '')}. Si elle est juste, choisissez
          ${code('Enable CORS')} pour cette ressource dans la console, et déployez de nouveau l’API.
          La passerelle a répondu elle-même, et votre fonction ne s’est jamais exécutée.`,
    },
    {
      id: 'api-gateway-preflight',
      explainsStatus: true,
      fits: ({ finding, headers }) => finding.phase === 'preflight' && isOfGateway(headers),
      words: () =>
        say`Let the resource have a method ${code('OPTIONS')} without authorization and without an
          API key, then deploy the API. In SAM, write
          ${code('AddDefaultAuthorizerToCorsPreflight: false')} and
          ${code('AddApiKeyRequiredToCorsPreflight: false')} below ${code('Auth')}. The gateway
          itself refused the preflight request, so your function never got it.`
          .fr`Donnez à la ressource une méthode ${code('OPTIONS')} sans autorisation ni clé d’API,
          puis déployez l’API. Dans SAM, écrivez
          ${code('AddDefaultAuthorizerToCorsPreflight: false')} et
          ${code('AddApiKeyRequiredToCorsPreflight: false')} sous ${code('Auth')}. La passerelle
          elle-même a refusé la requête préliminaire, donc votre fonction ne l’a jamais reçue.`,
    },
    {
      id: 'api-gateway-error',
      explainsStatus: true,
      fits: ({ finding, headers }) => finding.phase === 'actual' && isOfGateway(headers),
      words: ({ origin }) =>
        say`Add ${shown(`Access-Control-Allow-Origin: '${origin}'`)} to the gateway responses
          ${code('DEFAULT_4XX')} and ${code('DEFAULT_5XX')}, then deploy the API (SAM:
          ${code('GatewayResponses')}). Then the page sees the real error. The gateway itself
          refused, and your function never ran: check the token or key.`
          .fr`Ajoutez ${shown(`Access-Control-Allow-Origin: '${origin}'`)} aux réponses de
          passerelle ${code('DEFAULT_4XX')} et ${code('DEFAULT_5XX')}, puis déployez l’API (SAM :
          ${code('GatewayResponses')}). La page voit alors la vraie erreur. La passerelle elle-même
          a refusé, et votre fonction ne s’est jamais exécutée : vérifiez le jeton ou la clé.`,
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
    place: say`Paste in place of the exported ${code('handler')}. Rename the present one to
      ${code('handle(event, context)')}, without ${code('export')}.`
      .fr`Collez à la place du ${code('handler')} exporté. Renommez celui qui existe en
      ${code('handle(event, context)')}, sans ${code('export')}.`,
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
