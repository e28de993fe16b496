import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../application.ts';
import { credentialsSnippets } from '../client.ts';
import {
  type CorsOptions,
  extendedOptions,
  type Option,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../cors-options.ts';
import { layerSettings } from '../header-layer.ts';
import { caddyString } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { added, markedLines } from '../option-lines.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../stack.ts';
import { detect } from './detect.ts';
import { caddyModel } from './model.ts';

/** Caddy 2, in a Caddyfile. */
export const caddy: Stack = {
  id: 'caddy',
  label: 'Caddy',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/header',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) ? remedy(requirement, observation) : null,
};

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = presentOptions(observation.answers);
  const options = extendedOptions(requirement, present, DEFAULTS);
  return {
    snippets: [directives(options, present)],
    notes: NOTES,
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: caddyModel(layerSettings(options), (asked) => applicationAnswer(observation, asked)),
  };
}

function directives(options: CorsOptions, present: PresentOptions): Snippet {
  return {
    file: 'Caddyfile',
    language: 'caddyfile',
    place: [
      'Inside the site’s block, at its top, instead of each ',
      code('header'),
      ' line for ',
      code('Access-Control-…'),
      ' that is there.',
    ],
    lines: [
      ...matcher('cors_origin', options, []),
      ...matcher('cors_preflight', options, [
        'method OPTIONS',
        'header Access-Control-Request-Method *',
      ]),
      added('header +Vary Origin'),
      ...originHeaders(options, false),
      ...(present.seen ? originHeaders(options, true) : []),
      ...preflight(options),
    ],
  };
}

/** Lines of one matcher's `header` are alternatives, of several they must all hold. */
function matcher(name: string, { origins }: CorsOptions, more: readonly string[]) {
  return markedLines(origins.mark, [
    `@${name} {`,
    ...more.map((line) => `\t${line}`),
    ...origins.value.map((one) => `\theader Origin ${caddyString(one)}`),
    '}',
  ]);
}

/**
 * What every answer to a listed origin carries. `deferred`: in place of what another line or the
 * application behind a proxy has set; errors of Caddy's own get only what is set at once.
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

const NOTES: readonly Prose[] = [
  [
    'If ',
    code('basic_auth'),
    ' or ',
    code('forward_auth'),
    ' stands in the block, it asks before ',
    code('handle'),
    ' does: except ',
    code('OPTIONS'),
    ' from it, as a preflight carries no login.',
  ],
  ['Reload Caddy: ', code('caddy reload'), '.'],
];
