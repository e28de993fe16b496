import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { CorsOptions, OptionNames } from '../kit/cors-options.ts';
import { fitsAnyShell, jsonList, shellString, yamlString } from '../kit/literals.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { DEPLOY_API } from '../kit/restart.ts';
import { added, namedLines } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const EXECUTE_API = /^([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.75,
    'Apigw-Requestid',
    /./,
    (line) =>
      say`HTTP APIs of Amazon API Gateway send ${line}.`
        .fr`Les API HTTP d’Amazon API Gateway envoient ${line}.`,
  ),
  {
    weight: 0.35,
    seen: (one) => apiId(one.url) !== undefined,
    evidence: () =>
      say`The host belongs to Amazon API Gateway.`.fr`L’hôte appartient à Amazon API Gateway.`,
  },
];

/** What routes of an HTTP API can have. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * An HTTP API of Amazon API Gateway. Once CORS is configured, it answers preflights itself and
 * drops the integration's own CORS headers.
 */
export const awsApiGatewayHttp = optionsStack({
  id: 'aws-api-gateway-http',
  label: phrase`Amazon API Gateway · HTTP API`.fr`Amazon API Gateway · API HTTP`,
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  basis: 'documented',
  signals: SIGNALS,
  accepts: ({ requirement, options }) =>
    (options.methods?.value.every((method) => METHODS.includes(method)) ?? true) &&
    (apiId(requirement.url) === undefined || fitsAnyShell(configuration(options))),
  snippets: ({ requirement, options }) => {
    const id = apiId(requirement.url);
    return [id === undefined ? template(options) : command(id, options)];
  },
  restart: ({ options }) => (options.methods === null ? null : DEPLOY_API),
  notes: () => [
    say`List every CORS setting that you need: the API then ignores the CORS headers of your
      integration.`
      .fr`Indiquez tous les réglages CORS dont vous avez besoin : l’API ignore alors les en-têtes
      CORS de votre intégration.`,
    say`If a route for every method (${code('ANY')}, ${code('$default')}) requires authorization,
      add a route for ${code('OPTIONS')} without an authorizer. Otherwise the preflight needs
      authorization too.`
      .fr`Si une route pour toutes les méthodes (${code('ANY')}, ${code('$default')}) exige une
      autorisation, ajoutez une route pour ${code('OPTIONS')} sans mécanisme d’autorisation. Sinon,
      la requête préliminaire a besoin d’une autorisation elle aussi.`,
  ],
  cautions: () => [CACHE_CAUTION],
  answer: corsLayer({ preflightStatus: 204, varies: 'never' }),
});

/** Known if the URL is the API's own. Then a command can name it. */
const apiId = (url: string): string | undefined => EXECUTE_API.exec(parseUrl(url)?.host ?? '')?.[1];

const NAMES: OptionNames = {
  origins: 'AllowOrigins',
  credentials: 'AllowCredentials',
  methods: 'AllowMethods',
  headers: 'AllowHeaders',
  expose: 'ExposeHeaders',
  maxAge: 'MaxAge',
};

function configuration(options: CorsOptions): string {
  const fields = namedLines(options, NAMES, (name, value) => [
    `"${name}": ${typeof value === 'object' ? jsonList(value) : value}`,
  ]);
  return `{${fields.map(({ text }) => text).join(', ')}}`;
}

function command(id: string, options: CorsOptions): Snippet {
  return {
    file: 'terminal',
    language: 'shell',
    place: say`Run this with the AWS CLI, in the account and region of the API. It replaces the CORS
      settings.`
      .fr`Exécutez ceci avec l’AWS CLI, dans le compte et la région de l’API. La commande remplace
      les réglages CORS.`,
    lines: [
      `aws apigatewayv2 update-api --api-id ${shellString(id)} \\`,
      `  --cors-configuration ${shellString(configuration(options))}`,
    ].map(added),
  };
}

function template(options: CorsOptions): Snippet {
  return {
    file: 'template.yaml',
    language: 'yaml',
    place: say`Paste below ${code('Properties')} of the ${code('AWS::Serverless::HttpApi')} or
      ${code('AWS::ApiGatewayV2::Api')}, in place of its ${code('CorsConfiguration')}.`
      .fr`Collez sous ${code('Properties')} de ${code('AWS::Serverless::HttpApi')} ou de
      ${code('AWS::ApiGatewayV2::Api')}, à la place de son ${code('CorsConfiguration')}.`,
    lines: [
      added('CorsConfiguration:'),
      ...namedLines(options, NAMES, (name, value) =>
        typeof value === 'object'
          ? [`  ${name}:`, ...value.map((one) => `    - ${yamlString(one)}`)]
          : [`  ${name}: ${value}`],
      ).map(({ text }) => added(text)),
    ],
  };
}
