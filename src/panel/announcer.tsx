import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted, phrase } from '../model/say.ts';
import { standingOf } from '../ui/verdict.tsx';

/** Tells screen readers politely which rows are newly blocked or fixed. */
export function Announcer({ endpoints }: { readonly endpoints: readonly Endpoint[] }): ReactNode {
  const states = useRef(new Map<string, Endpoint['state']>());
  const looked = useRef(new WeakSet<Endpoint>());
  const [words, setWords] = useState('');
  useEffect(() => {
    const news: Endpoint[] = [];
    for (const endpoint of endpoints) {
      // Unchanged rows are the same objects: only the rest needs a check.
      if (looked.current.has(endpoint)) continue;
      looked.current.add(endpoint);
      const { key, state } = endpoint;
      if ((state === 'blocked' || state === 'fixed') && states.current.get(key) !== state) {
        news.push(endpoint);
      }
      states.current.set(key, state);
    }
    if (news.length > 0) setWords(sentence(news));
  }, [endpoints]);
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
    state === 'fixed'
      ? phrase`${standingOf(first)}: ${method} ${path}`.fr`${standingOf(first)} : ${method} ${path}`
      : phrase`Blocked: ${method} ${path}, ${shown.title}`
          .fr`Bloquée : ${method} ${path}, ${shown.title}`;
  const { length } = others;
  return length === 0
    ? words
    : phrase`${words}, and ${length} more`.fr`${words}, et ${counted(length, 'autre')}`;
}
