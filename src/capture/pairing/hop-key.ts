/** Names a hop of a request: `<index>#<request id>`. */
export const hopKey = (id: string, index: number): string => `${index}#${id}`;

/** The id of the request that the hop belongs to. */
export const requestOfHop = (key: string): string => key.slice(key.indexOf('#') + 1);
