import { code, type Prose, prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
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
    return [prose`The server already allows ${shown(origin)}. Only these lines are missing.`];
  }
  if (reach !== 'unseen' || staticFile) return [];
  if (installed) {
    return [
      prose`CorsMiddleware runs for other URLs, but not for ${path}. Either
        ${code('CORS_URLS_REGEX')} does not match it, or something above CorsMiddleware answers. These
        lines fix both.`,
    ];
  }
  return [
    prose`If your settings have ${code('CORS_URLS_REGEX')}, delete it, or make it match ${path}.`,
  ];
}

function handWrittenNote(present: Present): readonly Prose[] {
  if (!present.handWritten) return [];
  return [
    prose`Delete your own middleware that adds ${code('Access-Control-Allow-Origin: *')}, and its
      line in ${code('MIDDLEWARE')}.`,
  ];
}

function moveNote(present: Present): readonly Prose[] {
  if (present.reach !== 'ran' || !present.redirectAhead) return [];
  return [
    prose`CorsMiddleware must come first: the URL does not end in a slash, so
      ${code('APPEND_SLASH')} may redirect it. A redirect made above CorsMiddleware has no CORS
      headers.`,
  ];
}

/** A regex may let other sites send credentials. Which ones cannot be seen from outside. */
function regexesNote({ credentials }: Proposal): readonly Prose[] {
  if (!credentials) return [];
  return [
    prose`If you use ${code('CORS_ALLOWED_ORIGIN_REGEXES')}, make it a list and end each pattern with
      ${code('$')}.`,
  ];
}

function originsNote({ origins }: Proposal): readonly Prose[] {
  if (origins === null) return [];
  return [
    prose`Start each origin that you add with ${code('http://')} or ${code('https://')}, and end it
      without a slash or path. Otherwise ${code('manage.py runserver')} does not start
      (${code('corsheaders.E013')} or ${code('corsheaders.E014')}), or the entry never matches.`,
  ];
}

function installNotes({ install, credentials }: Proposal): readonly Prose[] {
  if (!install) return [];
  return [
    ...(credentials
      ? []
      : [prose`If your settings turn on ${ALLOW_ALL}, remove it: the list is enough.`]),
    prose`Django 2.0 and later ignore ${code('MIDDLEWARE_CLASSES')} silently. Only
      ${code('MIDDLEWARE')} counts.`,
  ];
}
