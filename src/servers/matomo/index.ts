import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, urlSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The API of Matomo: a list of origins. It answers no preflight request.
 * @see https://github.com/matomo-org/matomo/blob/5.x-dev/core/API/CORSHandler.php
 */
export const matomo = settingsStack({
  id: 'matomo',
  label: 'Matomo',
  kind: 'product',
  docs: 'https://matomo.org/faq/how-to/faq_18694/',
  marks: [
    headerSignal(
      0.95,
      'X-Matomo-Request-Id',
      /./,
      (line) => say`Matomo sends ${line}.`.fr`Matomo envoie ${line}.`,
    ),
    urlSignal(
      0.85,
      /^[^?#]*\/(?:index\.php)?\?(?:.*&)?module=API&(?:.*&)?method=[A-Za-z]+\.[A-Za-z]+/,
      say`Matomo has such addresses.`.fr`Matomo utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: [], headers: [], expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, requirement: { preflight } }) =>
    !preflight && origins.every(isPlainHttpOrigin)
      ? [
          fileSnippet(
            'config/config.ini.php',
            'text',
            say`Add below ${code('[General]')}. It counts at once.`
              .fr`Ajoutez sous ${code('[General]')}. Cela compte aussitôt.`,
            origins.map((origin) => `cors_domains[] = "${origin}"`),
          ),
        ]
      : null,
  restart: null,
  instead: [
    {
      id: 'matomo-preflight',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        say`Send the request as a plain form, with ${code('token_auth')} in its body and without
          headers of your own. Matomo answers no preflight request.`
          .fr`Envoyez la requête comme un simple formulaire, avec ${code('token_auth')} dans son corps
          et sans vos propres en-têtes. Matomo ne répond à aucune requête préliminaire.`,
    },
  ],
});
