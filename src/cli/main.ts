// crosscheck: diagnoses CORS errors on the command line. In the repository: npm run diagnose, check.
import { phrase, verbatim } from '../model/say.ts';
import { chooseLanguage } from './language.ts';
import { refuse, write } from './output.ts';

const usage =
  (): string => verbatim`crosscheck diagnose FILE…|FOLDER|-     says why CORS blocked the requests in a HAR, or in console text
crosscheck check URL --origin ORIGIN   asks a server what a browser would ask
crosscheck --version

crosscheck diagnose --help and crosscheck check --help list the options.
--lang en|fr, with every command, chooses the language. Without it, the system’s language counts.`
    .fr`crosscheck diagnose FICHIER…|DOSSIER|- explique pourquoi CORS a bloqué les requêtes d’un HAR ou d’un texte de console
crosscheck check URL --origin ORIGINE  demande à un serveur ce qu’un navigateur demanderait
crosscheck --version

crosscheck diagnose --help et crosscheck check --help donnent la liste des options.
--lang en|fr, avec chaque commande, choisit la langue. Sinon, c’est celle du système.`;

/** Only the wanted command is loaded, in the chosen language: it has to start fast. */
const COMMANDS = {
  diagnose: async (args: readonly string[]) =>
    (await import('./diagnose-command.ts')).diagnoseCommand(args, folder()),
  check: async (args: readonly string[]) =>
    (await import('./check-command.ts')).printCheck(args, folder()),
};

/** The folder that file names are relative to; `npm run` of this repository changes it. */
const folder = (): string => process.env['CROSSCHECK_FOLDER'] ?? process.cwd();

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

async function main(all: readonly string[]): Promise<number> {
  const chosen = chooseLanguage(all, process.env);
  if ('problem' in chosen) return refuse(chosen.problem);
  const [name = '--help', ...args] = chosen.args;
  if (isCommand(name)) return COMMANDS[name](args);
  if (name === '--version' || name === '-v') {
    return write([`${(await import('../library/version.ts')).version()}\n`], 0);
  }
  if (name === '--help' || name === '-h' || name === 'help') return write(await help(), 0);
  const { didYouMean } = await import('../library/nearest.ts');
  const meant = didYouMean(name, Object.keys(COMMANDS));
  const typed = JSON.stringify(name);
  return refuse(
    phrase`there is no command ${typed}.${meant} See crosscheck --help.`
      .fr`il n’y a pas de commande ${typed}.${meant} Voyez crosscheck --help.`,
  );
}

async function help(): Promise<readonly string[]> {
  const { stacks } = await import('../servers/index.ts');
  const { inColumns } = await import('./columns.ts');
  const ids = inColumns(stacks.map(({ id }) => id).toSorted(), process.stdout.columns ?? 100);
  const heading = phrase`Servers for --server ID:`.fr`Serveurs pour --server ID :`;
  return [`${usage()}\n\n${heading}\n\n${ids}\n`];
}

// No command may end as if it had found something, only because it broke.
void main(process.argv.slice(2))
  .catch((error: unknown) =>
    refuse(
      phrase`this is a mistake in Crosscheck: ${String(error)}`
        .fr`c’est une erreur dans Crosscheck : ${String(error)}`,
    ),
  )
  .then((code) => {
    process.exitCode = code;
  });
