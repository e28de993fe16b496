import { list } from './fields.ts';

/** The servers that the user cannot change, by their origins. */
export type NotMine = readonly string[];

/** Nobody says it of more servers. */
const MOST = 200;
/** No origin that anybody asks is longer. */
const LONGEST = 300;

/** The servers with one more, or without it. The oldest ones leave a full list. */
export function withNotMine(servers: NotMine, server: string, isNotMine: boolean): NotMine {
  const others = servers.filter((known) => known !== server);
  return isNotMine ? [...others, server].slice(-MOST) : others;
}

/** Stored servers. Unreadable ones are left out. Never throws. */
export function parseNotMine(value: unknown): NotMine {
  const known = list(value).filter(
    (one): one is string => typeof one === 'string' && one !== '' && one.length <= LONGEST,
  );
  return [...new Set(known)].slice(-MOST);
}
