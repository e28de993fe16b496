import { say } from '../../model/say.ts';
import type { Restart } from './stack.ts';

/** For a server whose way of running is unknown. */
export const RESTART_SERVER: Restart = {
  text: say`Restart the server, unless it reloads itself.`.fr`Redémarrez le serveur, sauf s’il se
    recharge tout seul.`,
  command: null,
};

/** For compiled languages. */
export const BUILD_AGAIN: Restart = {
  text: say`Build the server again and restart it.`.fr`Reconstruisez le serveur et redémarrez-le.`,
  command: null,
};

export const VITE_RESTARTS: Restart = {
  text: say`Save the file: Vite then restarts on its own.`.fr`Enregistrez le fichier : Vite
    redémarre alors tout seul.`,
  command: null,
};

/** For products whose changes wait for a deployment. */
export const DEPLOY_API: Restart = {
  text: say`Deploy the API, unless it deploys changes automatically.`.fr`Déployez l’API, sauf si
    elle déploie les changements automatiquement.`,
  command: null,
};

/** For a project that a platform builds and runs. */
export const DEPLOY_SITE: Restart = {
  text: say`Deploy the project again: until then it answers as before.`.fr`Déployez à nouveau le
    projet : d’ici là, il répond comme avant.`,
  command: null,
};
