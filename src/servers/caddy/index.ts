import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayerSettings } from '../kit/cors-layer.ts';
import type { CorsOptions, Option } from '../kit/cors-options.ts';
import { ownHeaders } from '../kit/hand-written.ts';
import { caddyString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added, markedLines } from '../kit/snippet-lines.ts';
import type { Restart, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { caddyModel } from './model.ts';

/** Caddy 2, in a Caddyfile. */
export const caddy: Stack = optionsStack({
  id: 'caddy',
  label: 'Caddy',
  kind: 'configuration',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/header',
  basis: 'measured',
  isProxy: true,
  signals: SIGNALS,
  defaults: { methods: [], headers: [], maxAge: null },
  snippets: (proposal) => [directives(proposal)],
  restart: () => RELOAD,
  notes,
  answer: (proposal, application) => caddyModel(ownLayerSettings(proposal), application),
});

function directives(proposal: Proposal): Snippet {
  const { options, present } = proposal;
  const { answersPreflights } = ownLayerSettings(proposal);
  return {
    file: 'Caddyfile',
    language: 'caddyfile',
    place: say`At the top of the site’s block. Remove each other ${code('header')} line for
      ${ownHeaders(proposal)}.`
      .fr`En haut du bloc du site. Retirez toute autre ligne ${code('header')} pour
      ${ownHeaders(proposal)}.`,
    lines: [
      ...matcher('cors_origin', options, []),
      ...(answersPreflights
        ? matcher('cors_preflight', options, [
            'method OPTIONS',
            'header Access-Control-Request-Method *',
          ])
        : []),
      added('header +Vary Origin'),
      ...originHeaders(options, false),
      ...(present.seen ? originHeaders(options, true) : []),
      ...(answersPreflights ? preflight(options) : []),
    ],
  };
}

/** Lines of one matcher's `header` are alternatives; several matchers must all match. */
function matcher(name: string, { origins }: CorsOptions, more: readonly string[]) {
  return markedLines(origins.mark, [
    `@${name} {`,
    ...more.map((line) => `\t${line}`),
    ...origins.value.map((one) => `\theader Origin ${caddyString(one)}`),
    '}',
  ]);
}

/**
 * What every answer to a listed origin carries. `deferred` replaces what another line or a proxied
 * application has set. Caddy's own errors get only what is set at once.
 */
function originHeaders(options: CorsOptions, deferred: boolean): readonly SnippetLine[] {
  return [
    ...markedLines(options.origins.mark, ['header @cors_origin {']),
    ...markedLines(options.origins.mark, [
      '\tAccess-Control-Allow-Origin "{http.request.header.Origin}"',
    ]),
    ...line('\tAccess-Control-Allow-Credentials', options.credentials),
    ...line('\tAccess-Control-Expose-Headers', options.expose),
    ...markedLines(options.origins.mark, deferred ? ['\tdefer', '}'] : ['}']),
  ];
}

function preflight(options: CorsOptions): readonly SnippetLine[] {
  return [
    added('handle @cors_preflight {'),
    ...line('\theader Access-Control-Allow-Methods', options.methods),
    ...line('\theader Access-Control-Allow-Headers', options.headers),
    ...line('\theader Access-Control-Max-Age', options.maxAge),
    added('\trespond 204'),
    added('}'),
  ];
}

function line(
  start: string,
  option: Option<readonly string[] | true | number> | null,
): readonly SnippetLine[] {
  if (option === null) return [];
  const value = typeof option.value === 'object' ? option.value.join(', ') : String(option.value);
  return [{ text: `${start} ${caddyString(value)}`, mark: option.mark }];
}

const RELOAD: Restart = {
  text: say`Reload Caddy, in the folder of the Caddyfile.`
    .fr`Rechargez Caddy, dans le dossier du Caddyfile.`,
  command: 'caddy reload',
};

function notes(proposal: Proposal): readonly Prose[] {
  if (!ownLayerSettings(proposal).answersPreflights) return [];
  return [
    say`If the block has ${code('basic_auth')} or ${code('forward_auth')}, exclude
      ${code('OPTIONS')} from it. It runs before ${code('handle')}, and a preflight request carries
      no login.`.fr`Si le bloc a ${code('basic_auth')} ou ${code('forward_auth')}, excluez-en
      ${code('OPTIONS')}. Cette directive s’exécute avant ${code('handle')}, et une requête
      préliminaire ne porte aucune information de connexion.`,
  ];
}
