import { Agent, request as httpRequest } from 'node:http';
import type { Header } from '../../src/model/header-list.ts';
import { FAILURES, type FailureId } from '../real-servers/failures.ts';
import type { LabStack } from '../real-servers/lab-stack.ts';
import { startLab } from '../real-servers/start-lab.ts';

/** One response of a stack as sent, which detection reads. */
export type RecordedAnswer = {
  readonly name: string;
  readonly kind: 'preflight' | 'actual';
  readonly path: string;
  readonly method: string;
  readonly requestHeaders: readonly Header[];
  readonly status: number;
  readonly headers: readonly Header[];
};

export type Recording = {
  readonly lab: string;
  readonly stack: string;
  readonly images: readonly RecordedAnswer[];
};

const PAGE = 'http://localhost:3000';
const STRANGER = 'https://stranger.example';

type Asked = Pick<RecordedAnswer, 'name' | 'method' | 'requestHeaders'> & {
  readonly path?: string;
};

const preflight = (name: string, origin: string, method: string, header: string): Asked => ({
  name,
  method: 'OPTIONS',
  requestHeaders: [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ['Access-Control-Request-Headers', header],
  ],
});

const plain = (name: string, origin: string, method = 'GET'): Asked => ({
  name,
  method,
  requestHeaders: [['Origin', origin]],
});

const UNCONFIGURED: readonly Asked[] = [
  preflight('nothing configured, preflight', PAGE, 'PUT', 'content-type'),
  plain('nothing configured', PAGE),
];

const CONFIGURED: readonly Asked[] = [
  preflight('allowed preflight', PAGE, 'POST', 'content-type'),
  preflight('preflight of a stranger', STRANGER, 'POST', 'content-type'),
  preflight('method refused', PAGE, 'PROPFIND', 'content-type'),
  preflight('header refused', PAGE, 'POST', 'x-strange'),
  plain('allowed', PAGE),
  plain('a stranger', STRANGER),
  plain('OPTIONS that is no preflight', PAGE, 'OPTIONS'),
  { ...plain('not found', PAGE), path: '/no' },
  { ...plain('an error', PAGE), path: '/api/boom' },
];

/** The failures of servers that allow the page simple requests, or others: some have only those. */
const ALLOWING = ['credentials-not-allowed', 'expose-missing', 'origin-not-listed'] as const;

/** What the stack answers before anything is configured, and when one origin is allowed. */
export async function recordingOf(stack: LabStack): Promise<Recording> {
  return {
    lab: stack.id,
    stack: stack.stack,
    images: [
      ...(await answersUnder(stack, ['nothing-configured'], UNCONFIGURED)),
      ...(await answersUnder(stack, ALLOWING, CONFIGURED)),
    ],
  };
}

async function answersUnder(
  stack: LabStack,
  ids: readonly FailureId[],
  asked: readonly Asked[],
): Promise<readonly RecordedAnswer[]> {
  const id = ids.find((one) => typeof stack.failures[one] !== 'string');
  const failure = id === undefined ? '' : stack.failures[id];
  if (id === undefined || typeof failure === 'string') return [];
  const usual = (failure.request ?? FAILURES[id]).path;
  const server = await startLab(stack, failure, PAGE);
  const agent = new Agent({ keepAlive: true });
  try {
    const recorded: RecordedAnswer[] = [];
    for (const one of asked)
      recorded.push(await recordedAnswer(server.port, agent, { path: usual, ...one }));
    return recorded;
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** As JSON, one response on each line, so that a diff shows what changed. */
export function recordingText({ images, ...stack }: Recording): string {
  const lines = images.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
  return `${JSON.stringify(stack).slice(0, -1)},"images":[\n${lines}\n]}\n`;
}

/** `Date` differs every time, and so does the port. */
function recordedAnswer(
  port: number,
  agent: Agent,
  asked: Required<Asked>,
): Promise<RecordedAnswer> {
  const { path, method, requestHeaders } = asked;
  const headers = Object.fromEntries(requestHeaders);
  const isPreflight = 'Access-Control-Request-Method' in headers;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers, agent },
      (response) => {
        response.resume();
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            ...asked,
            kind: isPreflight ? 'preflight' : 'actual',
            status: response.statusCode ?? 0,
            headers: response.rawHeaders.flatMap((name, index): Header[] => {
              const value = (response.rawHeaders[index + 1] ?? '').replaceAll(`:${port}`, ':8000');
              return index % 2 === 1 || /^date$/i.test(name) ? [] : [[name, value]];
            }),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}
