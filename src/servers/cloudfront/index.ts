import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.6,
    'X-Amz-Cf-Id',
    /./,
    (line) => say`CloudFront sends ${line}.`.fr`CloudFront envoie ${line}.`,
  ),
  headerSignal(
    0.5,
    'Server',
    /^CloudFront$/,
    (line) =>
      say`CloudFront itself answered: ${line}.`.fr`CloudFront lui-même a répondu : ${line}.`,
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
  label: phrase`Amazon CloudFront · response headers policy`
    .fr`Amazon CloudFront · stratégie d’en-têtes de réponse`,
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
  instead: [
    {
      id: 'cloudfront-methods',
      explainsStatus: true,
      fits: ({ finding, status, headers }) =>
        finding.phase === 'preflight' &&
        status === 403 &&
        get(headers, 'server') === 'CloudFront' &&
        /^Error from cloudfront$/i.test(get(headers, 'x-cache') ?? ''),
      words: () =>
        say`In the cache behavior of this path, allow the HTTP methods with ${code('OPTIONS')}. Then set
          its response headers policy (such as ${code('CORS-With-Preflight')}), or forward
          ${code('Origin')} to the server behind. CloudFront itself refused ${code('OPTIONS')} (403).`
          .fr`Dans le comportement de cache de ce chemin, autorisez les méthodes HTTP avec
          ${code('OPTIONS')}. Définissez ensuite sa stratégie d’en-têtes de réponse (comme
          ${code('CORS-With-Preflight')}), ou transmettez ${code('Origin')} au serveur placé derrière.
          CloudFront a lui-même refusé ${code('OPTIONS')} (403).`,
    },
  ],
  snippets: (proposal) => [policy(proposal)],
  restart: () => ({ text: say`Deploy the template.`.fr`Déployez le modèle.`, command: null }),
  notes: () => [
    say`Set the policy as ${code('ResponseHeadersPolicyId')} in the cache behavior of the path.
      Allow ${code('OPTIONS')} among the methods of the behavior.`
      .fr`Définissez la stratégie comme ${code('ResponseHeadersPolicyId')} dans le comportement de
      cache du chemin. Autorisez ${code('OPTIONS')} parmi les méthodes de ce comportement.`,
    say`The server behind CloudFront must answer ${code('OPTIONS')} with a status from 200 to 299:
      the policy changes only headers.`
      .fr`Le serveur derrière CloudFront doit répondre à ${code('OPTIONS')} avec un statut de 200 à
      299 : la stratégie ne change que les en-têtes.`,
    say`CloudFront replaces the CORS headers of the server behind it, because of
      ${code('OriginOverride: true')}.`
      .fr`CloudFront remplace les en-têtes CORS du serveur placé derrière lui, à cause de
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
    place: say`Paste below ${code('Resources')} of the template that creates the distribution.`
      .fr`Collez sous ${code('Resources')} du modèle qui crée la distribution.`,
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
