import { type ReactNode, useEffect } from 'react';
import type { Theme } from '../model/settings.ts';
import type { ViewEnvironment } from './environment.ts';
import { EnvironmentContext } from './environment-context.ts';
import { useSettings } from './use-settings.ts';

/** The frame of every view: the browser, in the theme of its tools or of the user. */
export function ViewRoot({
  environment,
  children,
}: {
  readonly environment: ViewEnvironment;
  readonly children: ReactNode;
}): ReactNode {
  const [{ theme, density }] = useSettings(environment);
  useEffect(() => followTheme(environment, theme), [environment, theme]);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  return <EnvironmentContext value={environment}>{children}</EnvironmentContext>;
}

/** Keeps `data-theme` on the document equal to the user's choice, or to the browser's tools. */
function followTheme(environment: ViewEnvironment, theme: Theme): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = theme === 'auto' ? environment.theme() : theme;
  };
  apply();
  return environment.onThemeChanged(apply);
}
