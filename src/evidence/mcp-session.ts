import { elements, type HeaderList, has } from '../model/header-list.ts';

/**
 * The header with the id of a session, which every client of MCP must read and send.
 * @see https://modelcontextprotocol.io/specification/latest/basic/transports
 */
export const SESSION = 'mcp-session-id';

/** Whether a response has the id, and its page cannot read it. */
export function hidesSession(headers: HeaderList): boolean {
  const exposed = elements(headers, 'access-control-expose-headers');
  const isExposed = exposed.some((name) => name === '*' || name.toLowerCase() === SESSION);
  return has(headers, SESSION) && !isExposed;
}
