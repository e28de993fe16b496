import { type ReactNode, useEffect } from 'react';
import type { ViewEnvironment } from './environment.ts';
import { EnvironmentContext } from './environment-context.ts';

/** The frame of every view: the browser, in the theme of its tools. */
export function ViewRoot({
  environment,
  children,
}: {
  readonly environment: ViewEnvironment;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => followTheme(environment), [environment]);
  return <EnvironmentContext value={environment}>{children}</EnvironmentContext>;
}

/** Keeps `data-theme` on the document equal to the theme of the browser's tools. */
function followTheme(environment: ViewEnvironment): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = environment.theme();
  };
  apply();
  return environment.onThemeChanged(apply);
}
