import type { ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { phrase } from '../model/say.ts';
import { splitEnds } from '../ui/middle.ts';
import { standingOf } from '../ui/verdict.tsx';

/** A long path loses its middle on screen, but not for screen readers. */
export function RowPath({
  path,
  query = '',
}: {
  readonly path: string;
  readonly query?: string;
}): ReactNode {
  const { head, tail } = splitEnds(path);
  const asked = query !== '' && <span className="row-query">{query}</span>;
  if (tail === '') {
    return (
      <span className="row-path">
        <span className="row-head">{path}</span>
        {asked}
      </span>
    );
  }
  return (
    <span className="row-path">
      <span className="visually-hidden">{path}</span>
      <span className="row-head" aria-hidden="true">
        {head}
      </span>
      <span className="row-tail" aria-hidden="true">
        {tail}
      </span>
      {asked}
    </span>
  );
}

/** A few words. For a fixed endpoint, its former cause. */
export function causeOf(endpoint: Endpoint): string {
  const { state, refused, tried, shown, before, onlyWithoutCookies } = endpoint;
  if (tried !== null) return standingOf(endpoint);
  if (state === 'fixed' && (refused || onlyWithoutCookies)) return standingOf(endpoint);
  return state === 'fixed' && before !== null
    ? phrase`Was: ${before.title}`.fr`Avant : ${before.title}`
    : shown.title;
}
