import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    // Others use this port too.
    portSignal(0.4, 8090, 'PocketBase'),
    pathSignal(
      0.5,
      /^\/api\/collections\/[^/]+\/(?:records|auth-)/,
      say`PocketBase has such addresses.`.fr`PocketBase utilise de telles adresses.`,
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
    say`The command is ${code('pocketbase serve')}. Without this option, PocketBase allows every
      page, but no cookies. Its own client sends a token instead.`
      .fr`La commande est ${code('pocketbase serve')}. Sans cette option, PocketBase autorise toutes
      les pages, mais pas les cookies. Son propre client envoie un jeton à la place.`,
  ],
});
