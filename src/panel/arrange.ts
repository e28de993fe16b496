import { byServer, type Endpoint, rank } from '../endpoints/endpoints.ts';
import { groupBy } from '../model/group-by.ts';
import type { ListChoices } from '../ui/state.ts';
import { standingOf } from '../ui/verdict.tsx';

/** Rows under one heading. */
export type RowGroup = {
  readonly key: string;
  readonly title: string;
  /** A few words beside the title. */
  readonly note: string;
  /** Lines under the title. */
  readonly below: readonly string[];
  readonly server: string;
  readonly endpoints: readonly Endpoint[];
};

/**
 * The rows in their groups, as the user wants them. `endpoints` is in the order of first
 * appearance.
 */
export function arrange(
  endpoints: readonly Endpoint[],
  { groupBy: by, sort }: Pick<ListChoices, 'groupBy' | 'sort'>,
): readonly RowGroup[] {
  const groups = by === 'server' ? groupsOfServers(endpoints) : groupsOfCauses(endpoints);
  if (sort === 'trouble') return groups;
  const order = sort === 'newest' ? byNewest : byUrl;
  return groups
    .map((group) => ({ ...group, endpoints: group.endpoints.toSorted(order) }))
    .toSorted(({ endpoints: [a] }, { endpoints: [b] }) => (a && b ? order(a, b) : 0));
}

function groupsOfServers(endpoints: readonly Endpoint[]): readonly RowGroup[] {
  return byServer(endpoints).map((group) => {
    const blocked = group.endpoints.filter(({ state }) => state === 'blocked').length;
    const note = blocked === 0 ? '' : `${blocked.toLocaleString('en')} blocked`;
    return { key: group.server, title: group.server, note, below: [], ...group };
  });
}

/**
 * One group for all rows that one change at one server fixes. The cause that stops most requests
 * comes first.
 */
function groupsOfCauses(endpoints: readonly Endpoint[]): readonly RowGroup[] {
  return [...groupBy(endpoints, causeKey)]
    .map(([key, group]): RowGroup => {
      const [first] = group;
      const { server } = first;
      return {
        key,
        title: titleOf(first),
        note: '',
        below: linesOf(group),
        server,
        endpoints: group,
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

function linesOf([first, ...others]: readonly [Endpoint, ...Endpoint[]]): readonly string[] {
  if (first.state !== 'blocked' || others.length === 0) return [first.server];
  const count = (others.length + 1).toLocaleString('en');
  return [`One fix for ${count} requests`, `to ${first.server}`];
}

const newestOf = ({ exchanges }: Endpoint): number => exchanges.at(-1)?.hops[0].at ?? 0;

const byNewest = (a: Endpoint, b: Endpoint): number => newestOf(b) - newestOf(a);

function byUrl(a: Endpoint, b: Endpoint): number {
  const [one, other] = [a.server + a.path, b.server + b.path];
  return one < other ? -1 : one > other ? 1 : 0;
}
