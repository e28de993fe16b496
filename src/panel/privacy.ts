import { phrase } from '../model/say.ts';

/** What Crosscheck sees and keeps. */
export const PRIVACY = phrase`Crosscheck sees the requests that this page sends to other servers, and
  their headers. Everything stays in this browser. Passwords, cookies and tokens are not kept.`
  .fr`Crosscheck voit les requêtes que cette page envoie à d’autres serveurs, et leurs en-têtes. Tout
  reste dans ce navigateur. Les mots de passe, cookies et jetons ne sont pas gardés.`;
