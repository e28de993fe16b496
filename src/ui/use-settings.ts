import { useCallback, useEffect, useState } from 'react';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import type { ViewEnvironment } from './environment.ts';

/** The live settings, and a function to change them. Defaults until they are read. */
export function useSettings({
  settings: store,
}: ViewEnvironment): readonly [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(DEFAULT_SETTINGS);
  useEffect(() => {
    store.read().then(setSettings, () => {});
    return store.onChanged(setSettings);
  }, [store]);
  const change = useCallback(
    (changed: Partial<Settings>): void => {
      const next = { ...settings, ...changed };
      setSettings(next);
      store.write(next).catch(() => {});
    },
    [store, settings],
  );
  return [settings, change];
}
