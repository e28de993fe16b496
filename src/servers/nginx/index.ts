import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { ownLayerSettings } from '../kit/cors-layer.ts';
import type { Option } from '../kit/cors-options.ts';
import { ownHeaders } from '../kit/hand-written.ts';
import { nginxString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Restart, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { isDoubled, isOfLibrary, SIGNALS, versions } from './marks.ts';
import { nginxModel } from './model.ts';

/** nginx, in front of an application or alone. */
export const nginx: Stack = optionsStack({
  id: 'nginx',
  label: 'nginx',
  kind: 'configuration',
  docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html',
  basis: 'measured',
  isProxy: true,
  signals: SIGNALS,
  versions,
  defaults: { methods: [], headers: [], maxAge: null },
  accepts: ({ options }) => !namesOf(options).some((name) => name.includes('$')),
  snippets: (proposal) => [maps(proposal), directives(proposal)],
  restart: () => RELOAD,
  notes,
  answer: (proposal, application) => nginxModel(ownLayerSettings(proposal), application),
});

const RELOAD: Restart = {
  text: say`Check the configuration, then reload nginx.`.fr`Vérifiez la configuration, puis
    rechargez nginx.`,
  command: 'nginx -t && nginx -s reload',
};

/** nginx cannot write a literal `$`. */
const namesOf = ({ methods, headers, expose }: Proposal['options']): readonly string[] =>
  [methods, headers, expose].flatMap((option) => option?.value ?? []);

/** A header for allowed origins, and the variable with its value. */
type Sent = { readonly variable: string; readonly header: string; readonly option: Option<string> };

function sentBy({ options }: Proposal): readonly Sent[] {
  const { credentials, methods, headers, expose, maxAge } = options;
  const sent = <Value>(
    variable: string,
    header: string,
    option: Option<Value> | null,
    spell: (value: Value) => string,
  ): readonly Sent[] =>
    option === null
      ? []
      : [{ variable, header, option: { value: spell(option.value), mark: option.mark } }];
  const joined = (values: readonly string[]) => values.join(', ');
  return [
    ...sent('$cors_credentials', 'Access-Control-Allow-Credentials', credentials, String),
    ...sent('$cors_methods', 'Access-Control-Allow-Methods', methods, joined),
    ...sent('$cors_headers', 'Access-Control-Allow-Headers', headers, joined),
    ...sent('$cors_expose', 'Access-Control-Expose-Headers', expose, joined),
    ...sent('$cors_max_age', 'Access-Control-Max-Age', maxAge, String),
  ];
}

/** For a line of 64 bytes, the usual default. With longer keys nginx would not start. */
const LONGEST_USUAL_KEY = 46;

/** Room for the longest possible origin. */
function buckets({ options: { origins } }: Proposal): readonly SnippetLine[] {
  const isLong = origins.value.some((one) => one.length > LONGEST_USUAL_KEY);
  return isLong ? [{ text: 'map_hash_bucket_size 512;', mark: origins.mark }] : [];
}

function maps(proposal: Proposal): Snippet {
  const { origins } = proposal.options;
  const mark = structureMark(proposal);
  const preflightMark = preflightMarkOf(proposal);
  return {
    file: 'conf.d/cors.conf',
    language: 'nginx',
    place: say`Inside ${code('http { }')}, where nginx includes the files of ${code('conf.d')}.`
      .fr`Dans ${code('http { }')}, là où nginx inclut les fichiers de ${code('conf.d')}.`,
    lines: [
      ...buckets(proposal),
      { text: 'map $http_origin $cors_origin {', mark },
      ...origins.value.map(
        (origin): SnippetLine => ({
          text: `    ${nginxString(origin)} $http_origin;`,
          mark: origins.mark,
        }),
      ),
      { text: '}', mark },
      ...sentBy(proposal).flatMap(({ variable, option }): readonly SnippetLine[] => [
        { text: `map $cors_origin ${variable} {`, mark: option.mark },
        { text: `    "~." ${nginxString(option.value)};`, mark: option.mark },
        { text: '}', mark: option.mark },
      ]),
      ...(ownLayerSettings(proposal).answersPreflights
        ? [
            {
              text: 'map "$cors_origin $request_method $http_access_control_request_method" $cors_preflight {',
              mark: preflightMark,
            },
            { text: '    "~^[^ ]+ OPTIONS ." 1;', mark: preflightMark },
            { text: '}', mark: preflightMark },
          ]
        : []),
    ],
  };
}

function directives(proposal: Proposal): Snippet {
  const mark = structureMark(proposal);
  const preflightMark = preflightMarkOf(proposal);
  return {
    file: phrase`site configuration`.fr`configuration du site`,
    language: 'nginx',
    place: say`Inside ${code('server { }')}, above each ${code('location')}. Remove every other
      ${code('add_header')} of ${ownHeaders(proposal)}, also inside a ${code('location')}. Repeat these lines in
      each ${code('location')} with an ${code('add_header')} of its own: nginx drops the outer ones there.`
      .fr`Dans ${code('server { }')}, au-dessus de chaque ${code('location')}. Supprimez tout autre
      ${code('add_header')} de ${ownHeaders(proposal)}, même dans un bloc ${code('location')}.
      Répétez ces lignes dans chaque bloc ${code('location')} qui a son propre
      ${code('add_header')} : nginx y abandonne celles de l’extérieur.`,
    lines: [
      ...hidden(proposal),
      { text: 'add_header Access-Control-Allow-Origin $cors_origin always;', mark },
      ...sentBy(proposal).map(({ variable, header, option }) => ({
        text: `add_header ${header} ${variable} always;`,
        mark: option.mark,
      })),
      { text: 'add_header Vary Origin always;', mark },
      ...(ownLayerSettings(proposal).answersPreflights
        ? [
            { text: 'if ($cors_preflight) {', mark: preflightMark },
            { text: '    return 204;', mark: preflightMark },
            { text: '}', mark: preflightMark },
          ]
        : []),
    ],
  };
}

/** The header may come from behind nginx. With nginx's own line there would be two. */
function hidden({ present, options, seenServer }: Proposal): readonly SnippetLine[] {
  const isBehind = seenServer.answers.some(isOfLibrary);
  if (!present.seen && !isBehind) return [];
  const mark = isBehind || seenServer.answers.some(isDoubled) ? 'added' : 'context';
  return [
    { text: 'proxy_hide_header Access-Control-Allow-Origin;', mark },
    ...(options.credentials === null
      ? []
      : [{ text: 'proxy_hide_header Access-Control-Allow-Credentials;', mark } as const]),
  ];
}

const structureMark = ({ present }: Proposal): SnippetLine['mark'] =>
  present.seen ? 'changed' : 'added';

/** Without a preflight, its lines only keep what works. */
const preflightMarkOf = (proposal: Proposal): SnippetLine['mark'] =>
  proposal.requirement.preflight ? structureMark(proposal) : 'context';

function notes({ present, seenServer }: Proposal): readonly Prose[] {
  return [
    say`Keep ${code('always')}: it puts the headers on errors too. For any other origin the variables
      are empty, and nginx leaves these headers out.`.fr`Gardez ${code('always')} : il met les
      en-têtes sur les erreurs aussi. Pour toute autre origine, les variables sont vides, et nginx
      omet ces en-têtes.`,
    ...(present.seen || seenServer.answers.some(isOfLibrary)
      ? [
          say`${code('proxy_hide_header')} removes the header that an application behind nginx
            sends, because browsers refuse two.`.fr`${code('proxy_hide_header')} supprime l’en-tête
            qu’une application derrière nginx envoie, car les navigateurs en refusent deux.`,
        ]
      : []),
  ];
}
