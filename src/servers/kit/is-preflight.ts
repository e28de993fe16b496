import { has } from '../../model/header-list.ts';
import type { ServerRequest } from './stack.ts';

/** Whether a request is a preflight, as every server decides it. */
export const isPreflight = ({ method, headers }: ServerRequest): boolean =>
  method === 'OPTIONS' && has(headers, 'access-control-request-method');
