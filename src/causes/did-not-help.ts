import { code, type Prose, type Span } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';

/** What it can be when the lines of a fix did not help, by what the server answered since. */
export type WhatElse =
  /** One of several files was never copied. */
  | { readonly kind: 'not-copied'; readonly file: string }
  /** The server answers as before, and nothing shows that it was restarted. */
  | { readonly kind: 'not-restarted' }
  /** The same, although it was restarted. */
  | { readonly kind: 'restarted-unchanged'; readonly file: string }
  | { readonly kind: 'another-file'; readonly file: string }
  | { readonly kind: 'another-process'; readonly server: string }
  /** A header line that shows a cache or a proxy. */
  | { readonly kind: 'cache'; readonly header: string }
  | { readonly kind: 'proxy'; readonly header: string }
  /** The headers are different now, and refused for the same reason. Empty: there are none. */
  | { readonly kind: 'overwritten'; readonly header: string }
  /** The first reason is gone, and this one is left. */
  | { readonly kind: 'next-reason'; readonly title: string };

/** What to do about it: first the step, then the reason. */
export function whatElseProse(one: WhatElse): Prose {
  switch (one.kind) {
    case 'not-copied':
      return say`Paste the lines for ${code(one.file)} too. You have not copied them.`.fr`Collez
        aussi les lignes pour ${code(one.file)}. Vous ne les avez pas copiées.`;
    case 'not-restarted':
      return say`Restart the server. It sends the same CORS headers as before you copied the lines.`
        .fr`Redémarrez le serveur. Il envoie les mêmes en-têtes CORS qu’avant votre copie des
        lignes.`;
    case 'restarted-unchanged':
      return say`Check that the server reads the ${code(one.file)} that you changed. It was down for a
        moment, and it still sends the same CORS headers.`.fr`Vérifiez que le serveur lit bien le
        fichier ${code(one.file)} que vous avez changé. Il a été arrêté un moment, et il envoie
        toujours les mêmes en-têtes CORS.`;
    case 'another-file':
      return say`Check that the server reads the ${code(one.file)} that you changed. It may use another
        settings file or module.`.fr`Vérifiez que le serveur lit bien le fichier ${code(one.file)}
        que vous avez changé. Il utilise peut-être un autre fichier de configuration ou un autre
        module.`;
    case 'another-process':
      return say`Check which process answers at ${shown(one.server)}. An old one may still use that port.`
        .fr`Vérifiez quel processus répond à l’adresse ${shown(one.server)}. Un ancien utilise
        peut-être encore ce port.`;
    case 'cache':
      return say`Empty the cache. It sent an old response again (${shown(one.header)}).`.fr`Videz le
        cache. Il a renvoyé une ancienne réponse (${shown(one.header)}).`;
    case 'proxy':
      return say`Check the proxy in front of the server (${shown(one.header)}). It may replace the CORS
        headers.`.fr`Vérifiez le proxy placé devant le serveur (${shown(one.header)}). Il remplace
        peut-être les en-têtes CORS.`;
    case 'overwritten':
      return say`Find what else sets the CORS headers: a proxy, or code that runs later. The response has
        changed, but it is refused for the same reason: ${received(one.header)}.`.fr`Cherchez ce qui
        fixe aussi les en-têtes CORS : un proxy, ou du code exécuté plus tard. La réponse a changé,
        mais elle est refusée pour la même raison : ${received(one.header)}.`;
    case 'next-reason':
      return say`Compare your file with these lines. The response has changed, but one reason is left:
        ${one.title}.`.fr`Comparez votre fichier avec ces lignes. La réponse a changé, mais il reste
        une raison : ${one.title}.`;
  }
}

const received = (header: string): Span =>
  header === ''
    ? code(phrase`no Access-Control-Allow-Origin`.fr`aucun Access-Control-Allow-Origin`)
    : shown(header);
