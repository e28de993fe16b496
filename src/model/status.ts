import { type Exchange, lastHop } from './exchange.ts';

/** The server's final status. Null when it did not answer. */
export const statusOf = (exchange: Exchange): number | null =>
  lastHop(exchange).response?.status ?? null;

/** Whether a status means that the server refused the request or failed. */
export const isErrorStatus = (status: number | null): status is number =>
  status !== null && status >= 400;
