import { getAll, type Header, type HeaderList, listElements } from '../../model/header-list.ts';
import type { ServerAnswer } from './stack.ts';

/**
 * An answer with a CORS layer's headers. They replace the application's headers of the same name;
 * one `Vary` combines both.
 */
export function withHeaders(own: HeaderList, answer: ServerAnswer): ServerAnswer {
  const set = own.filter((one) => !isVary(one));
  const names = new Set(set.map(([name]) => name.toLowerCase()));
  const kept = answer.headers.filter((one) => !isVary(one) && !names.has(one[0].toLowerCase()));
  const vary = line('Vary', varyOf([...own, ...answer.headers]));
  return { status: answer.status, headers: [...set, ...kept, ...vary] };
}

const isVary = ([name]: Header): boolean => name.toLowerCase() === 'vary';

function varyOf(list: HeaderList): string {
  const all = getAll(list, 'vary').flatMap(listElements);
  if (all.includes('*')) return '*';
  return [...new Map(all.map((one) => [one.toLowerCase(), one])).values()].join(', ');
}

/** A header line; none if there is no value. */
export const line = (name: string, value: string | null | undefined): HeaderList =>
  value === null || value === undefined || value === '' ? [] : [[name, value]];

/** What the answer to a preflight depends on. */
export const PREFLIGHT_VARY: readonly string[] = [
  'Origin',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
];
