import { type ReactNode, useEffect } from 'react';
import type { ViewEnvironment } from './environment.ts';
import { EnvironmentContext } from './environment-context.ts';
import { followTheme } from './theme.ts';

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
