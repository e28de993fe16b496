import { code, prose } from '../../model/prose.ts';
import { shellString } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { flagSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** PocketBase: the origins that its command lists. Everything else is fixed.
 * @see https://github.com/pocketbase/pocketbase/blob/master/apis/middlewares_cors.go
 */
export const pocketbase = settingsStack({
  id: 'pocketbase',
  label: 'PocketBase',
  kind: 'product',
  docs: 'https://pocketbase.io/docs/going-to-production/',
  marks: [
    portSignal(0.6, 8090, 'PocketBase'),
    pathSignal(
      0.5,
      /^\/api\/collections\/[^/]+\/(?:records|auth-)/,
      prose`PocketBase has such addresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },

  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins }) => [
    flagSnippet('PocketBase', [`--origins=${shellString(origins.join(','))}`]),
  ],
  restart: restarts('PocketBase'),
  notes: [
    prose`The command is ${code('pocketbase serve')}. Without this option, PocketBase allows every page, but no cookies. Its own client sends a token instead.`,
  ],
});
