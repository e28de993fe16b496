import { contexts } from './contexts.ts';
import { failures } from './failures.ts';
import { preflight } from './preflight.ts';
import { redirects } from './redirects.ts';
import { safari } from './safari.ts';
import type { Scenario } from './scenario.ts';
import { simple } from './simple.ts';

/** Every scenario, each with an id of its own. */
export const scenarios: readonly Scenario[] = [
  ...simple,
  ...preflight,
  ...redirects,
  ...contexts,
  ...failures,
  ...safari,
];
