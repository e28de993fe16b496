import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const NAME = 'REGISTRY_HTTP_HEADERS_Access-Control';

/**
 * The registry of container images (distribution): headers that it adds to every response, the same
 * for every page.
 * @see https://distribution.github.io/distribution/about/configuration/#headers
 */
export const dockerRegistry = settingsStack({
  id: 'docker-registry',
  label: 'Docker Registry',
  kind: 'product',
  docs: 'https://distribution.github.io/distribution/about/configuration/#headers',
  marks: [
    headerSignal(
      0.9,
      'Docker-Distribution-Api-Version',
      /^registry\/2\.0$/i,
      (line) => say`A registry of images sends ${line}.`.fr`Un registre d’images envoie ${line}.`,
    ),
  ],
  can: { origins: 'one', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  lists: {
    methods: ['HEAD', 'GET', 'OPTIONS', 'DELETE'],
    headers: ['authorization', 'accept', 'cache-control'],
    expose: ['docker-content-digest'],
  },
  write: ({ origins: [origin], credentials, methods, headers, expose }) => {
    const lists = [
      ['Origin', [origin]] as const,
      ...(credentials ? [['Credentials', ['true']] as const] : []),
      ['Methods', methods] as const,
      ['Headers', headers] as const,
    ];
    const isPlain = [...methods, ...headers, ...expose].every((one) => /^[\w.-]+$/.test(one));
    if (!isPlainHttpOrigin(origin) || !isPlain) return null;
    const line = (name: string, values: readonly string[]) =>
      `${name}: ${yamlString(`[${values.join(',')}]`)}`;
    return [
      fileSnippet(
        'compose.yaml',
        'yaml',
        say`Add to ${code('environment')} of the registry, in place of the lines with the same names.`
          .fr`Ajoutez à ${code('environment')} du registre, à la place des lignes des mêmes noms.`,
        [
          ...lists.map(([name, values]) => line(`${NAME}-Allow-${name}`, values)),
          line(`${NAME}-Expose-Headers`, expose),
        ],
      ),
    ];
  },
  restart: {
    text: say`Restart the container: the registry reads this only when it starts.`
      .fr`Redémarrez le conteneur : le registre ne lit ceci qu’à son démarrage.`,
    command: 'docker compose up -d',
  },
  notes: [
    say`With a login, the registry asks for it in the preflight request too. Let a proxy in front
      answer ${code('OPTIONS')} then.`
      .fr`Avec une connexion, le registre l’exige aussi pour la requête préliminaire. Faites alors
      répondre à ${code('OPTIONS')} par un proxy placé devant lui.`,
  ],
});
