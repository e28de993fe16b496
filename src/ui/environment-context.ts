import { createContext, useContext } from 'react';
import type { ViewEnvironment } from './environment.ts';

/** The browser, for every component below. */
export const EnvironmentContext = createContext<ViewEnvironment | null>(null);

/** The view's environment. Throws outside of its provider, because that is a programming error. */
export function useEnvironment(): ViewEnvironment {
  const environment = useContext(EnvironmentContext);
  if (environment === null) throw new Error('EnvironmentContext has no provider');
  return environment;
}
