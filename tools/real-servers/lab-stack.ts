import type fc from 'fast-check';
import type { ServerAnswer, ServerRequest } from '../../src/servers/kit/stack.ts';
import type { FailureId, LabRequest } from './failures.ts';
import type { NpmPackages } from './npm-packages.ts';
import type { Command, Place } from './server-process.ts';

/** A project's files by their path inside its folder. */
export type Files = Readonly<Record<string, string>>;

/** The developer's own lines, in the server's own language. `{page}`: the page's origin. */
export type LabSettings = {
  /** Lines at the place that the documentation names; empty: nothing about CORS. */
  readonly cors: string;
  /** Code before them that answers first: a route, a middleware, a proxy. */
  readonly before?: string;
};

/** How a stack fails in one of the common ways. */
export type LabFailure = LabSettings & {
  /** Set if the common request of this failure does not show it. */
  readonly request?: LabRequest;
  /**
   * The response shows no sign of the stack, or a stronger sign of another: the developer picks it.
   */
  readonly unrecognised?: true;
  /**
   * Other `cors` lines, under which the server answers in the same way. The same fix must repair
   * them too, so it may contain a line just for them. If the fix has two forms, only the one for the
   * end of the file.
   */
  readonly twin?: string;
  /** The same for the edit in place, whose developer sees the lines. */
  readonly twinInPlace?: string;
  /** What the page gets in the end; by default 200, and 500 of `/api/boom`. */
  readonly status?: number;
};

/** A snippet as the report prints it. */
export type PrintedSnippet = {
  readonly file: string;
  readonly language: string;
  readonly place: string;
  readonly code: string;
  /** The code among the lines that stand around it; absent if it shows none. */
  readonly diff?: string;
};

/**
 * A real server of one version of one stack, and all that is needed to break and fix it. One file
 * of tools/real-servers/stacks for each; file name = id.
 * The project has the routes `/api/data` (GET, POST, PUT, PATCH, DELETE: JSON, `X-Total: 42`),
 * `/api/boom` (500) and `/api/redirect` (302 to `/api/data`). It listens on 127.0.0.1.
 */
export type LabStack = {
  readonly id: string;
  /** The stack of src/servers that it runs. */
  readonly stack: string;
  /** Its own name and version: `Express 5.2.1, cors 2.8.6`. Only asked when it is ready. */
  readonly version: () => Promise<string>;
  /** Null once it can start here, which may install packages; else what is missing. */
  readonly ready: () => Promise<string | null>;
  /** Node packages of its own; absent: those of this repository. */
  readonly packages?: NpmPackages;
  readonly project: (place: Place, settings: LabSettings) => Files;
  readonly build?: (place: Place) => Command;
  readonly command: (place: Place) => Command;
  /** The path that answers 200 once it has started; absent: any answer shows it. */
  readonly probe?: string;
  /** A text says why this stack cannot fail in this way. */
  readonly failures: Readonly<Record<FailureId, LabFailure | string>>;
  /** The project after its developer pasted each snippet, as printed, at the place it names. */
  readonly paste: (files: Files, snippets: readonly PrintedSnippet[]) => Files;
  /** The same with the second form of the fix, for the end of the file; absent: there is none. */
  readonly pasteAtEnd?: (files: Files, snippets: readonly PrintedSnippet[]) => Files;
  /** Printed lines that no request needs, but that the stack's own documentation asks for. */
  readonly unseen?: RegExp;
  /** Only `npm run proof` runs it: `npm test` has no time for it. */
  readonly proofOnly?: true;
  /** Null: the model has a spec of its own (Django), or only the fixes are tried. */
  readonly model: LabModel | null;
};

/** What is needed to compare a stack's model with the running server. */
export type LabModel = {
  /** Any settings, as the model takes them. */
  readonly settings: fc.Arbitrary<unknown>;
  /** A project that answers below `/0/`, `/1/` … under each of the settings. */
  readonly project: (place: Place, settings: readonly unknown[]) => Files;
  /** How many settings one project holds. Absent: any number. */
  readonly batch?: number;
  /** The same routes as the model sees them. `request.url` has the prefix. */
  readonly answer: (settings: unknown, request: ServerRequest) => ServerAnswer;
};

/** A lab model. The type of its settings is hidden from here. */
export function labModel<Settings>(model: {
  readonly settings: fc.Arbitrary<Settings>;
  readonly project: (place: Place, settings: readonly Settings[]) => Files;
  readonly batch?: number;
  readonly answer: (settings: Settings, request: ServerRequest) => ServerAnswer;
}): LabModel {
  return {
    ...model,
    project: (place, settings) => model.project(place, settings as readonly Settings[]),
    answer: (settings, request) => model.answer(settings as Settings, request),
  };
}
