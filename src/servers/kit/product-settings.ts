import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { httpValue, isPlainWord, plainWord } from './literals.ts';
import { added, around, context } from './snippet-lines.ts';
import type { Restart, Snippet, SnippetLanguage } from './stack.ts';

/** The ways in which people start a product. Each is one snippet. */
export type Ways = {
  /** The unit of its Linux service. */
  readonly unit?: string;
  /** Its Docker image. */
  readonly image?: string;
  /** Its app for macOS: the name under which it is quit and opened. */
  readonly mac?: string;
  /** Its app for Windows. */
  readonly windows?: string;
};

/**
 * An environment variable of a product: its line, then the commands for each way of starting the
 * product. Null if the value needs quotes somewhere. `name` and `ways` are ours, never values.
 */
export function environmentSnippets(
  product: string,
  name: string,
  value: string,
  { unit, image, mac, windows }: Ways = {},
): readonly Snippet[] | null {
  if (!isPlainWord(value)) return null;
  const assignment = `${name}=${plainWord(value)}`;
  const terminal = (place: Prose, lines: Snippet['lines']): Snippet => ({
    file: 'terminal',
    language: 'shell',
    place,
    lines,
  });
  return [
    {
      file: name,
      language: 'text',
      place: say`Set this environment variable for ${product}. Keep the origins that it has
        already, separated by the same character.`.fr`Définissez cette variable d’environnement pour
        ${product}. Gardez les origines qu’elle contient déjà, séparées par le même caractère.`,
      lines: [added(assignment)],
    },
    ...(unit === undefined
      ? []
      : [
          terminal(
            say`If it runs as a Linux service, run these commands.`.fr`S’il s’exécute comme service
              Linux, lancez ces commandes.`,
            [
              context(`sudo mkdir -p /etc/systemd/system/${unit}.service.d`),
              added(`printf '[Service]\\nEnvironment="%s"\\n' "${assignment}" |`),
              context(`  sudo tee /etc/systemd/system/${unit}.service.d/cors.conf`),
              context('sudo systemctl daemon-reload'),
              context(`sudo systemctl restart ${unit}`),
            ],
          ),
        ]),
    ...(image === undefined
      ? []
      : [
          terminal(
            say`If it runs in Docker, remove the container. Then start it again with this option
              beside those that it had. In a Compose file, add the line to ${code('environment')}.`
              .fr`S’il s’exécute dans Docker, supprimez le conteneur. Démarrez-le ensuite avec cette
              option en plus de celles qu’il avait. Dans un fichier Compose, ajoutez la ligne à
              ${code('environment')}.`,
            [around('docker run \\'), added(`  --env "${assignment}" \\`), context(`  ${image}`)],
          ),
        ]),
    ...(mac === undefined
      ? []
      : [
          terminal(
            say`If you use the app for macOS, run this. Then quit ${mac} in the menu bar and open it
              again. Repeat it after each login.`.fr`Si vous utilisez l’application pour macOS,
              lancez ceci. Quittez ensuite ${mac} dans la barre des menus et rouvrez-le. Répétez-le
              après chaque ouverture de session.`,
            [added(`launchctl setenv ${name} "${plainWord(value)}"`)],
          ),
        ]),
    ...(windows === undefined
      ? []
      : [
          terminal(
            say`If you use the app for Windows, run this. Then quit ${windows} in the taskbar and
              start it again.`.fr`Si vous utilisez l’application pour Windows, lancez ceci. Quittez
              ensuite ${windows} dans la barre des tâches et redémarrez-le.`,
            [added(`setx ${name} "${plainWord(value)}"`)],
          ),
        ]),
  ];
}

/**
 * Several environment variables of a product, as one text. Null if a value needs quotes somewhere.
 * `image`: its Docker image. The names are ours, never values.
 */
export function variablesSnippets(
  product: string,
  variables: readonly (readonly [name: string, value: string])[],
  image: string,
): readonly Snippet[] | null {
  if (!variables.every(([, value]) => isPlainWord(value))) return null;
  const assignments = variables.map(([name, value]) => `${name}=${plainWord(value)}`);
  return [
    fileSnippet(
      '.env',
      'text',
      say`Set these environment variables for ${product}, in place of those with the same names. Keep
        the values that other pages need.`.fr`Définissez ces variables d’environnement pour
        ${product}, à la place de celles du même nom. Gardez les valeurs dont d’autres pages ont
        besoin.`,
      assignments,
    ),
    {
      file: 'terminal',
      language: 'shell',
      place: say`If it runs in Docker, remove the container. Then start it again with these options
        beside those that it had. In a Compose file, add the lines to ${code('environment')}.`
        .fr`S’il s’exécute dans Docker, supprimez le conteneur. Démarrez-le ensuite avec ces options
        en plus de celles qu’il avait. Dans un fichier Compose, ajoutez les lignes à
        ${code('environment')}.`,
      lines: [
        around('docker run \\'),
        ...assignments.map((one) => added(`  --env "${one}" \\`)),
        context(`  ${image}`),
      ],
    },
  ];
}

/**
 * The values with commas, for a file whose quoting is not needed. Null if a value needs quotes
 * there.
 */
export function plainList(values: readonly string[]): string | null {
  const text = values.join(',');
  return isPlainWord(text) ? plainWord(text) : null;
}

/** Whether an origin is a plain name or IPv4 address over HTTP: some settings accept no other. */
export const isPlainHttpOrigin = (origin: string): boolean =>
  /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/.test(origin);

/** Options for the command that starts a product. `flags` are written already. */
export const flagSnippet = (product: string, flags: readonly string[]): Snippet => ({
  file: phrase`the command that starts ${product}`.fr`la commande qui démarre ${product}`,
  language: 'shell',
  place:
    flags.length === 1
      ? say`Add this option to the command that starts ${product}. Keep its other
          options.`.fr`Ajoutez cette option à la commande qui démarre ${product}. Gardez ses autres
          options.`
      : say`Add these options to the command that starts ${product}. Keep its other
          options.`.fr`Ajoutez ces options à la commande qui démarre ${product}. Gardez ses autres
          options.`,
  lines: flags.map((flag, index) => added(index < flags.length - 1 ? `${flag} \\` : flag)),
});

/** A field of a dashboard or admin page: what to write there, one value a line. */
export const fieldSnippet = (field: string, place: Prose, values: readonly string[]): Snippet => ({
  file: field,
  language: 'text',
  place,
  lines: values.map((value) => added(httpValue(value))),
});

/** A file, all of it added. `lines` are written already. */
export const fileSnippet = (
  file: string,
  language: SnippetLanguage,
  place: Prose,
  lines: readonly string[],
): Snippet => ({ file, language, place, lines: lines.map(added) });

/** A command that installs packages of npm. */
export const npmSnippet = (command: string): Snippet =>
  fileSnippet(
    'terminal',
    'shell',
    say`Run this in the folder of ${code('package.json')}. It is safe to repeat.`.fr`Lancez cette
      commande dans le dossier de ${code('package.json')}. Vous pouvez la répéter sans risque.`,
    [command],
  );

/** For a program that reads its settings when it starts, in whichever way its user starts it. */
export const restarts = (product: string): Restart => ({
  text: say`Restart ${product}: it reads this setting only when it starts.`.fr`Redémarrez
    ${product} : ce réglage n’est lu qu’au démarrage.`,
  command: null,
});
