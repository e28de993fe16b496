import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Chroma, the vector database: a list of origins. Everything else is allowed.
 * @see https://github.com/chroma-core/chroma/blob/main/rust/frontend/src/server.rs
 */
export const chroma = settingsStack({
  id: 'chroma',
  label: 'Chroma',
  kind: 'product',
  docs: 'https://docs.trychroma.com/reference/server-env-vars',
  marks: [
    headerSignal(
      0.95,
      'Chroma-Trace-Id',
      /./,
      (line) => say`Chroma sends ${line}.`.fr`Chroma envoie ${line}.`,
    ),
    pathSignal(
      0.85,
      /^\/api\/v[12]\/(?:tenants\/[^/]+\/databases|collections\/[^/]+\/(?:query|get|add|upsert)$|heartbeat$|pre-flight-checks$)/,
      say`Chroma has such addresses.`.fr`Chroma utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fileSnippet(
      'config.yaml',
      'yaml',
      say`Add this line to the file with which Chroma starts (${code('chroma run config.yaml')}). In
        its Docker image, the file is ${code('/config.yaml')}. Keep the origins that are there.`
        .fr`Ajoutez cette ligne au fichier avec lequel Chroma démarre
        (${code('chroma run config.yaml')}). Dans son image Docker, le fichier est
        ${code('/config.yaml')}. Gardez les origines qui s’y trouvent.`,
      [`cors_allow_origins: ${yamlList(origins)}`],
    ),
  ],
  restart: restarts('Chroma'),
  notes: [
    say`Before version 1.0, set ${code('CHROMA_SERVER_CORS_ALLOW_ORIGINS')} to the same list
      instead.`
      .fr`Avant la version 1.0, définissez plutôt ${code('CHROMA_SERVER_CORS_ALLOW_ORIGINS')} avec la
      même liste.`,
  ],
});
