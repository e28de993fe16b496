import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { lazy } from '../model/lazy.ts';
import { phrase } from '../model/say.ts';

/** A part of a view whose code loads on its own, so that the view itself is there sooner. */
export type Apart<Props> = {
  /** The part’s component. Null until its code is there. */
  readonly component: () => ComponentType<Props> | null;
  /** Loads the code, once. Rejects if the browser cannot. */
  readonly load: () => Promise<void>;
};

/** `get` imports the part’s component. */
export function apart<Props extends object>(
  get: () => Promise<ComponentType<Props>>,
): Apart<Props> {
  let component: ComponentType<Props> | null = null;
  const load = lazy(async () => {
    component = await get();
  });
  return { component: () => component, load };
}

/** Loads a part before it is needed. */
export function useLoadedSoon({ load }: Pick<Apart<never>, 'load'>): void {
  useEffect(() => {
    // If it is needed later, it says so itself.
    load().catch(() => {});
  }, [load]);
}

/** The part with the properties `of`; nothing until its code is there. */
export function LoadedApart<Props extends object>({
  part: { component, load },
  of,
}: {
  readonly part: Apart<Props>;
  readonly of: Props;
}): ReactNode {
  const [state, setState] = useState<'waits' | 'loaded' | 'failed'>('waits');
  useEffect(() => {
    // What is there already needs no further drawing.
    if (component() !== null) return;
    let isShown = true;
    const show = (is: 'loaded' | 'failed') => (): void => {
      if (isShown) setState(is);
    };
    load().then(show('loaded'), show('failed'));
    return () => {
      isShown = false;
    };
  }, [component, load]);
  const Part = component();
  if (Part !== null) return <Part {...of} />;
  return state === 'failed' ? <p role="alert">{NOT_LOADED}</p> : null;
}

const NOT_LOADED = phrase`Close and open this view again. The browser could not load this part of
  it. Perhaps Crosscheck was updated.`.fr`Fermez cette vue et ouvrez-la à nouveau. Le navigateur n’a
  pas pu en charger cette partie. Crosscheck a peut-être été mis à jour.`;
