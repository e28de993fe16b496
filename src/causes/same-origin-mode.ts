import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const sameOriginMode = defineCause({
  id: 'same-origin-mode',
  title: phrase`The page itself forbids another origin`.fr`La page elle-même interdit une autre
    origine`,
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/API/Request/mode',
  explain: ({ evidence: { url } }) =>
    say`The page requests ${shown(url)} with ${code("mode: 'same-origin'")}, but that is another
      origin.`.fr`La page demande ${shown(url)} avec ${code("mode: 'same-origin'")}, mais c’est une
      autre origine.`,
  why: () =>
    say`With this mode the browser refuses every other origin, whatever the server answers. The
      default is ${code("'cors'")}.`.fr`Avec ce mode, le navigateur refuse toute autre origine, quoi
      que le serveur réponde. La valeur par défaut est ${code("'cors'")}.`,
});
