import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { lazy } from '../model/lazy.ts';

/** A part of a view whose code loads on its own, so that the view itself is there sooner. */
export type Apart<Props> = {
  /** The part; what is shown `meanwhile`, until its code is there. */
  readonly Part: (props: { readonly of: Props; readonly meanwhile?: ReactNode }) => ReactNode;
  /** Begins to load the code before it is needed. */
  readonly load: () => void;
};

/** `load` imports the part’s component. It is called once. */
export function apart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Apart<Props> {
  let Loaded: ComponentType<Props> | null = null;
  const loading = lazy(async () => {
    Loaded = await load();
  });
  function Part({
    of,
    meanwhile = null,
  }: {
    readonly of: Props;
    readonly meanwhile?: ReactNode;
  }): ReactNode {
    const [state, setState] = useState<'waits' | 'loaded' | 'failed'>('waits');
    useEffect(() => {
      // What is there already needs no further drawing.
      if (Loaded !== null) return;
      let isShown = true;
      const show = (is: 'loaded' | 'failed') => (): void => {
        if (isShown) setState(is);
      };
      loading().then(show('loaded'), show('failed'));
      return () => {
        isShown = false;
      };
    }, []);
    if (Loaded !== null) return <Loaded {...of} />;
    return state === 'failed' ? <p role="alert">{NOT_LOADED}</p> : meanwhile;
  }
  return { Part, load: () => void loading().catch(() => {}) };
}

const NOT_LOADED =
  'Close and open this view again. The browser could not load this part of it, perhaps because Crosscheck was updated.';
