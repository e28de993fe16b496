import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const PATHS =
  /^\/(?:version|configs|proxies|providers|rules|connections|traffic|logs|memory|group|dns\/query)(?:\/|$)/;

/** The controller of mihomo (Clash Meta), which dashboards such as metacubexd ask: a list of origins. */
export const mihomo = settingsStack({
  id: 'mihomo',
  label: phrase`mihomo and Clash`.fr`mihomo et Clash`,
  kind: 'product',
  docs: 'https://wiki.metacubex.one/en/config/general/',
  marks: [
    portSignal(0.3, 9090, 'mihomo'),
    {
      weight: 0.5,
      seen: ({ url }) => {
        const { port = '', pathname = '' } = parseUrl(url) ?? {};
        return (port === '9090' || port === '9097') && PATHS.test(pathname);
      },
      evidence: () =>
        say`The controller of mihomo has such addresses.`
          .fr`Le contrôleur de mihomo utilise de telles adresses.`,
    },
    pathSignal(
      0.6,
      /^\/providers\/(?:proxies|rules)(?:\/|$)|^\/proxies\/[^/]+\/delay$/,
      say`The controller of mihomo has such addresses.`
        .fr`Le contrôleur de mihomo utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    headers: ['content-type', 'authorization'],
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fileSnippet(
      'config.yaml',
      'yaml',
      say`Merge into the top level of the file. Keep the origins that are there, except a star.`
        .fr`Fusionnez ces lignes avec le niveau supérieur du fichier. Gardez les origines qui s’y
        trouvent, sauf une étoile.`,
      ['external-controller-cors:', `  allow-origins: ${yamlList(origins)}`],
    ),
  ],
  restart: restarts('mihomo'),
  notes: [
    say`Set a ${code('secret')} too: the controller changes how this machine reaches the internet.`
      .fr`Définissez aussi un ${code('secret')} : le contrôleur change la façon dont cette machine accède
      à Internet.`,
  ],
});
