import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { pathOf } from '../../model/url.ts';
import { ALLOW_ALL } from './cautions.ts';
import type { Present } from './infer.ts';
import type { Proposal } from './propose.ts';

/** What the user must know to paste the lines. The hints explain why the request failed. */
export function notesOn(
  requirement: AnswerRequirement,
  present: Present,
  proposal: Proposal,
): readonly Prose[] {
  return [
    ...reachNote(requirement, present),
    ...handWrittenNote(present),
    ...moveNote(present),
    ...regexesNote(proposal),
    ...originsNote(proposal),
    ...installNotes(proposal),
  ];
}

function reachNote({ url, origin }: AnswerRequirement, present: Present): readonly Prose[] {
  const { reach, installed, staticFile, allowed, allowAll } = present;
  const path = shown(pathOf(url));
  if (reach === 'ran' && (allowed.includes(origin) || allowAll === true)) {
    return [
      say`The server already allows ${shown(origin)}. Only these lines are missing.`.fr`Le serveur
        autorise déjà ${shown(origin)}. Seules ces lignes manquent.`,
    ];
  }
  if (reach !== 'unseen' || staticFile) return [];
  if (installed) {
    return [
      say`CorsMiddleware runs for other URLs, but not for ${path}. Either
        ${code('CORS_URLS_REGEX')} does not match it, or something above CorsMiddleware answers. These
        lines fix both.`.fr`CorsMiddleware s’exécute pour d’autres URL, mais pas pour ${path}. Soit
        ${code('CORS_URLS_REGEX')} n’y correspond pas, soit quelque chose au-dessus de
        CorsMiddleware répond. Ces lignes corrigent les deux.`,
    ];
  }
  return [
    say`If your settings have ${code('CORS_URLS_REGEX')}, delete it, or make it match ${path}.`
      .fr`Si vos réglages contiennent ${code('CORS_URLS_REGEX')}, supprimez-le, ou faites-le
      correspondre à ${path}.`,
  ];
}

function handWrittenNote(present: Present): readonly Prose[] {
  if (!present.handWritten) return [];
  return [
    say`Delete your own middleware that adds ${code('Access-Control-Allow-Origin: *')}, and its
      line in ${code('MIDDLEWARE')}.`.fr`Supprimez votre propre middleware qui ajoute
      ${code('Access-Control-Allow-Origin: *')}, et sa ligne dans ${code('MIDDLEWARE')}.`,
  ];
}

function moveNote(present: Present): readonly Prose[] {
  if (present.reach !== 'ran' || !present.redirectAhead) return [];
  return [
    say`CorsMiddleware must come first: the URL does not end in a slash, so
      ${code('APPEND_SLASH')} may redirect it. A redirect made above CorsMiddleware has no CORS
      headers.`.fr`CorsMiddleware doit venir en premier : l’URL ne se termine pas par une barre
      oblique, donc ${code('APPEND_SLASH')} peut la rediriger. Une redirection faite au-dessus de
      CorsMiddleware n’a pas d’en-têtes CORS.`,
  ];
}

/** A regex may let other sites send credentials. Which ones cannot be seen from outside. */
function regexesNote({ credentials }: Proposal): readonly Prose[] {
  if (!credentials) return [];
  return [
    say`If you use ${code('CORS_ALLOWED_ORIGIN_REGEXES')}, make it a list and end each pattern with
      ${code('$')}.`.fr`Si vous utilisez ${code('CORS_ALLOWED_ORIGIN_REGEXES')}, faites-en une liste
      et terminez chaque motif par ${code('$')}.`,
  ];
}

function originsNote({ origins }: Proposal): readonly Prose[] {
  if (origins === null) return [];
  return [
    say`Start each origin that you add with ${code('http://')} or ${code('https://')}, and end it
      without a slash or path. Otherwise ${code('manage.py runserver')} does not start
      (${code('corsheaders.E013')} or ${code('corsheaders.E014')}), or the entry never matches.`
      .fr`Commencez chaque origine que vous ajoutez par ${code('http://')} ou ${code('https://')},
      et terminez-la sans barre oblique ni chemin. Sinon ${code('manage.py runserver')} ne démarre
      pas (${code('corsheaders.E013')} ou ${code('corsheaders.E014')}), ou l’entrée ne correspond
      jamais.`,
  ];
}

function installNotes({ install, credentials }: Proposal): readonly Prose[] {
  if (!install) return [];
  return [
    ...(credentials
      ? []
      : [
          say`If your settings turn on ${ALLOW_ALL}, remove it: the list is enough.`.fr`Si vos
            réglages activent ${ALLOW_ALL}, supprimez-le : la liste suffit.`,
        ]),
    say`Django 2.0 and later ignore ${code('MIDDLEWARE_CLASSES')} silently. Only
      ${code('MIDDLEWARE')} counts.`.fr`Django 2.0 et les versions suivantes ignorent
      ${code('MIDDLEWARE_CLASSES')} en silence. Seul ${code('MIDDLEWARE')} compte.`,
  ];
}
