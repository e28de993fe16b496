import { code, type Prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shownList } from '../../../model/shown.ts';

/** What a list of the server’s CORS settings names. */
export type NamesKind = 'methods' | 'headers' | 'expose';

/** What to do about a list that lacks names: `option` is where it stands. */
export function addNames(kind: NamesKind, names: readonly string[], option: string): Prose {
  const [one, many] = ADD[kind];
  return (names.length > 1 ? many : one)(shownList(names), code(option));
}

type Add = (names: Prose, option: ReturnType<typeof code>) => Prose;

const ADD: Readonly<Record<NamesKind, readonly [one: Add, many: Add]>> = {
  methods: [
    (names, option) =>
      say`Add the method ${names} to ${option}.`.fr`Ajoutez la méthode ${names} à ${option}.`,
    (names, option) =>
      say`Add the methods ${names} to ${option}.`.fr`Ajoutez les méthodes ${names} à ${option}.`,
  ],
  headers: [
    (names, option) =>
      say`Add the request header ${names} to ${option}.`.fr`Ajoutez l’en-tête de requête ${names} à
        ${option}.`,
    (names, option) =>
      say`Add the request headers ${names} to ${option}.`
        .fr`Ajoutez les en-têtes de requête ${names} à ${option}.`,
  ],
  expose: [
    (names, option) =>
      say`Add the response header ${names} to ${option}.`.fr`Ajoutez l’en-tête de réponse ${names} à
        ${option}.`,
    (names, option) =>
      say`Add the response headers ${names} to ${option}.`
        .fr`Ajoutez les en-têtes de réponse ${names} à ${option}.`,
  ],
};
