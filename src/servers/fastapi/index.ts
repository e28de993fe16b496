import { has } from '../../model/header-list.ts';
import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import { canBeMet } from '../kit/can-be-met.ts';
import {
  areUnchanged,
  type CorsOptions,
  extendedOptions,
  type Option,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../kit/cors-options.ts';
import { pythonList } from '../kit/literals.ts';
import { wildcardCaution } from '../kit/origin-notes.ts';
import { credentialsSnippets } from '../kit/page-credentials.ts';
import { fastapiPytest } from '../kit/regression-test/fastapi-pytest.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { detect, variesByAll } from './detect.ts';
import { DEFAULT_METHODS, SAFELISTED_HEADERS, type StarletteCors, starletteCors } from './model.ts';

/** FastAPI and Starlette with CORSMiddleware. */
export const fastapi: Stack = {
  id: 'fastapi',
  label: 'FastAPI · Starlette CORSMiddleware',
  docs: 'https://fastapi.tiangolo.com/tutorial/cors/',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    canBeMet(requirement) ? remedy(requirement, observation) : null,
};

const SAFELISTED = SAFELISTED_HEADERS.map((name) => name.toLowerCase());
const DEFAULTS: OptionDefaults = { methods: DEFAULT_METHODS, headers: SAFELISTED, maxAge: 600 };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = presentOptions(observation.answers);
  const options = extendedOptions(asChecked(requirement), present, DEFAULTS);
  const release = observation.answers.some(variesByAll) ? '1' : '0';
  return {
    snippets: [corsSnippet(options, present)],
    notes: notes(requirement, observation, present),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: fastapiPytest(requirement),
    answer: starletteCors(settings(options), release, (request) =>
      applicationAnswer(observation, request),
    ),
  };
}

/**
 * The middleware refuses a preflight for any method that is not listed, the safelisted ones
 * among them, which browsers ask about when a header needs it.
 */
function asChecked(requirement: AnswerRequirement): AnswerRequirement {
  if (!requirement.preflight) return requirement;
  const methods = [...new Set([requirement.method, ...requirement.methods])];
  return { ...requirement, methods };
}

function settings(options: CorsOptions): StarletteCors {
  return {
    allow_origins: options.origins.value,
    ...(options.credentials && { allow_credentials: true }),
    ...(options.methods && { allow_methods: options.methods.value }),
    ...(options.headers && { allow_headers: options.headers.value }),
    ...(options.expose && { expose_headers: options.expose.value }),
    ...(options.maxAge && { max_age: options.maxAge.value }),
  };
}

function corsSnippet(options: CorsOptions, present: PresentOptions): Snippet {
  const unchanged = present.seen && areUnchanged(options);
  const around: SnippetLine['mark'] = present.seen && !unchanged ? 'context' : 'added';
  const line = <Value>(
    name: string,
    option: Option<Value> | null,
    spell: (value: Value) => string,
  ) =>
    option === null ? [] : [{ text: `    ${name}=${spell(option.value)},`, mark: option.mark }];
  return {
    file: 'main.py',
    language: 'python',
    place: [
      'At the end of the file that makes the ',
      code('app'),
      ', below all routes, instead of the ',
      code('add_middleware(CORSMiddleware, …)'),
      ' that is there.',
    ],
    lines: [
      { text: 'from starlette.middleware.cors import CORSMiddleware', mark: around },
      { text: '', mark: 'context' },
      { text: 'app = CORSMiddleware(', mark: around },
      { text: '    app,', mark: around },
      ...line('allow_origins', options.origins, pythonList),
      ...line('allow_credentials', options.credentials, () => 'True'),
      ...line('allow_methods', options.methods, pythonList),
      ...line('allow_headers', own(options.headers), pythonList),
      ...line('expose_headers', options.expose, pythonList),
      ...line('max_age', options.maxAge, String),
      { text: ')', mark: around },
    ],
  };
}

/** The safelisted names are added by the middleware itself. */
const own = (headers: CorsOptions['headers']): CorsOptions['headers'] =>
  headers && { ...headers, value: headers.value.filter((name) => !SAFELISTED.includes(name)) };

function notes(
  requirement: AnswerRequirement,
  { answers }: ServerObservation,
  present: PresentOptions,
): readonly Prose[] {
  const last = answers.findLast((one) => one.url === requirement.url);
  const bareError =
    last !== undefined && last.status >= 500 && !has(last.headers, 'access-control-allow-origin');
  return [
    [
      'Around the whole app, CORSMiddleware reaches every answer: ',
      code('add_middleware'),
      ' puts it inside of the layer that answers an unhandled error with 500.',
    ],
    ...(bareError ? [['This answer is such an error: mend its cause too.']] : []),
    ...(present.seen
      ? []
      : [['If the server starts another name than ', code('app'), ', wrap that one.']]),
    ['Restart the server, unless it reloads by itself.'],
  ];
}
