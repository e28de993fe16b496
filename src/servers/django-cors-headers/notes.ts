import { code, codeList, type Prose, prose } from '../../model/prose.ts';
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
    ...keptNote(proposal, present),
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
  if (reach === 'skipped') {
    return [
      prose`The pasted ${code('CORS_URLS_REGEX')} is the library’s default: it matches every path.`,
    ];
  }
  if (reach !== 'unseen' || staticFile) return [];
  if (installed) {
    return [
      prose`CorsMiddleware runs for other URLs, but not for ${path}. Either
        ${code('CORS_URLS_REGEX')} does not match it, or something above CorsMiddleware answers. The
        pasted lines fix both.`,
    ];
  }
  return [
    prose`The pasted lines are right whether CorsMiddleware is missing, stands too low in
      ${code('MIDDLEWARE')}, or ${code('CORS_URLS_REGEX')} does not match ${path}.`,
  ];
}

function handWrittenNote(present: Present): readonly Prose[] {
  if (!present.handWritten) return [];
  return [
    prose`Delete your own middleware that adds ${code('Access-Control-Allow-Origin: *')}, and its
      line in ${code('MIDDLEWARE')}. The pasted lines drop it only if its path contains
      ${code('cors')}.`,
  ];
}

function moveNote(present: Present): readonly Prose[] {
  if (present.reach !== 'ran' || !present.redirectAhead) return [];
  return [
    prose`The pasted lines put CorsMiddleware first. The URL does not end in a slash, so
      ${code('APPEND_SLASH')} may redirect it, and a redirect made above CorsMiddleware has no CORS
      headers.`,
  ];
}

/** The entries of lists that were never seen cannot be kept. */
function keptNote(proposal: Proposal, present: Present): readonly Prose[] {
  const written = [
    ...(proposal.methods !== null && present.methods === null ? ['CORS_ALLOW_METHODS'] : []),
    ...(proposal.headers !== null && present.headers === null ? ['CORS_ALLOW_HEADERS'] : []),
  ];
  if (written.length === 0) return [];
  return [
    prose`If your settings list more in ${codeList(written, 'or')}, add it to the pasted lines: the
      last assignment wins.`,
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

function installNotes({ install, allowAllOff }: Proposal): readonly Prose[] {
  if (!install) return [];
  return [
    ...(allowAllOff
      ? []
      : [prose`If your settings turn on ${ALLOW_ALL}, remove it: the list is enough.`]),
    prose`Django 2.0 and later ignore ${code('MIDDLEWARE_CLASSES')} silently. Only
      ${code('MIDDLEWARE')} counts.`,
  ];
}
