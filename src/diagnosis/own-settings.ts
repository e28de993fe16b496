import { type Proof, proofProse } from '../causes/proof.ts';
import { get } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../model/seen-server.ts';
import { shown } from '../model/shown.ts';
import type { FileReading, SettingsReader } from '../servers/kit/settings-reader.ts';
import type { Application } from '../servers/kit/stack.ts';
import { settingsReaders } from '../servers/readers.ts';
import { edited } from '../settings/edit.ts';
import type { SettingsFile } from '../settings/file.ts';
import { type Handed, sorted, type Unread } from '../settings/hand-over.ts';
import { type Diff, unifiedDiff } from '../settings/unified-diff.ts';
import { actualHeaders, gainers, preflightHeaders } from './gains.ts';
import { prove } from './prove.ts';

/** An edit of the developer's own files, proved by the model run on the edited files. */
export type ProvedEdit = {
  /** The changed files as a whole. */
  readonly files: readonly SettingsFile[];
  readonly diff: Diff;
  readonly proof: Proof;
  readonly text: Prose;
};

/** What the developer's own files say about a request that CORS blocked. */
export type OwnSettings = Omit<FileReading, 'edits' | 'answer'> & {
  readonly stack: string;
  /** Files that were not read, each with the reason in one line. */
  readonly unread: readonly Unread[];
  /**
   * Why the server does not run these files as they are: they would answer otherwise than it did.
   * Null if they agree, or tell too little.
   */
  readonly notRun: Prose | null;
  /** Null if nothing has to change in these files, or no change of them was proved. */
  readonly edit: ProvedEdit | null;
};

/** Files of which none sets up a known server. */
export type NothingRead = { readonly stack: null; readonly unread: readonly Unread[] };

/**
 * Reads the files that a developer handed over, for one blocked request. `stack`: the server that
 * runs, if it is known; else the files decide. The files are neither run nor kept. Never throws.
 */
export function readOwnSettings(
  files: readonly Handed[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  stack: string | null = null,
): OwnSettings | NothingRead {
  const { readable, unread } = sorted(files);
  const reader = readerOf(readable, stack);
  if (reader === null) return { stack: null, unread: [...unread, ...unknown(readable)] };
  const { edits, answer, ...reading } = reader.read(readable, requirement, seenServer);
  const subject = { reader, requirement, seenServer, files: readable };
  return {
    ...reading,
    stack: reader.stack,
    unread,
    notRun: answer === null || !reading.sure ? null : notRun(answer, requirement, seenServer),
    edit: edits === null ? null : provedEdit(subject, { edits, answer }),
  };
}

function readerOf(files: readonly SettingsFile[], stack: string | null): SettingsReader | null {
  const able = settingsReaders.filter(({ knows }) => files.some(knows));
  return able.find((reader) => reader.stack === stack) ?? able[0] ?? null;
}

const unknown = (files: readonly SettingsFile[]): readonly Unread[] =>
  files.map(({ name }) => ({ name, problem: 'it sets up no server that Crosscheck can read' }));

type Subject = {
  readonly reader: SettingsReader;
  readonly files: readonly SettingsFile[];
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
};

function provedEdit(
  { reader, files, requirement, seenServer }: Subject,
  { edits, answer: before }: Pick<FileReading, 'edits' | 'answer'>,
): ProvedEdit | null {
  const changed = edited(files, edits ?? []);
  const diff = unifiedDiff(files, edits ?? []);
  if (changed === null || changed.length === 0 || diff === null) return null;
  const now = files.map((file) => changed.find(({ name }) => name === file.name) ?? file);
  const { answer } = reader.read(now, requirement, seenServer);
  if (answer === null) return null;
  const known = before === null ? seenServer : withOwn(before, requirement, seenServer, answer);
  const proof = prove({ answer }, requirement, known);
  return proof && { files: changed, diff, proof, text: proofProse(proof) };
}

/**
 * What was seen, and what the files allowed before the edit: an origin that they let in already
 * gains nothing by it.
 */
function withOwn(
  before: Application,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  after: Application,
): SeenServer {
  const origins = gainers(after, requirement, seenServer);
  const { url, method } = requirement;
  const answers = origins.flatMap((origin): readonly SeenAnswer[] => {
    const actual = actualHeaders(requirement, origin);
    const asked = preflightHeaders(requirement, origin, method);
    return [
      {
        kind: 'preflight',
        url,
        method: 'OPTIONS',
        requestHeaders: asked,
        at: 0,
        ...before({ method: 'OPTIONS', url, headers: asked }),
      },
      {
        kind: 'actual',
        url,
        method,
        requestHeaders: actual,
        at: 0,
        ...before({ method, url, headers: actual }),
      },
    ];
  });
  return { ...seenServer, answers: [...answers, ...seenServer.answers] };
}

const ALLOW_ORIGIN = 'access-control-allow-origin';

/** Why the answers that matter are not those of these files. Null if they are. */
function notRun(
  answer: Application,
  { url, origin }: AnswerRequirement,
  { answers }: SeenServer,
): Prose | null {
  const newest = answers.findLast((one) => one.url === url && requestOrigin(one) === origin);
  if (newest === undefined) return null;
  const { method, requestHeaders: headers } = newest;
  const [own, real] = [answer({ method, url, headers }), newest].map((one) =>
    get(one.headers, ALLOW_ORIGIN),
  );
  if (own === undefined || real === undefined || own === real) return null;
  const says = (value: string | null): Prose =>
    value === null ? prose`no ${code(ALLOW_ORIGIN)}` : prose`${shown(`${ALLOW_ORIGIN}: ${value}`)}`;
  return prose`Your server does not run this file as it stands. With it, the server would send
    ${says(own)}; it sent ${says(real)}. ${reason(own, real)}`;
}

function reason(own: string | null, real: string | null): Prose {
  if (real === null) {
    return prose`Restart the server. If that changes nothing, check that it loads this file and not
      another one, and that no proxy in front of it answers or removes the header.`;
  }
  return own === null
    ? prose`A proxy or other code adds the header, or the server loads another file.`
    : prose`A proxy or other code overwrites the header, or the server loads another file.`;
}
