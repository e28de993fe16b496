import { notRunProse } from '../causes/not-run.ts';
import { type Proof, proofProse } from '../causes/proof.ts';
import { get } from '../model/header-list.ts';
import type { Prose } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../model/seen-server.ts';
import type { FileReading, SettingsReader } from '../servers/kit/settings-reader.ts';
import type { Application } from '../servers/kit/stack.ts';
import { settingsReaders } from '../servers/readers.ts';
import { edited, type TextEdit, withChanged } from '../settings/edit.ts';
import type { SettingsFile } from '../settings/file.ts';
import { sorted, TOO_DEEP, UNKNOWN_FILE, type Unread } from '../settings/hand-over.ts';
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
export type OwnSettings = Omit<FileReading, 'edits' | 'answerWith'> & {
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
  files: readonly SettingsFile[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  stack: string | null = null,
): OwnSettings | NothingRead {
  try {
    return readAll(files, requirement, seenServer, stack);
  } catch (error) {
    // The parser's own recursion ends at the depth of the call stack, which no file can announce.
    if (!(error instanceof RangeError)) throw error;
    return { stack: null, unread: files.map(({ name }) => ({ name, problem: TOO_DEEP })) };
  }
}

function readAll(
  files: readonly SettingsFile[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  stack: string | null,
): OwnSettings | NothingRead {
  const { readable, unread } = sorted(files);
  const reader = readerOf(readable, stack);
  if (reader === null) return { stack: null, unread: [...unread, ...unknown(readable)] };
  const { edits, answerWith, ...reading } = reader.read(readable, requirement, seenServer);
  const answer = answerWith(readable);
  const subject = { requirement, seenServer, files: readable, answerWith };
  return {
    ...reading,
    stack: reader.stack,
    unread,
    notRun: answer === null || !reading.sure ? null : notRun(answer, requirement, seenServer),
    edit: edits === null ? null : provedEdit(subject, edits, answer),
  };
}

function readerOf(files: readonly SettingsFile[], stack: string | null): SettingsReader | null {
  const able = settingsReaders.filter(({ knows }) => files.some(knows));
  return able.find((reader) => reader.stack === stack) ?? able[0] ?? null;
}

const unknown = (files: readonly SettingsFile[]): readonly Unread[] =>
  files.map(({ name }) => ({ name, problem: UNKNOWN_FILE }));

type Subject = {
  readonly files: readonly SettingsFile[];
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
  readonly answerWith: FileReading['answerWith'];
};

function provedEdit(
  { files, requirement, seenServer, answerWith }: Subject,
  edits: readonly TextEdit[],
  before: Application | null,
): ProvedEdit | null {
  const changed = edited(files, edits);
  const diff = unifiedDiff(files, edits);
  if (changed === null || changed.length === 0 || diff === null) return null;
  const answer = answerWith(withChanged(files, changed));
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

/** Why the newest answer is not that of these files; null if it is. */
function notRun(
  answer: Application,
  { url, origin }: AnswerRequirement,
  { answers }: SeenServer,
): Prose | null {
  const newest = answers.findLast((one) => one.url === url && requestOrigin(one) === origin);
  if (newest === undefined) return null;
  const { method, requestHeaders: headers } = newest;
  const own = get(answer({ method, url, headers }).headers, ALLOW_ORIGIN);
  const real = get(newest.headers, ALLOW_ORIGIN);
  return own === real ? null : notRunProse({ own, real });
}
