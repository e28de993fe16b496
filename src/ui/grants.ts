import { useMemo, useSyncExternalStore } from 'react';
import { parseUrl } from '../model/origin.ts';
import { conjunction, phrase } from '../model/say.ts';
import type { ViewEnvironment } from './environment.ts';

/** A page may call very many hosts. A longer list helps nobody. */
const MOST_HOSTS = 60;

/** Which hosts are granted, of the page itself and its requests. */
export type Grants = {
  /** False until the page's permission is known. */
  readonly settled: boolean;
  /** True for the browser's own pages, which extensions may not see. */
  readonly unwatchable: boolean;
  /** Null when the browser does not reveal the page, or the page has no host. */
  readonly page: { readonly host: string; readonly granted: boolean } | null;
  /** Hosts that the page calls and that are not granted, ordered by the first call. */
  readonly notGranted: readonly string[];
};

export type GrantStore = {
  readonly get: () => Grants;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks for these hosts. Once all are granted, the page is loaded again. Call from a click. */
  readonly grant: (hosts: readonly string[]) => void;
};

/** An answer that takes longer belongs to another question. */
const PATIENCE_MS = 300_000;

const UNSETTLED: Grants = { settled: false, unwatchable: false, page: null, notGranted: [] };

const BROWSERS_OWN = /^(about|chrome|chrome-extension|devtools|edge|moz-extension|view-source):/;

/** The host of a URL that can be granted. Null for `file:`, `chrome:` and similar. */
function grantableHost(url: string): string | null {
  const parsed = parseUrl(url);
  if (parsed === null) return null;
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.hostname : null;
}

/** Tracks the permissions for the page and for every host that it calls, while subscribed. */
export function createGrants(environment: ViewEnvironment): GrantStore {
  const urls = new Map<string, string>();
  const granted = new Map<string, boolean>();
  const listeners = new Set<() => void>();
  let pageHost: string | null = null;
  let unwatchable = false;
  let grants = UNSETTLED;
  /** What the page is loaded again for. */
  let wanted: { readonly hosts: readonly string[]; readonly until: number } | null = null;

  const reloadIfGranted = (): void => {
    if (wanted === null || !wanted.hosts.every((host) => granted.get(host))) return;
    if (Date.now() < wanted.until) environment.reloadPage();
    wanted = null;
  };

  const publish = (): void => {
    const page = pageHost === null ? undefined : granted.get(pageHost);
    grants = {
      settled: true,
      unwatchable,
      page: pageHost === null || page === undefined ? null : { host: pageHost, granted: page },
      notGranted: [...urls.keys()].filter((host) => host !== pageHost && !granted.get(host)),
    };
    for (const listener of listeners) listener();
    reloadIfGranted();
  };
  const look = async (host: string, url: string): Promise<void> => {
    granted.set(host, await environment.isGranted(url));
  };
  const lookAtPage = async (): Promise<void> => {
    const url = await environment.pageUrl();
    pageHost = url === null ? null : grantableHost(url);
    unwatchable = url !== null && BROWSERS_OWN.test(url);
    if (url !== null && pageHost !== null) {
      urls.set(pageHost, url);
      await look(pageHost, url);
    }
  };
  const lookAgain = (): void => {
    const looks = [...urls].map(([host, url]) => look(host, url));
    void Promise.allSettled([...looks, lookAtPage()]).then(publish);
  };
  const meet = (url: string): void => {
    const host = grantableHost(url);
    if (host === null || urls.has(host) || urls.size >= MOST_HOSTS) return;
    urls.set(host, url);
    // A new host may belong to another page: the tab may have navigated.
    void Promise.allSettled([look(host, url), lookAtPage()]).then(publish);
  };

  return {
    get: () => grants,
    subscribe: (listener) => {
      listeners.add(listener);
      const stops = [environment.onRequestUrl(meet), environment.onPermissionsChanged(lookAgain)];
      lookAgain();
      return () => {
        listeners.delete(listener);
        for (const stop of stops) stop();
      };
    },
    grant: (hosts) => {
      const known = hosts.filter((host) => urls.has(host));
      // For the popup, the background does it.
      if (environment.kind !== 'popup') wanted = { hosts: known, until: Date.now() + PATIENCE_MS };
      environment
        .askToWatch(known.flatMap((host) => urls.get(host) ?? []))
        .then((outcome) => {
          if (outcome === 'refused') wanted = null;
        })
        .then(lookAgain, lookAgain);
    },
  };
}

/** Why one permission is not enough. */
export const NEEDS_BOTH = phrase`To see requests, Crosscheck must watch the page and the server.`
  .fr`Crosscheck ne voit une requête que s’il peut surveiller la page et le serveur.`;

export const TAB_NOT_WATCHED = phrase`This tab is not watched, so its requests do not appear here.`
  .fr`Cet onglet n’est pas surveillé : ses requêtes n’apparaissent pas ici.`;

/** Browsers report the servers that a page calls inside DevTools only. */
export const UNWATCHED_UNSEEN = phrase`Requests to servers that are not watched do not appear here.
  The Crosscheck panel in DevTools lists these servers.`.fr`Les requêtes vers des serveurs non
  surveillés n’apparaissent pas ici. Le panneau Crosscheck des DevTools liste ces serveurs.`;

/** The permissions, live. */
export function useGrants(environment: ViewEnvironment): readonly [Grants, GrantStore['grant']] {
  const store = useMemo(() => createGrants(environment), [environment]);
  const grants = useSyncExternalStore(store.subscribe, store.get);
  return [grants, store.grant];
}

/**
 * The most likely hosts: the page's own and those of the same site or machine, compared by their
 * last two labels. All hosts if there are at most two.
 */
export function likelyWanted(page: string | null, hosts: readonly string[]): readonly string[] {
  if (page === null || hosts.length <= 2) return hosts;
  const site = page.split('.').slice(-2).join('.');
  return hosts.filter((host) => host === site || host.endsWith(`.${site}`));
}

/** `Watch app.example.com and api.example.com, then reload`: lists the hosts that it asks for. */
export const grantLabel = (hosts: readonly string[]): string =>
  hosts.length === 0
    ? phrase`Watch`.fr`Surveiller`
    : phrase`Watch ${namedHosts(hosts)}, then reload`
        .fr`Surveiller ${namedHosts(hosts)}, puis recharger`;

/** `a.example, b.example and 2 more`. */
export function namedHosts(hosts: readonly string[]): string {
  if (hosts.length > 3) {
    const first = hosts.slice(0, 2).join(', ');
    return phrase`${first} and ${hosts.length - 2} more`.fr`${first} et ${hosts.length - 2} autres`;
  }
  return hosts.join(', ').replace(/, ([^,]*)$/, ` ${conjunction('and')} $1`);
}
