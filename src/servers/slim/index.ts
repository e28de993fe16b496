import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fixedHeaders, ownHeaders } from '../kit/hand-written.ts';
import { phpList, phpString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';

/**
 * Slim, whose responses have no mark of their own. The middleware that is added last runs first,
 * before the routing.
 */
export const slim = optionsStack({
  id: 'slim',
  label: 'PHP · Slim',
  kind: 'code',
  docs: 'https://www.slimframework.com/docs/v4/concepts/middleware.html',
  basis: 'documented',
  signals: [],
  snippets: (proposal) => [middleware(proposal)],
  restart: () => null,
  notes: (proposal) => [
    say`Remove every other code that sets ${ownHeaders(proposal)}, also in routes.`
      .fr`Retirez tout autre code qui définit ${ownHeaders(proposal)}, aussi dans les routes.`,
    say`Keep these lines below ${code('addErrorMiddleware')}: then errors get the headers too.`
      .fr`Gardez ces lignes sous ${code('addErrorMiddleware')} : les erreurs reçoivent alors aussi
      les en-têtes.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

function middleware(proposal: Proposal): Snippet {
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  const add = (name: string, value: string) =>
    `->withHeader('${name}', ${value.startsWith('$') ? value : phpString(value)})`;
  const always = all.map(([name, value]) => add(name, value));
  return {
    file: 'public/index.php',
    language: 'php',
    place: say`Paste directly above ${code('$app->run();')}, below everything that is added to
      ${code('$app')}.`
      .fr`Collez juste au-dessus de ${code('$app->run();')}, sous tout ce qui est ajouté à
      ${code('$app')}.`,
    lines: [
      '$app->add(function ($request, $handler) use ($app) {',
      `    $allowedOrigins = ${phpList(proposal.options.origins.value)};`,
      "    $origin = $request->getHeaderLine('Origin');",
      '    $allowed = in_array($origin, $allowedOrigins, true);',
      ...(answersPreflights
        ? [
            "    $preflight = $allowed && $request->getMethod() === 'OPTIONS'",
            "        && $request->hasHeader('Access-Control-Request-Method');",
            '    $response = $preflight',
            '        ? $app->getResponseFactory()->createResponse(204)',
            '        : $handler->handle($request);',
          ]
        : ['    $response = $handler->handle($request);']),
      "    $response = $response->withAddedHeader('Vary', 'Origin');",
      '    if ($allowed) {',
      `        $response = $response${[add('Access-Control-Allow-Origin', '$origin'), ...always].join('\n            ')};`,
      '    }',
      ...(lists.length === 0
        ? []
        : [
            '    if ($preflight) {',
            `        $response = $response${lists.map(([name, value]) => add(name, value)).join('\n            ')};`,
            '    }',
          ]),
      '    return $response;',
      '});',
    ]
      .flatMap((text) => text.split('\n'))
      .map(added),
  };
}
