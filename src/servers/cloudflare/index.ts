import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { jsonString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fieldSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The `CF-Cache-Status` of a response that no server behind it made for this request. */
export const FROM_CLOUDFLARES_CACHE = /^(?:HIT|STALE|UPDATING|REVALIDATED)$/;

/**
 * Cloudflare in front of a site or a bucket: a rule adds a header to what it sends, from its cache
 * too. It cannot answer a preflight request.
 */
export const cloudflare = settingsStack({
  id: 'cloudflare',
  label: phrase`Cloudflare · transform rule`.fr`Cloudflare · règle de transformation`,
  kind: 'platform',
  docs: 'https://developers.cloudflare.com/rules/transform/response-header-modification/',
  isProxy: true,
  marks: [
    headerSignal(
      0.35,
      'CF-Ray',
      /^[0-9a-f]{16}/,
      (line) => say`Cloudflare sends ${line}.`.fr`Cloudflare envoie ${line}.`,
    ),
    // Then the server behind it did not answer this request.
    headerSignal(
      0.4,
      'CF-Cache-Status',
      FROM_CLOUDFLARES_CACHE,
      (line) =>
        say`Cloudflare’s cache sent this response: ${line}.`
          .fr`Le cache de Cloudflare a envoyé cette réponse : ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: [], headers: [], expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, requirement: { preflight } }) =>
    preflight || !origins.every(isPlainHttpOrigin)
      ? null
      : [
          fieldSnippet(
            'Expression',
            say`In the Cloudflare dashboard, open the domain and Rules. Create one response header
              transform rule for each line, with this custom filter expression. Then choose Set static,
              ${code('Access-Control-Allow-Origin')}, and the same origin.`
              .fr`Dans le tableau de bord de Cloudflare, ouvrez le domaine et ${code('Rules')}. Créez
              une règle ${code('Response Header Transform Rule')} pour chaque ligne, avec cette
              expression comme ${code('Custom filter expression')}. Choisissez ensuite ${code('Set static')},
              ${code('Access-Control-Allow-Origin')}, et la même origine.`,
            origins.map(
              (origin) => `any(http.request.headers["origin"][*] == ${jsonString(origin)})`,
            ),
          ),
        ],
  instead: [
    {
      id: 'cloudflare-twice',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`In Cloudflare’s transform rule, choose Set static instead of Add static for
          ${code('Access-Control-Allow-Origin')}, or remove the rule. The server behind sends the header
          too.`
          .fr`Dans la règle de transformation de Cloudflare, choisissez ${code('Set static')} au lieu
          d’${code('Add static')} pour ${code('Access-Control-Allow-Origin')}, ou retirez la règle. Le
          serveur placé derrière envoie aussi cet en-tête.`,
    },
  ],
  notes: [
    say`If the file is in an R2 bucket, its CORS policy must allow the page too.`
      .fr`Si le fichier est dans un bucket R2, sa règle CORS doit aussi autoriser la page.`,
  ],
});
