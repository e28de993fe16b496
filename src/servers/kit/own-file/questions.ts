import { code, type Prose } from '../../../model/prose.ts';
import { codeList, say } from '../../../model/say.ts';
import type { Reason } from '../../../settings/value.ts';
import { ownText } from './own-text.ts';

/** Nobody hands over more at once. */
const MOST_MISSING = 20;

/** Asks for the modules of the project that were not handed over. */
export const missingQuestions = (missing: readonly string[], main: string): readonly Prose[] =>
  missing.slice(0, MOST_MISSING).map(
    (module) =>
      say`Hand over ${ownText(fileName(module))} too: ${ownText(main)} takes settings from it.`
        .fr`Fournissez aussi ${ownText(fileName(module))} : ${ownText(main)} y prend des
        réglages.`,
  );

const fileName = (module: string): string =>
  module.endsWith('.py') ? module : `${module.replace(/^\.+/, '').replaceAll('.', '/')}.py`;

/** The environment variables that no handed-over file sets. */
export function variables(reasons: readonly Reason[]): readonly string[] {
  const open = reasons.flatMap((one) =>
    one.kind === 'variable' && one.given === null ? [one.variable] : [],
  );
  return [...new Set(open)];
}

/** The conditions that only the running server settles. */
export function conditions(reasons: readonly Reason[]): readonly string[] {
  return [...new Set(reasons.flatMap((one) => (one.kind === 'condition' ? [one.text] : [])))];
}

/** Asks whether a condition holds. */
export function conditionQuestion(text: string, reasons: readonly Reason[]): Prose {
  const names = [
    ...new Set(reasons.flatMap((one) => (one.kind === 'variable' ? [one.variable] : []))),
  ];
  const where =
    names.length === 0
      ? []
      : say` It depends on ${codeList(names)} in the environment.`.fr` Elle dépend de
          ${codeList(names)} dans l’environnement.`;
  return say`Does the condition ${ownText(text)} hold where the server runs?${where}`.fr`La
    condition ${ownText(text)} est-elle vraie là où le serveur s’exécute ?${where}`;
}

/** Asks for the value of a variable. `origin`: what to add to it; null: nothing. */
export function variableQuestion(name: string, origin: string | null): Prose {
  const then =
    origin === null
      ? []
      : say` If it is set, add ${ownText(origin)} there.`.fr` Si elle est définie, ajoutez-y
          ${ownText(origin)}.`;
  return say`Which value has the environment variable ${code(name)} where the server runs?${then} To be
    sure, hand over the file that sets it, such as ${code('.env')} or ${code('docker-compose.yml')}.`
    .fr`Quelle est la valeur de la variable d’environnement ${code(name)} là où le serveur
    s’exécute ?${then} Pour en être sûr, fournissez le fichier qui la définit, comme ${code('.env')}
    ou ${code('docker-compose.yml')}.`;
}
