import { requestOrigin, type ServerObservation } from '../../model/observation.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { shown } from '../../model/shown.ts';
import { applicationAnswer } from './application.ts';
import { changed, context } from './lines.ts';
import { javascriptString } from './literals.ts';
import { isMeetable } from './meetable.ts';
import type { Detection, Snippet, Stack } from './stack.ts';

/** What a development server is to pass on, and where to. */
export type ProxyRoute = {
  /** The first segment of the path, with its slash: `/api`. */
  readonly prefix: string;
  /** The origin of the server that answers. */
  readonly target: string;
};

/** A development server that can fetch from another server for its own page. */
export type DevProxy = Pick<Stack, 'id' | 'label' | 'docs' | 'basis'> & {
  readonly port: number;
  readonly snippets: (route: ProxyRoute) => readonly Snippet[];
  readonly notes?: readonly Prose[];
};

/**
 * A fix beside CORS: the page asks the server that it comes from, which passes the request on. The
 * other server answers as before, and the browser checks nothing. Only where the page comes from
 * this machine, as the pages of development servers do.
 */
export function devProxyStack({ id, label, docs, basis, port, snippets, notes }: DevProxy): Stack {
  return {
    id,
    label,
    docs,
    basis,
    detect: (observation) => detect(observation, port),
    remedy: (requirement, observation) => {
      const route = isMeetable(requirement) ? routeOf(requirement) : null;
      if (route === null) return null;
      const { pathname, search } = parseUrl(requirement.url) ?? { pathname: '/', search: '' };
      return {
        snippets: snippets(route),
        notes: [ONLY_DEVELOPMENT, ...(notes ?? [])],
        cautions: cautions(requirement),
        client: [pageSnippet(requirement, `${pathname}${search}`)],
        test: null,
        answer: (request) => applicationAnswer(observation, request),
        sameOriginUrl: `${requirement.origin}${pathname}${search}`,
      };
    },
  };
}

/** The server that answers says nothing of the one that the page comes from; its port may. */
function detect({ answers }: ServerObservation, port: number): Detection {
  const found = answers.some((one) => {
    const origin = requestOrigin(one) ?? '';
    return LOOPBACK.test(origin) && origin.endsWith(`:${port}`);
  });
  if (!found) return { confidence: 0, evidence: [], versions: [] };
  return {
    confidence: 0.3,
    evidence: [['The page comes from port ', code(String(port)), ', the default of this server.']],
    versions: [],
  };
}

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

function routeOf({ origin, url, server }: AnswerRequirement): ProxyRoute | null {
  const parsed = parseUrl(url);
  const prefix = /^\/[A-Za-z0-9._~-]+/.exec(parsed?.pathname ?? '')?.[0];
  // What starts at the root would take the page itself away from its server.
  if (prefix === undefined || !LOOPBACK.test(origin) || !/^https?:/.test(server)) return null;
  return { prefix, target: server };
}

const ONLY_DEVELOPMENT: Prose = [
  'This helps while developing. Where the built page is served, either the same path must lead to ',
  'the other server, or that server must answer CORS after all.',
];

function cautions({ origin, credentials }: AnswerRequirement): readonly Prose[] {
  return [
    [
      'Requests that change something still carry ',
      code('Origin'),
      ' (',
      shown(origin),
      '): a server that refuses strange origins itself refuses them still.',
    ],
    ...(credentials
      ? [['Cookies now belong to the host of the page: those of the other host are not sent.']]
      : []),
  ];
}

function pageSnippet({ method }: AnswerRequirement, path: string): Snippet {
  return {
    file: 'fetch',
    language: 'javascript',
    place: ['In the page: ask for the path alone, so that its own server is asked.'],
    lines: [
      changed(`await fetch(${javascriptString(path)}, {`),
      context(`  method: ${javascriptString(method)},`),
      context('});'),
    ],
  };
}
