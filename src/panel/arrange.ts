import { byServer, type Endpoint, rank } from '../endpoints/endpoints.ts';
import { foldedPath } from '../endpoints/folded-path.ts';
import { fixKey } from '../endpoints/one-fix.ts';
import { groupBy } from '../model/group-by.ts';
import type { ListChoices } from '../model/kept-view.ts';
import { remember } from '../model/lazy.ts';
import { counted, figure, phrase } from '../model/say.ts';
import { standingOf } from '../ui/verdict.tsx';

/** Rows under one heading. */
export type RowGroup = {
  readonly key: string;
  /** Empty: the group has no heading. */
  readonly title: string;
  /** A few words beside the title. */
  readonly note: string;
  /** Lines under the title. */
  readonly below: readonly string[];
  readonly server: string;
  readonly endpoints: readonly Endpoint[];
  /** The same rows in the same order: those that differ only in their parameters are one part. */
  readonly parts: readonly (Endpoint | Fold)[];
  /** Whether the heading says the cause of every row. */
  readonly saysCause: boolean;
};

/** Rows of one server, method and cause whose paths differ only in their parameters. */
export type Fold = {
  readonly key: string;
  readonly method: string;
  /** `/api/notifications/:id` */
  readonly path: string;
  /** The first one stands for all. */
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  /** Whether one change at one server is enough for all of them. */
  readonly oneFix: boolean;
};

/** Two rows take no more room than a fold and its one line. */
const FEWEST_FOLDED = 3;

export const isFold = (part: Endpoint | Fold): part is Fold => 'endpoints' in part;

/** The group of the pinned rows. */
export const PINNED = 'pinned';

/**
 * The rows in their groups, as the user wants them. `endpoints` is in the order of first
 * appearance. Pinned rows are a group of their own, at the top.
 */
export function arrange(
  endpoints: readonly Endpoint[],
  { groupBy: by, sort }: Pick<ListChoices, 'groupBy' | 'sort'>,
  pinned: ReadonlySet<string> = new Set(),
): readonly RowGroup[] {
  const isPinned = ({ key }: Endpoint): boolean => pinned.has(key);
  const held = pinned.size === 0 ? [] : endpoints.filter(isPinned);
  const rest = held.length === 0 ? endpoints : endpoints.filter((one) => !isPinned(one));
  return [...(held.length === 0 ? [] : [pinnedGroup(held)]), ...GROUPERS[by](rest, ORDERS[sort])];
}

type Order = (a: Endpoint, b: Endpoint) => number;

const GROUPERS: Readonly<
  Record<
    ListChoices['groupBy'],
    (endpoints: readonly Endpoint[], order: Order | null) => readonly RowGroup[]
  >
> = {
  server: (endpoints, order) => sorted(groupsOfServers(endpoints), order).map(folded),
  cause: (endpoints, order) => sorted(groupsOfCauses(endpoints), order).map(folded),
  none: (endpoints, order) =>
    endpoints.length === 0 ? [] : [flatGroup(endpoints.toSorted(order ?? byRank))],
};

/** A group before its rows are folded. */
type Unfolded = Omit<RowGroup, 'parts'>;

function sorted(groups: readonly Unfolded[], order: Order | null): readonly Unfolded[] {
  if (order === null) return groups;
  return groups
    .map((group) => ({ ...group, endpoints: group.endpoints.toSorted(order) }))
    .toSorted(({ endpoints: [a] }, { endpoints: [b] }) => (a && b ? order(a, b) : 0));
}

/** Where no row has a parameter, its parts are the rows themselves. */
function folded(group: Unfolded): RowGroup {
  const like = groupBy(group.endpoints, foldKey);
  const parts = [...like].flatMap(([key, [first, ...others]]): readonly (Endpoint | Fold)[] => {
    const path = patternOf(first);
    const isOne = others.length + 1 < FEWEST_FOLDED || path === first.path;
    if (isOne) return [first, ...others];
    const fixes = new Set([first, ...others].map(fixKey));
    const oneFix = fixes.size === 1 && !fixes.has(null);
    return [{ key, method: first.method, path, endpoints: [first, ...others], oneFix }];
  });
  return { ...group, parts };
}

const patternOf = remember(({ path }: Endpoint): string => foldedPath(path));

// Methods, states, origins and paths have no space, and the title comes last, so keys are unique.
const foldKey = remember((endpoint: Endpoint): string =>
  patternOf(endpoint) === endpoint.path
    ? endpoint.key
    : [
        endpoint.method,
        endpoint.state,
        endpoint.server,
        patternOf(endpoint),
        titleOf(endpoint),
      ].join(' '),
);

function pinnedGroup(endpoints: readonly Endpoint[]): RowGroup {
  const { server = '' } = endpoints[0] ?? {};
  return {
    key: PINNED,
    title: phrase`Pinned`.fr`Épinglées`,
    note: '',
    below: [],
    server,
    endpoints,
    parts: endpoints,
    saysCause: false,
  };
}

const flatGroup = (endpoints: readonly Endpoint[]): RowGroup => ({
  ...pinnedGroup(endpoints),
  key: 'all',
  title: '',
});

function groupsOfServers(endpoints: readonly Endpoint[]): readonly Unfolded[] {
  return byServer(endpoints).map((group) => {
    const blocked = group.endpoints.filter(({ state }) => state === 'blocked').length;
    const note =
      blocked === 0 ? '' : phrase`${figure(blocked)} blocked`.fr`${counted(blocked, 'bloquée')}`;
    return {
      key: group.server,
      title: group.server,
      note,
      below: [],
      saysCause: false,
      ...group,
    };
  });
}

/**
 * One group for all rows with one cause at one server. The cause that stops most requests comes
 * first.
 */
function groupsOfCauses(endpoints: readonly Endpoint[]): readonly Unfolded[] {
  return [...groupBy(endpoints, causeKey)]
    .map(([key, group]): Unfolded => {
      const [first] = group;
      return {
        key,
        title: titleOf(first),
        note: '',
        below: linesOf(group),
        server: first.server,
        endpoints: group,
        saysCause: true,
      };
    })
    .toSorted(
      ({ endpoints: [a, ...others] }, { endpoints: [b, ...more] }) =>
        (a && b ? rank(a) - rank(b) : 0) || more.length - others.length,
    );
}

// States and origins have no space, and the title comes last, so keys are unique.
const causeKey = (endpoint: Endpoint): string =>
  `${endpoint.state} ${endpoint.server} ${titleOf(endpoint)}`;

const titleOf = (endpoint: Endpoint): string =>
  endpoint.state === 'fixed' ? standingOf(endpoint) : endpoint.shown.title;

function linesOf(group: readonly [Endpoint, ...Endpoint[]]): readonly string[] {
  const [first] = group;
  const fixes = new Set(group.map(fixKey));
  if (group.length === 1 || fixes.size > 1 || fixes.has(null)) return [first.server];
  return [
    phrase`One fix for ${figure(group.length)} requests`
      .fr`Une seule correction pour ${figure(group.length)} requêtes`,
    phrase`to ${first.server}`.fr`à ${first.server}`,
  ];
}

const newestOf = ({ exchanges }: Endpoint): number => exchanges.at(-1)?.hops[0].at ?? 0;

const byRank: Order = (a, b) => rank(a) - rank(b);

/** Compares by a text, and rows with the same text by their URL. */
const by =
  (textOf: (endpoint: Endpoint) => string): Order =>
  (a, b) =>
    compare(textOf(a), textOf(b)) || compare(urlOf(a), urlOf(b));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const urlOf = ({ server, path }: Endpoint): string => server + path;

/** Null: the order of the groups themselves, the worst first. */
const ORDERS: Readonly<Record<ListChoices['sort'], Order | null>> = {
  trouble: null,
  newest: (a, b) => newestOf(b) - newestOf(a),
  url: by(() => ''),
  method: by(({ method }) => method),
  // Errors first. A row without a status comes last.
  status: (a, b) => (b.status ?? 0) - (a.status ?? 0) || by(() => '')(a, b),
  cause: by(titleOf),
};
