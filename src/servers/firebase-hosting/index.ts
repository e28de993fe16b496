import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { jsonString } from '../kit/literals.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Files on Firebase Hosting. A header has the same value for every page. */
export const firebaseHosting = settingsStack({
  id: 'firebase-hosting',
  label: 'Firebase Hosting',
  kind: 'platform',
  docs: 'https://firebase.google.com/docs/hosting/full-config#headers',
  answersAlone: true,
  marks: [
    hostSignal(
      0.9,
      /\.(?:web\.app|firebaseapp\.com)$/,
      say`Firebase Hosting has the hosts below ${code('web.app')} and ${code('firebaseapp.com')}.`
        .fr`Les hôtes sous ${code('web.app')} et ${code('firebaseapp.com')} appartiennent à Firebase
        Hosting.`,
    ),
    headerSignal(
      0.85,
      'Vary',
      /\bx-fh-requested-host\b/i,
      (line) => say`Firebase Hosting sends ${line}.`.fr`Firebase Hosting envoie ${line}.`,
    ),
  ],
  can: { origins: 'one', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  // Files are there for GET and HEAD. What answers more is a function.
  write: ({ origins: [origin], credentials, expose, requirement }) =>
    requirement.preflight
      ? null
      : [
          fileSnippet(
            'firebase.json',
            'json',
            say`Paste inside ${code('"hosting"')}. If it has ${code('"headers"')} already, add only
              the entry to them.`
              .fr`Collez à l’intérieur de ${code('"hosting"')}. S’il y a déjà ${code('"headers"')},
              ajoutez-y seulement cette entrée.`,
            [
              '"headers": [',
              '  {',
              '    "source": "**",',
              '    "headers": [',
              ...entries([
                ['Access-Control-Allow-Origin', origin],
                ...(credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
                ...(expose.length > 0
                  ? [['Access-Control-Expose-Headers', expose.join(', ')] as const]
                  : []),
              ]),
              '    ]',
              '  }',
              '],',
            ],
          ),
        ],
  restart: {
    text: say`Deploy the site: until then it answers as before.`
      .fr`Déployez le site : jusque-là, il répond comme avant.`,
    command: 'firebase deploy --only hosting',
  },
  notes: [
    say`Every page gets this one origin. Firebase Hosting cannot choose among several.`
      .fr`Toutes les pages reçoivent cette seule origine. Firebase Hosting ne peut pas choisir parmi
      plusieurs origines.`,
  ],
  instead: [
    {
      id: 'firebase-hosting-preflight',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        say`Request a file with a plain GET, without headers of your own. For an API, let
          ${code('rewrites')} in ${code('firebase.json')} lead to a function, and set
          ${code('cors')} in that function. Firebase Hosting itself only serves files.`
          .fr`Demandez un fichier avec un simple GET, sans vos propres en-têtes. Pour une API,
          faites mener ${code('rewrites')} de ${code('firebase.json')} à une fonction, et définissez
          ${code('cors')} dans cette fonction. Firebase Hosting lui-même ne fait que servir des
          fichiers.`,
    },
  ],
});

const entries = (headers: readonly (readonly [name: string, value: string])[]): readonly string[] =>
  headers.map(
    ([name, value], index) =>
      `      { "key": "${name}", "value": ${jsonString(value)} }${index < headers.length - 1 ? ',' : ''}`,
  );
