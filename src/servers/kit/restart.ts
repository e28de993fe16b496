import { prose } from '../../model/prose.ts';
import type { Restart } from './stack.ts';

/** For a server whose way of running is unknown. */
export const RESTART_SERVER: Restart = {
  text: prose`Restart the server, unless it reloads itself.`,
  command: null,
};

/** For compiled languages. */
export const BUILD_AGAIN: Restart = {
  text: prose`Build the server again and restart it.`,
  command: null,
};

export const VITE_RESTARTS: Restart = {
  text: prose`Save the file: Vite then restarts on its own.`,
  command: null,
};

/** For products whose changes wait for a deployment. */
export const DEPLOY_API: Restart = {
  text: prose`Deploy the API, unless it deploys changes automatically.`,
  command: null,
};

/** For a project that a platform builds and runs. */
export const DEPLOY_SITE: Restart = {
  text: prose`Deploy the project again: until then it answers as before.`,
  command: null,
};
