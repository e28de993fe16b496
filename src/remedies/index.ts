import { anyServer } from './any-server.ts';
import { djangoCorsHeaders } from './django-cors-headers/index.ts';
import { expressCors } from './express-cors/index.ts';
import type { Stack } from './stack.ts';

/** Every stack that fixes can be written for. */
export const stacks: readonly Stack[] = [djangoCorsHeaders, expressCors, anyServer];
