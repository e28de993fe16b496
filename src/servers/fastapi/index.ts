import { has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { namedOptions } from '../kit/cors-options.ts';
import { callMark } from '../kit/library-call.ts';
import { pythonList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { fastapiPytest } from '../kit/regression-test/fastapi-pytest.ts';
import { context, markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { detect, SIGNALS, variesByAll } from './marks.ts';
import { DEFAULT_METHODS, SAFELISTED_HEADERS, starletteCors } from './model.ts';

const NAMES = {
  origins: 'allow_origins',
  credentials: 'allow_credentials',
  methods: 'allow_methods',
  headers: 'allow_headers',
  expose: 'expose_headers',
  maxAge: 'max_age',
} as const;

const SAFELISTED = SAFELISTED_HEADERS.map((name) => name.toLowerCase());

/** FastAPI and Starlette with CORSMiddleware. */
export const fastapi: Stack = {
  ...optionsStack({
    id: 'fastapi',
    label: 'FastAPI · Starlette CORSMiddleware',
    kind: 'code',
    docs: 'https://fastapi.tiangolo.com/tutorial/cors/',
    basis: 'measured',
    signals: SIGNALS,
    defaults: { methods: DEFAULT_METHODS, headers: SAFELISTED, maxAge: 600 },
    // It refuses a preflight for any method that is not listed, even a safelisted one.
    methods: ({ preflight, method, methods }) =>
      preflight ? [...new Set([method, ...methods])] : methods,
    snippets: (proposal) => [corsSnippet(proposal)],
    notes,
    test: fastapiPytest,
    answer: ({ options, seenServer: { answers } }, application) =>
      starletteCors(
        namedOptions(options, NAMES),
        answers.some(variesByAll) ? '1' : '0',
        application,
      ),
  }),
  detect,
};

function corsSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const argument = (name: string, value: string) => [`    ${name}=${value},`];
  return {
    file: 'main.py',
    language: 'python',
    place: prose`At the end of the file that makes the ${code('app')}, below all routes. Remove the
      ${code('add_middleware(CORSMiddleware, …)')} that is there.`,
    lines: [
      ...markedLines(around, ['from starlette.middleware.cors import CORSMiddleware']),
      context(''),
      ...markedLines(around, ['app = CORSMiddleware(', '    app,']),
      ...optionLines(proposal.options, {
        origins: (value) => argument(NAMES.origins, pythonList(value)),
        credentials: () => argument(NAMES.credentials, 'True'),
        methods: (value) => argument(NAMES.methods, pythonList(value)),
        headers: (value) => argument(NAMES.headers, pythonList(withoutSafelisted(value))),
        expose: (value) => argument(NAMES.expose, pythonList(value)),
        maxAge: (value) => argument(NAMES.maxAge, String(value)),
      }),
      ...markedLines(around, [')']),
    ],
  };
}

/** The middleware adds the safelisted names anyway. */
const withoutSafelisted = (headers: readonly string[]): readonly string[] =>
  headers.filter((name) => !SAFELISTED.includes(name));

function notes({ requirement, seenServer, present }: Proposal): readonly Prose[] {
  const last = seenServer.answers.findLast((one) => one.url === requirement.url);
  const bareError =
    last !== undefined && last.status >= 500 && !has(last.headers, 'access-control-allow-origin');
  return [
    prose`Do not use ${code('add_middleware')}: its headers are missing when the server answers an
      unhandled error with 500.`,
    ...(bareError ? [prose`This response is such an error: fix its cause too.`] : []),
    ...(present.seen
      ? []
      : [prose`If the server starts another name than ${code('app')}, wrap that one.`]),
    prose`Restart the server, unless it reloads automatically.`,
  ];
}
