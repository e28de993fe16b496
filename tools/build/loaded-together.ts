import { basename, dirname, parse } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

type Graph = Pick<Rolldown.PluginContext, 'getModuleIds' | 'getModuleInfo'>;

/** More than there are scripts that start by themselves, and views. */
const MOST_STARTS = 12;
/** A page, and what the build adds in the name of the manifest, stay as they are. */
const SCRIPT = /\.[cm]?[jt]sx?(\?\w+)?$/;

/**
 * Puts the modules that the same views load at once into one script. Left alone, each module that
 * something else needs too becomes a script of its own: sixty files to open, and badly compressed.
 */
export function loadedTogether(): Plugin {
  const loaders = new Map<string, ReadonlySet<string>>();
  // A script takes along what its modules import: what most of them load is taken first.
  const groups = Array.from({ length: MOST_STARTS }, (_, index) => {
    const count = MOST_STARTS - index;
    return {
      debugName: `loaded-by-${count}`,
      test: SCRIPT,
      name: (id: string) => {
        const starts = loaders.get(id);
        return starts?.size === count ? nameOf(starts, id) : null;
      },
    };
  });
  return {
    name: 'loaded-together',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }),
    buildEnd() {
      loaders.clear();
      for (const [id, starts] of loadersIn(this)) loaders.set(id, starts);
    },
  };
}

/** Such as `panel-view_popup-view`, or `panel-view.fr` for what is in one language. */
function nameOf(starts: ReadonlySet<string>, id: string): string {
  const names = new Set([...starts].map(startName));
  const [, language] = /\?(\w+)$/.exec(id) ?? [];
  return [...names].toSorted().join('_') + (language === undefined ? '' : `.${language}`);
}

function startName(start: string): string {
  const folder = basename(dirname(start));
  const { name } = parse(start);
  return name === folder ? folder : `${folder}-${name}`;
}

/** Each module with what loads it at once: a script that starts by itself, or a view that it goes on to. */
function loadersIn(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (start: string, ids: Iterable<string>): void => {
    for (const id of ids) found.set(id, (found.get(id) ?? new Set()).add(start));
  };
  const entries = [...graph.getModuleIds()].filter((id) => graph.getModuleInfo(id)?.isEntry);
  for (const entry of entries) {
    const ids = atOnce(graph, entry);
    const views = [...ids].flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
    add(entry, ids);
    for (const view of views) add(view, atOnce(graph, view));
  }
  // What starts by itself acts when it is loaded. It may not lie in a script that something else loads.
  for (const entry of entries) {
    for (const [id, starts] of found) {
      if (starts.size === 1 && starts.has(entry)) found.delete(id);
    }
  }
  return found;
}

function atOnce(graph: Graph, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
