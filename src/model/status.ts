import { type Exchange, lastHop } from './exchange.ts';

/** The status that the server answered in the end; null where it answered nothing. */
export const statusOf = (exchange: Exchange): number | null =>
  lastHop(exchange).response?.status ?? null;

/** Whether a status says that the server refused the request, or failed on it. */
export const isErrorStatus = (status: number | null): status is number =>
  status !== null && status >= 400;
