import type { ViewEnvironment } from './environment.ts';

/** Sets `data-theme` on the document as the browser's tools have it, now and on each change. */
export function followTheme(environment: ViewEnvironment): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = environment.theme();
  };
  apply();
  return environment.onThemeChanged(apply);
}
