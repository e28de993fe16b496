import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { djangoFailures } from '../../tools/demo/django-failures.ts';
import type { Action, DemoFailure } from '../../tools/demo/failure.ts';
import { nodeFailures } from '../../tools/demo/node-failures.ts';
import { nobody, type Running, serve } from '../../tools/demo/running.ts';
import {
  type DjangoVersion,
  type RunningDjango,
  startDjango,
} from '../../tools/real-servers/django/server.ts';
import type { PrintedSnippet } from '../../tools/real-servers/lab-stack.ts';
import { type Misconfiguration, misconfigurations } from '../closed-loop/misconfigurations.ts';
import { startMisconfigured } from '../closed-loop/misconfigured.ts';

/** What “Try it” does with a failure: the page’s request works, or the reason why it is not tried. */
export type Tries = 'works' | 'nothing' | { readonly cannot: RegExp };

/** The headline of “Check again” once the server is right, or why nothing at the server helps. */
type Checks = RegExp | { readonly not: string };

/** A failure whose fix is tried, then made at the server. */
export type TrialRow = {
  readonly name: string;
  readonly start: (page: string, djangos: readonly DjangoVersion[]) => Promise<RowServer>;
  readonly action: (api: string) => Action;
  readonly needsDjango: boolean;
  readonly tries: Tries;
  /** If it differs there. */
  readonly triesInFirefox?: Tries;
  readonly checks: Checks;
};

export type RowServer = {
  /** On `127.0.0.1`: another host than the page’s. */
  readonly origin: string;
  /** Makes the server right: pastes what is printed, or does what its developer must do by hand. */
  readonly mend: (printed: () => Promise<readonly PrintedSnippet[]>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The page that performs the actions of the demo; by its other name it is another origin. */
export const servePerformer = (): Promise<Running> =>
  serve(async ({ url }, response) => {
    const [file, type] =
      url === '/ways.js'
        ? ['../../tools/demo/page/ways.js', 'text/javascript']
        : ['page.html', 'text/html'];
    response.setHeader('content-type', type);
    response.end(await readFile(join(import.meta.dirname, file)));
  });

const STATUS = (status: number): Tries => ({ cannot: new RegExp(`status ${status}`) });
const REDIRECT: Tries = { cannot: /redirects the preflight/ };
const BY_HAND: Tries = { cannot: /no settings/ };
const NO_RESPONSE: Tries = { cannot: /No response/ };

type Expected = Pick<TrialRow, 'tries'> & Partial<Pick<TrialRow, 'checks' | 'triesInFirefox'>>;

/** What is not simply tried, then fixed; by the id of the demo or the name of the misconfiguration. */
const OTHERWISE: Readonly<Record<string, Expected>> = {
  'login-required-for-options': { tries: STATUS(401) },
  'slash-redirect': { tries: REDIRECT },
  'login-redirect': { tries: BY_HAND },
  'two-layers': { tries: 'works', triesInFirefox: { cannot: /two Access-Control-Allow-Origin/ } },
  'response-header-in-request': { tries: BY_HAND },
  'lower-case-patch': { tries: BY_HAND, checks: { not: 'the page must write PATCH' } },
  // Firefox asks the server again.
  'cached-without-vary': { tries: 'works', triesInFirefox: 'nothing' },
  // Without observing, nothing there shows what the page tried to read.
  'header-not-exposed': {
    tries: 'works',
    triesInFirefox: 'nothing',
    checks: /^The server lets .* read its response/,
  },
  // It was no matter of CORS, so nothing is called fixed.
  'connection-refused': { tries: NO_RESPONSE, checks: /^The server lets .* read its response/ },
  'https-on-http-port': { tries: NO_RESPONSE, checks: { not: 'the page must ask by http' } },
  'sandboxed-frame': { tries: BY_HAND, checks: { not: 'the frame is wrong' } },
  'django-error-above': { tries: BY_HAND, checks: { not: 'the error must be found first' } },
  'django-no-middleware': { tries: STATUS(405) },
  'django-gate-above': { tries: STATUS(401) },
  'django-ssl-redirect': { tries: REDIRECT, checks: { not: 'the page must ask by https' } },
  'django-csrf': { tries: 'nothing' },
  'a path lacks its slash, and the page writes (old Django redirects the preflight too)': {
    tries: REDIRECT,
  },
  'nothing is installed, and the page writes JSON': { tries: STATUS(405) },
  'the hand-written middleware, and the page writes': { tries: STATUS(405) },
};

const expectedOf = (name: string): Pick<TrialRow, 'tries' | 'triesInFirefox' | 'checks'> => ({
  checks: /fixed/i,
  ...(OTHERWISE[name] ?? { tries: 'works' }),
});

/** Every failure of the demo. */
export const demoRows: readonly TrialRow[] = [...nodeFailures, ...djangoFailures].map(
  (failure) => ({
    name: failure.id,
    action: failure.action,
    start: (page, djangos) => startDemoServer(failure, page, djangos),
    needsDjango: failure.server.kind === 'django',
    ...expectedOf(failure.id),
  }),
);

/** Every misconfiguration whose server shows itself, and that needs no server before it. */
export const djangoRows: readonly TrialRow[] = misconfigurations
  .filter(({ unrecognised, settings }) => !unrecognised && !settings.includes('{tls}'))
  .map((one) => ({
    name: one.name,
    action: (api) => fetching(api, one),
    start: async (page, djangos) =>
      djangoServer(await startMisconfigured(one, versionFor(djangos, one.release), { page })),
    needsDjango: true,
    ...expectedOf(one.name),
  }));

function fetching(api: string, { request }: Misconfiguration): Action {
  const { path, ...init } = request;
  return { kind: 'fetch', url: `${api}${path}`, init: { cache: 'no-store', ...init } };
}

async function startDemoServer(
  { server }: DemoFailure,
  page: string,
  djangos: readonly DjangoVersion[],
): Promise<RowServer> {
  if (server.kind === 'django') {
    const version = versionFor(djangos);
    return djangoServer(
      await startDjango({ ...server.project(page), version, apps: ['corsheaders'] }),
    );
  }
  const broken = server.kind === 'node' ? await switchable(server.listen(page)) : null;
  const { origin, stop } = broken ?? (await nobody());
  let started: Running | null = null;
  return {
    origin,
    mend: async () => {
      if (broken !== null) broken.become(right(page));
      else started = await serve(right(page), Number(new URL(origin).port));
    },
    stop: async () => {
      await Promise.all([stop(), started?.stop()]);
    },
  };
}

/** A server whose developer may replace what it does, as by a restart. */
async function switchable(first: RequestListener) {
  let current = first;
  const running = await serve((request, response) => current(request, response));
  return {
    ...running,
    become: (next: RequestListener) => {
      current = next;
    },
  };
}

/** The server once its developer has done what the demo says of it: all that this page needs. */
const right =
  (page: string): RequestListener =>
  ({ headers }, response) => {
    const asked = { methods: 'method', headers: 'headers' } as const;
    for (const [list, kind] of Object.entries(asked)) {
      const wanted = headers[`access-control-request-${kind}`];
      if (wanted !== undefined) response.setHeader(`access-control-allow-${list}`, wanted);
    }
    response.setHeader('access-control-allow-origin', page);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-expose-headers', 'x-total-count');
    response.setHeader('x-total-count', '42');
    response.setHeader('vary', 'Origin').setHeader('content-type', 'text/javascript').end('{}');
  };

const djangoServer = (django: RunningDjango): RowServer => ({
  origin: django.origin.replace('localhost', '127.0.0.1'),
  mend: async (printed) => {
    const snippets = (await printed()).filter(({ file }) => file === 'settings.py');
    await django.paste(snippets.map(({ code }) => `\n${code}\n`).join(''));
    await django.restart();
  },
  stop: django.stop,
});

/** The release that a row wants, or the newest one here. */
function versionFor(djangos: readonly DjangoVersion[], release?: string): DjangoVersion {
  const version = djangos.find(({ id }) => id === release) ?? djangos.at(-1);
  if (version === undefined) throw new Error('There is no Django here.');
  return version;
}
