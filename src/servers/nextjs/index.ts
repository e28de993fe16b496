import { differsBySlash } from '../../evidence/facts.ts';
import { get } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody, ownHeaders } from '../kit/hand-written.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';

/**
 * Next.js with its proxy file (middleware before release 16), which runs before every route. It can
 * compare the origin; `headers()` in `next.config.js` cannot.
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors
 */
export const nextjs = optionsStack({
  id: 'nextjs',
  label: 'Next.js · proxy.ts',
  kind: 'code',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors',
  basis: 'measured',
  signals: SIGNALS,
  instead: [
    {
      id: 'nextjs-trailing-slash',
      explainsStatus: true,
      fits: ({ url, status, headers }) =>
        status === 308 && isSlash(url, get(headers, 'location') ?? ''),
      words: ({ url }) =>
        say`Add ${code('skipTrailingSlashRedirect: true')} to ${code('next.config.js')}, if
          ${shown(url)} must stay as it is, such as for a rewrite. Otherwise request it as Next.js
          redirects it. Next.js does this before its headers, its proxy file and its rewrites, so none
          of them can add a header.`
          .fr`Ajoutez ${code('skipTrailingSlashRedirect: true')} à ${code('next.config.js')} si
          ${shown(url)} doit rester ainsi, par exemple pour une réécriture. Sinon, demandez l’adresse
          vers laquelle Next.js redirige. Next.js le fait avant ses en-têtes, son fichier proxy et ses
          réécritures : aucun d’eux ne peut donc ajouter un en-tête.`,
    },
    {
      id: 'nextjs-dev-origin',
      explainsStatus: true,
      fits: ({ url, status }) => /^\/_next\//.test(url.pathname) && status === 403,
      words: ({ origin }) =>
        say`Add ${shown(`allowedDevOrigins: ['${parseUrl(origin)?.hostname ?? ''}']`)} to
          ${code('next.config.js')}, and restart ${code('next dev')}. The development server of
          Next.js gives its own files only to hosts that it knows.`
          .fr`Ajoutez ${shown(`allowedDevOrigins: ['${parseUrl(origin)?.hostname ?? ''}']`)} à
          ${code('next.config.js')}, et redémarrez ${code('next dev')}. Le serveur de développement de
          Next.js ne donne ses propres fichiers qu’aux hôtes qu’il connaît.`,
    },
  ],
  snippets: (proposal) => [proxy(proposal)],
  notes: (proposal) => [
    say`Remove ${ownHeaders(proposal)} from ${code('headers()')} in ${code('next.config.js')} and
      from the route handlers: only one place must set a header.`
      .fr`Retirez ${ownHeaders(proposal)} de ${code('headers()')} dans ${code('next.config.js')} et
      des gestionnaires de route : un seul endroit doit définir un en-tête.`,
    say`Before Next.js 16, call the file ${code('middleware.ts')} and the function
      ${code('middleware')}.`
      .fr`Avant Next.js 16, nommez le fichier ${code('middleware.ts')} et la fonction
      ${code('middleware')}.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

const isSlash = (from: URL, location: string): boolean =>
  URL.canParse(location, from.href) && differsBySlash(from, new URL(location, from.href));

function proxy(proposal: Proposal): Snippet {
  const { requirement, options } = proposal;
  const first =
    /^\/[A-Za-z0-9_-]+(?=\/)/.exec(parseUrl(requirement.url)?.pathname ?? '')?.[0] ?? '';
  const body = fetchBody(proposal, (emptyIf) =>
    emptyIf === null
      ? ['const response = NextResponse.next();']
      : [
          `const response = ${emptyIf}`,
          '  ? new NextResponse(null, { status: 204 })',
          '  : NextResponse.next();',
        ],
  );
  return {
    file: 'proxy.ts',
    language: 'typescript',
    place: say`Paste into a new file beside ${code('app')} or ${code('pages')}. If the file is
      there already, put these lines first in its function.`
      .fr`Collez dans un nouveau fichier à côté de ${code('app')} ou de ${code('pages')}. Si le
      fichier existe déjà, mettez ces lignes au début de sa fonction.`,
    lines: [
      "import { type NextRequest, NextResponse } from 'next/server';",
      '',
      `const allowedOrigins = ${javascriptList(options.origins.value)};`,
      '',
      'export function proxy(request: NextRequest) {',
      ...body.map((text) => `  ${text}`),
      '}',
      '',
      `export const config = { matcher: ${javascriptString(`${first}/:path*`)} };`,
    ].map(added),
  };
}
