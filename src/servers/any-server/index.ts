import { extractTokens, get, type Header, type HeaderList, has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { shown, shownList } from '../../model/shown.ts';
import { applicationAnswer } from '../kit/application.ts';
import { credentialsSnippets } from '../kit/client.ts';
import { httpValue } from '../kit/literals.ts';
import { isMeetable } from '../kit/meetable.ts';
import { curlTest } from '../kit/regression-test/curl.ts';
import type { ServerAnswer, ServerRequest, Snippet, SnippetLine, Stack } from '../kit/stack.ts';

/**
 * Whatever the server is: the headers to answer, for the preflight and for the request itself.
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export const anyServer: Stack = {
  id: 'any-server',
  label: 'Any server',
  docs: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
  basis: 'measured',
  detect: () => ({ confidence: 0.1, evidence: [], versions: [] }),
  remedy: (requirement, observation) => {
    if (!isMeetable(requirement)) return null;
    const preflight = preflightHeaders(requirement, observation);
    const actual = actualHeaders(requirement, observation);
    return {
      snippets: [
        ...(requirement.preflight ? [preflightSnippet(preflight, observation)] : []),
        actualSnippet(requirement, actual, observation),
      ],
      notes: notes(requirement),
      cautions: [ONE_LAYER],
      client: credentialsSnippets(requirement),
      test: curlTest(requirement),
      answer: (request) => answer(requirement, { preflight, actual }, observation, request),
    };
  },
};

function actualHeaders(requirement: AnswerRequirement, observation: ServerObservation): HeaderList {
  const expose = list('Access-Control-Expose-Headers', requirement.expose, observation, 'actual');
  return [
    ['Access-Control-Allow-Origin', requirement.origin],
    ...(requirement.credentials ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
    ...(expose[1] === '' ? [] : [expose]),
    // A shared cache must not hand one origin's answer to another.
    ['Vary', varyWithOrigin(requirement, observation)],
  ];
}

/** `Origin` beside what the answer varies by already. */
function varyWithOrigin({ url }: AnswerRequirement, { answers }: ServerObservation): string {
  const last = answers.findLast((one) => one.kind === 'actual' && one.url === url);
  const present = last === undefined ? null : extractTokens(last.headers, 'vary');
  if (present === null || present === 'failure') return 'Origin';
  const known = present.some((token) => token === '*' || token.toLowerCase() === 'origin');
  return (known ? present : [...present, 'Origin']).join(', ');
}

function preflightHeaders(
  requirement: AnswerRequirement,
  observation: ServerObservation,
): HeaderList {
  const lists: HeaderList = [
    list('Access-Control-Allow-Methods', requirement.methods, observation),
    list('Access-Control-Allow-Headers', requirement.headers, observation),
  ].filter(([, value]) => value !== '');
  return [
    ['Access-Control-Allow-Origin', requirement.origin],
    ...lists,
    ...(requirement.credentials ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
    ['Vary', 'Origin'],
  ];
}

/** What must be listed, after what the server lists already. */
function list(
  name: string,
  needed: readonly string[],
  { answers }: ServerObservation,
  kind: ObservedAnswer['kind'] = 'preflight',
): Header {
  const last = answers.findLast((one) => one.kind === kind && has(one.headers, name));
  const tokens = last === undefined ? null : extractTokens(last.headers, name);
  const kept = tokens === null || tokens === 'failure' ? [] : tokens;
  const all = [...kept.filter((token) => token !== '*'), ...needed];
  // Names of headers mean the same in any case; methods do not.
  const keyOf = (token: string): string => (/-methods$/i.test(name) ? token : token.toLowerCase());
  const keys = all.map(keyOf);
  return [name, all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index).join(', ')];
}

function preflightSnippet(headers: HeaderList, observation: ServerObservation): Snippet {
  const last = observation.answers.findLast((one) => one.kind === 'preflight');
  return {
    file: 'answer to OPTIONS',
    language: 'http',
    place: [
      'Answer an ',
      code('OPTIONS'),
      ' that carries ',
      code('Access-Control-Request-Method'),
      ' with this, before authentication and redirects.',
    ],
    lines: [
      { text: 'HTTP/1.1 204 No Content', mark: last?.status === 204 ? 'context' : 'added' },
      ...headerLines(headers, last?.headers),
    ],
  };
}

function actualSnippet(
  requirement: AnswerRequirement,
  headers: HeaderList,
  { answers }: ServerObservation,
): Snippet {
  const last = answers.findLast((one) => one.kind === 'actual' && one.url === requirement.url);
  return {
    file: `answer to ${httpValue(requirement.method)}`,
    language: 'http',
    place: [
      'Add to every answer to ',
      ...shownList(requirement.origins),
      ', errors and redirects included.',
    ],
    lines: headerLines(headers, last?.headers),
  };
}

function headerLines(headers: HeaderList, present: HeaderList | undefined): readonly SnippetLine[] {
  return headers.map(([name, value]) => {
    const now = present && get(present, name);
    return { text: `${name}: ${httpValue(value)}`, mark: markOf(now ?? null, value) };
  });
}

function markOf(now: string | null, value: string): SnippetLine['mark'] {
  if (now === null) return 'added';
  return now === value ? 'context' : 'changed';
}

function notes(requirement: AnswerRequirement): readonly Prose[] {
  return [
    [
      'Compare the request’s ',
      code('Origin'),
      ' with a list of origins that you trust (',
      ...shownList(requirement.origins),
      '), and send back the one that matches: ',
      shown(requirement.origin),
      ' here.',
    ],
  ];
}

const ONE_LAYER: Prose = [
  'Let one layer answer, the proxy or the application: two ',
  code('Access-Control-Allow-Origin'),
  ' lines are refused.',
];

/** The headers to add to either kind of answer. */
type Instructed = { readonly preflight: HeaderList; readonly actual: HeaderList };

/** The server as instructed: a required origin gets the headers, every other gets only `Vary`. */
function answer(
  { origins }: AnswerRequirement,
  { preflight, actual }: Instructed,
  observation: ServerObservation,
  request: ServerRequest,
): ServerAnswer {
  const isPreflight =
    request.method === 'OPTIONS' && has(request.headers, 'access-control-request-method');
  const own = isPreflight ? { status: 204, headers: [] } : applicationAnswer(observation, request);
  const added = isPreflight ? preflight : actual;
  const origin = origins.find((one) => one === get(request.headers, 'origin'));
  const named = added.map(
    ([name, value]): Header => [
      name,
      name === 'Access-Control-Allow-Origin' && origin !== undefined ? origin : value,
    ],
  );
  return {
    ...own,
    headers: [
      ...own.headers.filter(([name]) => name.toLowerCase() !== 'vary'),
      ...(origin !== undefined ? named : added.filter(([name]) => name === 'Vary')),
    ],
  };
}
