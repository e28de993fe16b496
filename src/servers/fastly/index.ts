import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { jsonString } from '../kit/literals.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { fieldSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A header that Fastly adds to every response, the same for every page. */
export const fastly = settingsStack({
  id: 'fastly',
  label: 'Fastly',
  kind: 'platform',
  docs: 'https://docs.fastly.com/en/guides/enabling-cross-origin-resource-sharing',
  isProxy: true,
  marks: [
    {
      weight: 0.45,
      seen: (one) =>
        /(?:^|, ?)cache-[a-z0-9-]+$/i.test(headerOf(one, 'x-served-by')) &&
        /^S\d+\.\d+/.test(headerOf(one, 'x-timer')),
      evidence: (one) =>
        say`Fastly sends ${lineOf(one, 'X-Served-By')}.`
          .fr`Fastly envoie ${lineOf(one, 'X-Served-By')}.`,
    },
  ],
  can: { origins: 'one', credentials: 'never', methods: [], headers: [], expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins: [origin], requirement: { preflight } }) =>
    preflight || !isPlainHttpOrigin(origin)
      ? null
      : [
          fieldSnippet(
            'Source',
            say`In Fastly’s control panel, edit the service. Under Content, Headers, create a header:
              Type Response, Action Set, Destination
              ${code('http.Access-Control-Allow-Origin')}, and this Source. Then activate the version.`
              .fr`Dans le panneau de contrôle de Fastly, modifiez le service. Sous Content, ${code('Headers')},
              créez un en-tête : Type ${code('Response')}, Action ${code('Set')}, Destination
              ${code('http.Access-Control-Allow-Origin')}, et cette Source. Activez ensuite la
              version.`,
            [jsonString(origin)],
          ),
        ],
  instead: [
    {
      id: 'fastly-twice',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`In Fastly’s service, choose the action Set instead of Append for
          ${code('Access-Control-Allow-Origin')}, or remove that header there. The server behind sends
          it too.`.fr`Dans le service Fastly, choisissez l’action Set au lieu d’Append pour
          ${code('Access-Control-Allow-Origin')}, ou retirez-y cet en-tête. Le serveur placé derrière
          l’envoie aussi.`,
    },
  ],
  notes: [
    say`Every page gets this one origin. Custom VCL can compare ${code('req.http.Origin')}, and answer
      ${code('OPTIONS')}.`
      .fr`Toutes les pages reçoivent cette seule origine. Du VCL personnalisé peut comparer
      ${code('req.http.Origin')}, et répondre à ${code('OPTIONS')}.`,
  ],
});
