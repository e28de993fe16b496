import { corsHeaders } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import type { ResponseFacts } from '../../model/exchange.ts';
import { get } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import { shown, shownList } from '../../model/shown.ts';

/** Another extension rewrites the CORS headers between the server and the page. */
export const otherExtensionChangedHeaders: HintRule = {
  id: 'other-extension-changed-headers',
  detect: ({ exchange, evaluation }) => {
    const changed = exchange.hops
      .flatMap((hop) => [hop.preflight?.response ?? null, hop.response])
      .flatMap((response) => (response === null ? [] : changesOf(response)));
    const first = changed[0];
    if (first === undefined) return null;
    const more = [...new Set(changed.slice(1).map(({ name }) => name))].filter(
      (name) => name !== first.name,
    );
    return {
      confidence: 0.95,
      text: [
        'Another extension changes ',
        shown(first.name),
        ' from ',
        ...value(first.from),
        ' to ',
        ...value(first.to),
        ...(more.length > 0 ? [' (and ', ...shownList(more), ')'] : []),
        evaluation.verdict === 'blocked'
          ? ' on its way to the page. Switch that extension off, and mend the server’s own answer.'
          : ' on its way to the page, so this works only in this browser. Switch that extension off to see what your users get.',
      ],
      docs: null,
    };
  },
};

type Change = {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
};

function changesOf({ headers, modifiedHeaders }: ResponseFacts): readonly Change[] {
  if (modifiedHeaders === undefined) return [];
  const names = [...corsHeaders(headers), ...corsHeaders(modifiedHeaders)].map(([name]) =>
    name.toLowerCase(),
  );
  return [...new Set(names)]
    .map((name) => ({ name, from: get(headers, name), to: get(modifiedHeaders, name) }))
    .filter(({ from, to }) => from !== to);
}

function value(text: string | null): Prose {
  return [text === null ? 'nothing' : shown(text)];
}
