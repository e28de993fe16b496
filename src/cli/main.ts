// crosscheck: diagnoses CORS errors on the command line. In the repository: npm run diagnose, check.
import { refuse, write } from './output.ts';

const USAGE = `crosscheck diagnose FILE…|FOLDER|-     says why CORS blocked the requests in a HAR, or in console text
crosscheck check URL --origin ORIGIN   asks a server what a browser would ask
crosscheck --version

crosscheck diagnose --help and crosscheck check --help list the options.`;

/** Only the wanted command is loaded: it has to start fast. */
const COMMANDS = {
  diagnose: async (args: readonly string[]) =>
    (await import('./diagnose-command.ts')).diagnoseCommand(args, folder()),
  check: async (args: readonly string[]) =>
    (await import('./check-command.ts')).printCheck(args, folder()),
};

/** The folder that file names are relative to; `npm run` of this repository changes it. */
const folder = (): string => process.env['CROSSCHECK_FOLDER'] ?? process.cwd();

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (isCommand(name)) return COMMANDS[name](args);
  if (name === '--version' || name === '-v') {
    return write([`${(await import('../library/version.ts')).version()}\n`], 0);
  }
  if (name === '--help' || name === '-h' || name === 'help') return write(await help(), 0);
  const { didYouMean } = await import('../library/nearest.ts');
  const meant = didYouMean(name, Object.keys(COMMANDS));
  return refuse(`there is no command ${JSON.stringify(name)}.${meant} See crosscheck --help.`);
}

async function help(): Promise<readonly string[]> {
  const { stacks } = await import('../servers/index.ts');
  const { inColumns } = await import('./columns.ts');
  const ids = inColumns(stacks.map(({ id }) => id).toSorted(), process.stdout.columns ?? 100);
  return [`${USAGE}\n\nServers for --server ID:\n\n${ids}\n`];
}

// No command may end as if it had found something, only because it broke.
void main(process.argv.slice(2))
  .catch((error: unknown) => refuse(`this is a mistake in Crosscheck: ${String(error)}`))
  .then((code) => {
    process.exitCode = code;
  });
