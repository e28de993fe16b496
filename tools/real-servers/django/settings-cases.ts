import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HeaderList } from '../../../src/model/header-list.ts';
import { originOf, type SerializedOrigin, serializedOrigin } from '../../../src/model/origin.ts';
import type { AnswerRequirement } from '../../../src/model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../../../src/model/seen-server.ts';
import {
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
} from '../../../src/policy/safelists.ts';
import type { ServerAnswer, ServerRequest } from '../../../src/servers/kit/stack.ts';
import type { SettingsFile } from '../../../src/settings/file.ts';
import { type DjangoVersion, pythonEnvironment } from './versions.ts';

const CASES = fileURLToPath(
  new URL('../../../src/servers/django-cors-headers/testing/settings/', import.meta.url),
);
const RUNNER = fileURLToPath(new URL('./settings_case.py', import.meta.url));

/** How a setting should be read. Without `value`: it is unknown. */
export type ExpectedReading = { readonly sureness: string; readonly value?: unknown };

/** A settings file as somebody wrote it, a request that it refuses, and what should be found. */
export type SettingsCase = {
  readonly name: string;
  readonly files: readonly SettingsFile[];
  /** The module that Django loads, and its class for django-configurations. */
  readonly module: string;
  readonly configuration?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The file from which whoever starts the server sets the environment. */
  readonly environmentFrom?: string;
  readonly request: {
    readonly url: string;
    readonly origin: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly credentials: boolean;
  };
  /** Other origins that were seen to ask for the same. */
  readonly alsoAsked?: readonly string[];
  readonly refused: { readonly cause: string; readonly phase: 'preflight' | 'actual' };
  /** By setting; `CorsMiddleware` is its place in MIDDLEWARE. */
  readonly reads: Readonly<Record<string, ExpectedReading | number | null>>;
  /** Fault id, file, line; the first one is the cause. */
  readonly faults: readonly (readonly [id: string, file: string, line: number])[];
  /** The lines that the edit takes out and puts in. */
  readonly change?: readonly string[];
  /** No change of these files helps: the value comes from elsewhere. */
  readonly noEdit?: true;
  /** What the real Django answered, as `npm run e2e -- settings-files` found it. */
  readonly answers?: readonly ServerAnswer[];
};

/** All cases, by name. */
export function settingsCases(): readonly SettingsCase[] {
  return readdirSync(CASES)
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(CASES, name, 'case.json'), 'utf8');
      const written: Omit<SettingsCase, 'name' | 'files'> & { readonly files: readonly string[] } =
        JSON.parse(text);
      const files = written.files.map((file) => ({
        name: file,
        text: readFileSync(join(CASES, name, file), 'utf8'),
      }));
      return { ...written, name, files };
    });
}

/** Where a case is kept. */
export const caseFile = (name: string): string => join(CASES, name, 'case.json');

/** What the request of a case needs. */
export function requirementOf({ request }: Pick<SettingsCase, 'request'>): AnswerRequirement {
  const { url, method, credentials } = request;
  const headers = Object.entries(request.headers)
    .filter(([name, value]) => !isCorsSafelistedRequestHeader([name, value]))
    .map(([name]) => name.toLowerCase())
    .toSorted();
  const isSafe = isCorsSafelistedMethod(method);
  const origin = serializedOrigin(request.origin);
  return {
    server: originOf(url),
    url,
    method,
    origin,
    origins: [origin],
    credentials,
    methods: isSafe ? [] : [method],
    headers,
    expose: [],
    preflight: !isSafe || headers.length > 0,
  };
}

/** The requests that the server of a case gets: of other pages first, then those of the case. */
export function requestsOf(
  one: Pick<SettingsCase, 'request' | 'alsoAsked'>,
): readonly ServerRequest[] {
  const requirement = requirementOf(one);
  const { url, method, headers } = one.request;
  const sent: HeaderList = Object.entries(headers);
  const others = (one.alsoAsked ?? []).map(
    (origin): ServerRequest => ({
      method,
      url,
      headers: [['Origin', origin], ...sent],
    }),
  );
  const preflight: ServerRequest = {
    method: 'OPTIONS',
    url,
    headers: [
      ['Origin', requirement.origin],
      ['Access-Control-Request-Method', method],
      ...(requirement.headers.length === 0
        ? []
        : ([['Access-Control-Request-Headers', requirement.headers.join(',')]] as const)),
    ],
  };
  const actual: ServerRequest = { method, url, headers: [['Origin', requirement.origin], ...sent] };
  return [...others, ...(requirement.preflight ? [preflight] : []), actual];
}

/** The answers as the extension sees them: a refused preflight ends the request. */
export function seenIn(
  one: Pick<SettingsCase, 'request' | 'alsoAsked' | 'refused'>,
  answers: readonly ServerAnswer[],
): SeenServer {
  const server: SerializedOrigin = originOf(one.request.url);
  const seen = requestsOf(one).flatMap(({ method, url, headers }, at): readonly SeenAnswer[] => {
    const answer = answers[at];
    if (answer === undefined) return [];
    const kind = method === 'OPTIONS' ? 'preflight' : 'actual';
    return [{ kind, url, method, requestHeaders: headers, ...answer, at }];
  });
  return { server, answers: one.refused.phase === 'preflight' ? seen.slice(0, -1) : seen };
}

/** What the real Django makes of a case. */
export type CaseRun = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly checks: readonly string[];
  readonly answers: readonly ServerAnswer[];
};

/**
 * Runs a case on the real Django, with these files instead of its own. Throws with Python's output
 * if it does not start.
 */
export async function runCase(
  version: DjangoVersion,
  one: SettingsCase,
  files: readonly SettingsFile[],
  requests: readonly ServerRequest[],
): Promise<CaseRun> {
  const folder = await mkdtemp(join(tmpdir(), 'crosscheck-settings-'));
  try {
    for (const { name, text } of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const names = Object.entries(one.reads).flatMap(([name, reading]) =>
      typeof reading === 'object' && reading !== null && !('value' in reading) ? [] : [name],
    );
    const input = { module: one.module, configuration: one.configuration ?? null, names, requests };
    const own = { ...one.environment, ...environmentIn(one, files) };
    return JSON.parse(await python(version, folder, own, JSON.stringify(input)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What whoever starts the server takes from the file. */
function environmentIn(
  { environment, environmentFrom }: SettingsCase,
  files: readonly SettingsFile[],
): Readonly<Record<string, string>> {
  const text = files.find(({ name }) => name === environmentFrom)?.text ?? '';
  const found = Object.keys(environment).flatMap((name) => {
    const value = new RegExp(`\\b${name}[=:]\\s*(.*)$`, 'm').exec(text)?.[1];
    return value === undefined ? [] : [[name, value.trim()]];
  });
  return Object.fromEntries(found);
}

async function python(
  version: DjangoVersion,
  cwd: string,
  environment: Readonly<Record<string, string>>,
  input: string,
): Promise<string> {
  const child = spawn(version.python, ['-W', 'ignore', RUNNER], {
    cwd,
    env: { ...pythonEnvironment(version.pythonPath), ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(input);
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`the settings do not run:\n${stderr}`);
  return stdout;
}
