import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { phrase } from '../model/say.ts';
import type { ViewEnvironment } from './environment.ts';

/**
 * Draws a view into `#root` once its environment is ready. Without one (the page was opened without
 * a tab to show), the reason is shown instead.
 */
export function mount(
  environment: Promise<ViewEnvironment>,
  view: (environment: ViewEnvironment) => ReactNode,
): void {
  const element = document.getElementById('root');
  if (element === null) return;
  const root = createRoot(element);
  environment.then(
    (ready) => root.render(view(ready)),
    (error: unknown) => root.render(<Unavailable reason={error} />),
  );
}

function Unavailable({ reason }: { readonly reason: unknown }): ReactNode {
  return (
    <main className="unavailable" role="alert" data-testid="state-unavailable">
      <h2>{phrase`Open Crosscheck from a tab`.fr`Ouvrez Crosscheck depuis un onglet`}</h2>
      <p>{reason instanceof Error ? reason.message : String(reason)}</p>
    </main>
  );
}
