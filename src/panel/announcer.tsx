import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Endpoint, EndpointGroup } from '../diagnosis/endpoints.ts';

/** Tells screen readers, politely, what has newly been blocked or fixed. */
export function Announcer({ groups }: { readonly groups: readonly EndpointGroup[] }): ReactNode {
  const known = useRef<ReadonlyMap<string, Endpoint['state']>>(new Map());
  const [words, setWords] = useState('');
  useEffect(() => {
    const endpoints = groups.flatMap((group) => group.endpoints);
    const news = endpoints.filter(
      ({ key, state }) =>
        (state === 'blocked' || state === 'fixed') && known.current.get(key) !== state,
    );
    known.current = new Map(endpoints.map(({ key, state }) => [key, state]));
    if (news.length > 0) setWords(sentence(news));
  }, [groups]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
      {words}
    </div>
  );
}

function sentence(news: readonly Endpoint[]): string {
  const [first, ...others] = news;
  if (first === undefined) return '';
  const { state, method, path, shown } = first;
  const words =
    state === 'fixed' ? `Fixed: ${method} ${path}` : `Blocked: ${method} ${path}, ${shown.title}`;
  return others.length === 0 ? words : `${words}, and ${others.length} more`;
}
