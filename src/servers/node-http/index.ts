import { get } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import {
  isOwnPreflight,
  type OwnLayerSettings,
  ownLayer,
  ownLayerSettings,
} from '../kit/cors-layer.ts';
import { block, fixedHeaders, ownHeaders } from '../kit/hand-written.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { line } from '../kit/response-headers.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Application, Snippet } from '../kit/stack.ts';

/** A plain Node.js server without a framework: the headers are set by hand. */
export const nodeHttp = optionsStack({
  id: 'node-http',
  label: 'Node.js · node:http',
  kind: 'code',
  docs: 'https://nodejs.org/api/http.html#responsesetheadername-value',
  basis: 'measured',
  // As measured on Node.js 20. Libraries on it send the same unless they change it.
  signals: [
    headerSignal(
      0.25,
      'Keep-Alive',
      /^timeout=5$/,
      (line) =>
        say`Node.js servers send ${line} by default.`
          .fr`Par défaut, les serveurs Node.js envoient ${line}.`,
    ),
  ],
  snippets: (proposal) => [listener(proposal)],
  notes: () => [
    say`If the function has other names for its parameters (${code('req')}, ${code('res')}), use
      them in these lines.`
      .fr`Si la fonction a d’autres noms pour ses paramètres (${code('req')}, ${code('res')}),
      utilisez-les dans ces lignes.`,
  ],
  cautions: varyCaution,
  answer: (proposal, application) => handSetCors(ownLayerSettings(proposal), application),
});

function listener(proposal: Proposal): Snippet {
  const { options } = proposal;
  const set = ([name, value]: readonly [name: string, value: string]) =>
    `response.setHeader('${name}', ${javascriptString(value)});`;
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  return {
    file: 'server.js',
    language: 'javascript',
    place: say`Paste at the top of the function given to ${code('createServer(…)')}. Remove every
      other line that sets ${ownHeaders(proposal)}.`
      .fr`Collez au début de la fonction passée à ${code('createServer(…)')}. Retirez toute autre
      ligne qui définit ${ownHeaders(proposal)}.`,
    lines: [
      `const allowedOrigins = ${javascriptList(options.origins.value)};`,
      "const { origin = '' } = request.headers;",
      set(['Vary', 'Origin']),
      'if (allowedOrigins.includes(origin)) {',
      "  response.setHeader('Access-Control-Allow-Origin', origin);",
      ...all.map((header) => `  ${set(header)}`),
      ...(answersPreflights ? block('  ', IS_PREFLIGHT, [...lists.map(set), ...EMPTY]) : []),
      '}',
    ].map(added),
  };
}

const IS_PREFLIGHT =
  "request.method === 'OPTIONS' && request.headers['access-control-request-method']";

const EMPTY: readonly string[] = ['response.writeHead(204).end();', 'return;'];

/**
 * The server's answer with these lines, given its function below them: a `Vary` that it sets
 * replaces theirs.
 */
export function handSetCors(settings: OwnLayerSettings, application: Application): Application {
  return (request) => {
    const answer = ownLayer(settings, application)(request);
    const below = isOwnPreflight(settings, request)
      ? null
      : get(application(request).headers, 'vary');
    if (below === null) return answer;
    const kept = answer.headers.filter(([name]) => name.toLowerCase() !== 'vary');
    return { ...answer, headers: [...kept, ...line('Vary', below)] };
  };
}

/** If the application sets `Vary`, it must name the origin too. */
function varyCaution({ requirement, seenServer }: Proposal): readonly Prose[] {
  const vary = get(applicationAnswer(seenServer, requirement).headers, 'vary');
  if (vary === null || vary === '*') return [];
  return [
    say`Add ${code('Origin')} to the application’s ${shown(`Vary: ${vary}`)}, which replaces the
      line here. Otherwise caches mix up the responses for different sites.`
      .fr`Ajoutez ${code('Origin')} au ${shown(`Vary: ${vary}`)} de l’application, qui remplace la
      ligne d’ici. Sinon, les caches mélangent les réponses destinées à différents sites.`,
  ];
}
