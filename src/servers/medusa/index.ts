import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import { environmentSnippets, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Medusa: the package `cors`, with one list for each part of its API. Each list is a variable that
 * `medusa-config` reads.
 * @see https://docs.medusajs.com/learn/fundamentals/api-routes/cors
 */
export const medusa = settingsStack({
  id: 'medusa',
  label: 'Medusa',
  kind: 'product',
  docs: 'https://docs.medusajs.com/resources/troubleshooting/cors-errors',
  marks: [
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        get(requestHeaders, 'x-publishable-api-key') !== null ||
        /(?:^|[ ,])x-publishable-api-key(?:$|[ ,])/i.test(
          get(requestHeaders, 'access-control-request-headers') ?? '',
        ),
      evidence: () =>
        say`Pages send ${code('x-publishable-api-key')} to Medusa.`
          .fr`Les pages envoient ${code('x-publishable-api-key')} à Medusa.`,
    },
    pathSignal(
      0.7,
      /^\/store\/(?:products|collections|regions|carts|customers|product-categories|orders|shipping-options|payment-collections)(?:\/|$)/,
      say`The store API of Medusa has such addresses.`
        .fr`L’API de boutique de Medusa utilise de telles adresses.`,
    ),
    pathSignal(
      0.75,
      /^\/auth\/(?:user|customer)\/emailpass(?:\/|$)/,
      say`Medusa has such addresses.`.fr`Medusa utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, requirement }) => {
    const [name, option] = listFor(parseUrl(requirement.url)?.pathname ?? '');
    const list = plainList(origins);
    const snippets = list === null ? null : environmentSnippets('Medusa', name, list);
    return (
      snippets && [
        ...snippets.map((one) => ({
          ...one,
          place: say`Set this environment variable where Medusa runs. ${code('medusa-config')} reads it
            as ${code(`http.${option}`)}. Keep the origins that it has already, separated by commas,
            without a slash at the end.`
            .fr`Définissez cette variable d’environnement là où Medusa s’exécute.
            ${code('medusa-config')} la lit comme ${code(`http.${option}`)}. Gardez les origines
            qu’elle contient déjà, séparées par des virgules, sans barre oblique à la fin.`,
        })),
      ]
    );
  },
  restart: restarts('Medusa'),
  notes: [
    say`Pages that log in also need their origin in ${code('AUTH_CORS')}, and admin pages in
      ${code('ADMIN_CORS')}.`
      .fr`Les pages avec connexion doivent aussi figurer dans ${code('AUTH_CORS')}, et celles
      d’administration dans ${code('ADMIN_CORS')}.`,
  ],
});

/** The variable of a part of the API, as the starters name it, and its option. */
function listFor(path: string): readonly [name: string, option: string] {
  if (/^\/admin(?:\/|$)/.test(path)) return ['ADMIN_CORS', 'adminCors'];
  if (/^\/auth(?:\/|$)/.test(path)) return ['AUTH_CORS', 'authCors'];
  return ['STORE_CORS', 'storeCors'];
}
