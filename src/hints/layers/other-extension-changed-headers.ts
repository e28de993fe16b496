import { corsHeaders } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import type { ResponseFacts } from '../../model/exchange.ts';
import { get } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
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
    const also =
      more.length > 0
        ? say` (and ${shownList(more)})`.fr` (et change aussi ${shownList(more)})`
        : [];
    const why =
      evaluation.verdict === 'blocked'
        ? phrase`, and fix the server’s own response`.fr`, et corrigez la réponse du serveur
          lui-même`
        : phrase` to see what your users get: this works only in this browser`.fr` pour voir ce que
          reçoivent vos utilisateurs : cela ne marche que dans ce navigateur`;
    return {
      confidence: 0.95,
      text: say`Switch that extension off${why}. Another extension ${howChanged(first)}${also} on its way to the page.`
        .fr`Désactivez cette extension${why}. Une autre extension ${howChanged(first)}${also} avant
        que la page ne le reçoive.`,
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

function howChanged({ name, from, to }: Change): Prose {
  const header = shown(name);
  if (from === null) {
    const added = to === null ? [] : [shown(to)];
    return say`changes ${header} from nothing to ${added}`
      .fr`ajoute ${header} avec la valeur ${added}`;
  }
  return to === null
    ? say`changes ${header} from ${shown(from)} to nothing`
        .fr`retire ${header}, qui valait ${shown(from)},`
    : say`changes ${header} from ${shown(from)} to ${shown(to)}`
        .fr`remplace ${shown(from)} par ${shown(to)} dans ${header}`;
}
