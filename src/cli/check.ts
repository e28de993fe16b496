// npm run check -- URL --origin ORIGIN: asks a server what a browser would ask, and judges it.
import { checkServer } from './check-server.ts';
import { refuse, surroundings, write } from './output.ts';

const result = await checkServer(process.argv.slice(2), surroundings());
process.exitCode =
  'problem' in result ? refuse(result.problem) : await write(result.pieces, result.code);
