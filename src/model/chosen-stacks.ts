import { fields } from './fields.ts';

/** The id of the stack that the user has chosen for a server, by the server's origin. */
export type ChosenStacks = Readonly<Record<string, string>>;

export const NO_STACKS: ChosenStacks = {};

/** Nobody chooses for more servers. */
const MOST = 200;
/** No stack has a longer id. */
const LONGEST = 80;

/** The choices with one more. The oldest ones leave a full list. */
export function withStack(chosen: ChosenStacks, server: string, stack: string): ChosenStacks {
  const others = Object.entries(chosen).filter(([known]) => known !== server);
  return Object.fromEntries([...others, [server, stack] as const].slice(-MOST));
}

/** The stack that the user has chosen for a server. Null: none. */
export const stackOf = (chosen: ChosenStacks, server: string): string | null =>
  Object.hasOwn(chosen, server) ? (chosen[server] ?? null) : null;

/** Stored choices. Unreadable ones are left out. Never throws. */
export function parseStacks(value: unknown): ChosenStacks {
  const known = Object.entries(fields(value)).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[1] !== '' && entry[1].length <= LONGEST,
  );
  return Object.fromEntries(known.slice(-MOST));
}
