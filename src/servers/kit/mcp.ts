import { elements } from '../../evidence/facts.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';

/**
 * What an MCP client in a page asks for, one after the other.
 * @see https://modelcontextprotocol.io/specification/latest/basic/transports
 */
export const MCP_LISTS = {
  methods: ['GET', 'POST', 'DELETE'],
  headers: [
    'content-type',
    'authorization',
    'mcp-protocol-version',
    'mcp-session-id',
    'last-event-id',
  ],
  expose: ['mcp-session-id'],
};

/** Whether an MCP client asked: its own request headers show it. */
export const asksForMcp = ({ requestHeaders }: SeenAnswer): boolean =>
  [
    ...elements(requestHeaders, 'access-control-request-headers'),
    ...requestHeaders.map(([name]) => name),
  ].some((name) => /^mcp-(protocol-version|session-id)$/i.test(name));
