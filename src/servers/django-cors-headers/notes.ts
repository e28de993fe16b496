import { parseUrl } from '../../model/origin.ts';
import { code, codeList, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { shown, shownList } from '../../model/shown.ts';
import { unreachable } from '../../model/unreachable.ts';
import type { Present, ReadList } from './infer.ts';
import type { Proposal } from './propose.ts';

/** What the present settings were taken to be, and how the change takes effect. */
export function notesOn(
  requirement: AnswerRequirement,
  present: Present,
  proposal: Proposal,
): readonly Prose[] {
  return [
    reachNote(requirement, present),
    ...handWrittenNote(present),
    ...stringNote('CORS_ALLOW_METHODS', present.methods),
    ...stringNote('CORS_ALLOW_HEADERS', present.headers),
    ...placementNote(present, proposal),
    ...keptNote(proposal, present),
    ['Restart the server: settings are read once, at its start.'],
  ];
}

function reachNote(requirement: AnswerRequirement, present: Present): Prose {
  const path = parseUrl(requirement.url)?.pathname ?? requirement.url;
  switch (present.reach) {
    case 'ran':
      return ranNote(requirement, present);
    case 'skipped':
      return [
        'CorsMiddleware runs on other URLs but not on ',
        shown(path),
        ': ',
        code('CORS_URLS_REGEX'),
        ' does not match it. The line below is the library’s default, which matches every path.',
      ];
    case 'above':
      return [
        'CorsMiddleware runs on other URLs, but this answer',
        ...(present.deciding ? [' (status ', code(String(present.deciding.status)), ')'] : []),
        ' was made by a middleware above it, so it has no CORS headers. First in the list, ',
        'CorsMiddleware sees every answer.',
      ];
    case 'unseen':
      if (present.staticFile) return STATIC_FILE;
      if (present.installed) return elsewhereNote(path);
      return [
        'No answer here says ',
        code('Vary: origin'),
        ', so CorsMiddleware did not run: it is not installed, stands too low in ',
        code('MIDDLEWARE'),
        ', or ',
        code('CORS_URLS_REGEX'),
        ' does not match ',
        shown(path),
        '. All three look the same from outside; the lines below are right in each case.',
      ];
    default:
      return unreachable(present.reach);
  }
}

const STATIC_FILE: Prose = [
  code('runserver'),
  ' gives out static files outside of every middleware, so no setting of django-cors-headers ',
  'reaches them by itself. WhiteNoise gives them out below CorsMiddleware instead.',
];

function elsewhereNote(path: string): Prose {
  return [
    'CorsMiddleware runs on other URLs, but not on ',
    shown(path),
    ': either ',
    code('CORS_URLS_REGEX'),
    ' does not match, or something above it answers. The lines below are right in both cases.',
  ];
}

function ranNote(requirement: AnswerRequirement, present: Present): Prose {
  const ran: Prose = ['CorsMiddleware ran on this answer (', code('Vary: origin'), ')'];
  if (present.allowed.includes(requirement.origin) || present.allowAll === true) {
    return [
      ...ran,
      ' and allows ',
      shown(requirement.origin),
      '; only the lines below are missing.',
    ];
  }
  const listed: Prose =
    present.allowed.length === 0
      ? []
      : [' The server was seen to allow ', ...shownList(present.allowed), '.'];
  return [...ran, ' but refused ', shown(requirement.origin), '.', ...listed];
}

function handWrittenNote(present: Present): readonly Prose[] {
  if (!present.handWritten) return [];
  return [
    [
      'A hand-written middleware puts ',
      code('Access-Control-Allow-Origin: *'),
      ' on every answer. Delete its class and its line in ',
      code('MIDDLEWARE'),
      '; the pasted line already drops every entry with ',
      code('cors'),
      ' in its name.',
    ],
  ];
}

function stringNote(setting: string, list: ReadList | null): readonly Prose[] {
  if (!list?.wasString) return [];
  return [
    [
      code(setting),
      ' is a string, so the library sends its letters one by one. It must be a list or a tuple.',
    ],
  ];
}

function placementNote(present: Present, proposal: Proposal): readonly Prose[] {
  if (present.reach === 'ran' && present.redirectAhead) {
    return [
      [
        'The URL has no slash at its end, and CorsMiddleware does not stand first: if ',
        code('APPEND_SLASH'),
        ' redirects the request, that answer would have no CORS headers. Hence the move.',
      ],
    ];
  }
  if (proposal.middleware !== null || present.placement === 'first' || present.placement === null) {
    return [];
  }
  return [
    [
      'CorsMiddleware stands below ',
      code(present.placement === 'below-all' ? 'XFrameOptionsMiddleware' : 'SecurityMiddleware'),
      '. That is not the reason here, but redirects made above it carry no CORS headers.',
    ],
  ];
}

/** Of lists that were never seen, what stands in them cannot be kept. */
function keptNote(proposal: Proposal, present: Present): readonly Prose[] {
  const written = [
    ...(proposal.methods !== null && present.methods === null ? ['CORS_ALLOW_METHODS'] : []),
    ...(proposal.headers !== null && present.headers === null ? ['CORS_ALLOW_HEADERS'] : []),
  ];
  if (written.length === 0) return [];
  return [
    [
      'If your settings list more in ',
      ...codeList(written, 'or'),
      ', add it to the pasted lines: the last assignment wins.',
    ],
  ];
}
