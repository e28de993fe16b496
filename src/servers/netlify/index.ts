import { type HeaderList, has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList, tomlString } from '../kit/literals.ts';
import { headerSignal, hostSignal, lineOf } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';
import type { Snippet } from '../kit/stack.ts';

/** A site on Netlify. The lines of `_headers` are the same for all origins, and for files only. */
export const netlify = optionsStack({
  id: 'netlify',
  label: 'Netlify',
  kind: 'platform',
  docs: 'https://docs.netlify.com/build/edge-functions/get-started/',
  basis: 'documented',
  signals: [
    {
      weight: 0.8,
      seen: ({ headers }) => has(headers, 'x-nf-request-id'),
      evidence: (one) =>
        say`Netlify sends ${lineOf(one, 'X-Nf-Request-Id')}.`
          .fr`Netlify envoie ${lineOf(one, 'X-Nf-Request-Id')}.`,
    },
    headerSignal(
      0.8,
      'Server',
      /^Netlify(?: Edge)?$/,
      (line) => say`Netlify sends ${line}.`.fr`Netlify envoie ${line}.`,
    ),
    hostSignal(
      0.9,
      /\.netlify\.app$/,
      say`Netlify has the hosts below ${code('netlify.app')}.`
        .fr`Les hôtes sous ${code('netlify.app')} appartiennent à Netlify.`,
    ),
  ],

  snippets: (proposal) => [
    isFile(proposal)
      ? headersTable(proposal)
      : fileSnippet(
          'netlify/edge-functions/cors.ts',
          'typescript',
          say`Paste into a new file of your project.`
            .fr`Collez dans un nouveau fichier de votre projet.`,
          [
            "import type { Config, Context } from '@netlify/edge-functions';",
            '',
            `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
            '',
            'export default async (request: Request, context: Context) => {',
            ...fetchBody(proposal, respond).map((text) => `  ${text}`),
            '};',
            '',
            "export const config: Config = { path: '/*' };",
          ],
        ),
  ],
  restart: () => DEPLOY_SITE,
  notes: (proposal) =>
    isFile(proposal)
      ? [
          say`Every page gets this one origin: such a table cannot choose among several. It applies to
            files only, not to functions.`
            .fr`Toutes les pages reçoivent cette seule origine : un tel tableau ne peut pas choisir
            parmi plusieurs. Il ne vaut que pour les fichiers, pas pour les fonctions.`,
        ]
      : [
          say`Remove the ${code('Access-Control-…')} lines from ${code('_headers')},
            ${code('netlify.toml')} and your functions.`
            .fr`Retirez les lignes ${code('Access-Control-…')} de ${code('_headers')}, de
            ${code('netlify.toml')} et de vos fonctions.`,
        ],
  answer: (proposal, application) =>
    isFile(proposal)
      ? (request) => withHeaders(tableOf(proposal), application(request))
      : ownLayer(ownLayerSettings(proposal), application),
});

/** A file with an extension, for one origin, without a preflight: a table of headers is enough. */
const isFile = ({ requirement, options }: Proposal): boolean =>
  !requirement.preflight &&
  options.origins.value.length === 1 &&
  options.methods === null &&
  options.headers === null &&
  /^\/(?!\.netlify\/).*\.[a-z0-9]{2,8}$/i.test(parseUrl(requirement.url)?.pathname ?? '');

const tableOf = ({ options }: Proposal): HeaderList => [
  ['Access-Control-Allow-Origin', options.origins.value[0] ?? ''],
  ...line('Access-Control-Allow-Credentials', options.credentials ? 'true' : null),
  ...line('Access-Control-Expose-Headers', options.expose?.value.join(', ') || null),
];

/** @see https://docs.netlify.com/manage/routing/headers/ */
const headersTable = (proposal: Proposal): Snippet =>
  fileSnippet(
    'netlify.toml',
    'toml',
    say`Add to the file, beside ${code('[build]')}.`
      .fr`Ajoutez au fichier, à côté de ${code('[build]')}.`,
    [
      '[[headers]]',
      `  for = ${tomlString(parseUrl(proposal.requirement.url)?.pathname ?? '/*')}`,
      '  [headers.values]',
      ...tableOf(proposal).map(([name, value]) => `    ${name} = ${tomlString(value)}`),
    ],
  );

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await context.next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await context.next();`,
];
