import type { Prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import type { FaultId } from '../settings-reader.ts';
import type { EntryFault } from './entries.ts';
import { ownText } from './own-text.ts';

/** What to do about an entry, and why. `patterns`: the dialect’s words for it. */
export const entryWords = ({ id, right }: EntryFault, entry: string, patterns: Prose): Prose =>
  ENTRY_WORDS[id]?.(entry, right, patterns) ?? [];

const ENTRY_WORDS: {
  readonly [Id in FaultId]?: (entry: string, right: string, patterns: Prose) => Prose;
} = {
  'missing-scheme': (entry, right) =>
    say`Write ${ownText(right)} instead of ${ownText(entry)}: an origin starts with its scheme.`
      .fr`Écrivez ${ownText(right)} au lieu de ${ownText(entry)} : une origine commence par son
      schéma.`,
  'wrong-scheme': (entry, right) =>
    say`Add ${ownText(right)}: the list has ${ownText(entry)}, and the page uses the other scheme.`
      .fr`Ajoutez ${ownText(right)} : la liste contient ${ownText(entry)}, et la page utilise
      l’autre schéma.`,
  'default-port': (entry, right) =>
    say`Write ${ownText(right)} instead of ${ownText(entry)}: browsers leave out the scheme’s usual port.`
      .fr`Écrivez ${ownText(right)} au lieu de ${ownText(entry)} : les navigateurs omettent le port
      habituel du schéma.`,
  'upper-case': (entry, right) =>
    say`Write ${ownText(right)} instead of ${ownText(entry)}: browsers send an origin in lower case.`
      .fr`Écrivez ${ownText(right)} au lieu de ${ownText(entry)} : les navigateurs envoient
      l’origine en minuscules.`,
  'space-in-value': (entry, right) =>
    say`Remove the space around ${ownText(right)}: the list has ${ownText(`"${entry}"`)}, which never matches.`
      .fr`Supprimez l’espace autour de ${ownText(right)} : la liste contient
      ${ownText(`"${entry}"`)}, qui ne correspond jamais.`,
  'quotes-in-value': (entry, right) =>
    say`Remove the inner quotes: the value is ${ownText(entry)}, and the page’s origin is ${ownText(right)}.`
      .fr`Supprimez les guillemets intérieurs : la valeur est ${ownText(entry)}, et l’origine de la
      page est ${ownText(right)}.`,
  'comma-in-value': (entry, right) =>
    say`Make ${ownText(right)} an entry of its own. ${ownText(entry)} is one string, which never matches.`
      .fr`Faites de ${ownText(right)} une entrée à part. ${ownText(entry)} est une seule chaîne, qui
      ne correspond jamais.`,
  'wildcard-in-list': (entry, right) =>
    say`Add ${ownText(right)}: entries of this list are no patterns, so ${ownText(entry)} matches nothing.`
      .fr`Ajoutez ${ownText(right)} : les entrées de cette liste ne sont pas des motifs, donc
      ${ownText(entry)} ne correspond à rien.`,
  'regex-in-list': (entry, right, patterns) =>
    say`Add ${ownText(right)}: ${ownText(entry)} is a regular expression, ${patterns}.`.fr`Ajoutez
      ${ownText(right)} : ${ownText(entry)} est une expression régulière, ${patterns}.`,
  'trailing-slash': (entry, right) =>
    say`Write ${ownText(right)} instead of ${ownText(entry)}: an origin ends before the first slash of
      its path, and entries are compared exactly.`.fr`Écrivez ${ownText(right)} au lieu de
      ${ownText(entry)} : une origine s’arrête avant la première barre oblique de son chemin, et les
      entrées sont comparées exactement.`,
};
