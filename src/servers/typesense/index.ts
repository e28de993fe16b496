import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { hostSignal, portSignal } from '../kit/marks.ts';
import { flagSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Typesense: the origins that its command lists. */
export const typesense = settingsStack({
  id: 'typesense',
  label: 'Typesense',
  kind: 'product',
  docs: 'https://typesense.org/docs/latest/api/server-configuration.html#cors',
  marks: [
    portSignal(0.75, 8108, 'Typesense'),
    hostSignal(
      0.9,
      /\.a1\.typesense\.net$/,
      say`Typesense Cloud has such hosts.`.fr`Typesense Cloud utilise de tels hôtes.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },

  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => [
    flagSnippet('Typesense', ['--enable-cors', `--cors-domains=${shellString(origins.join(','))}`]),
  ],
  restart: restarts('Typesense'),
  notes: [
    say`Or set ${code('TYPESENSE_ENABLE_CORS')} and ${code('TYPESENSE_CORS_DOMAINS')}.`
      .fr`Ou définissez ${code('TYPESENSE_ENABLE_CORS')} et ${code('TYPESENSE_CORS_DOMAINS')}.`,
    say`Give the page a key that may only search, never the administrator’s key.`
      .fr`Donnez à la page une clé qui ne permet que la recherche, jamais la clé d’administration.`,
  ],
});
