import { type ReactNode, useEffect } from 'react';
import type { ViewEnvironment } from './environment.ts';
import { EnvironmentContext } from './environment-context.ts';

/** What every view stands in: the browser at hand, in the theme of its tools. */
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

/** Sets `data-theme` on the document as the browser's tools have it, now and on each change. */
function followTheme(environment: ViewEnvironment): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = environment.theme();
  };
  apply();
  return environment.onThemeChanged(apply);
}
