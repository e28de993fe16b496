import type { HeaderList } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenServer } from '../../model/seen-server.ts';

/** How surely the server runs this stack, and why. */
export type Detection = {
  /** From 0 (nothing points to it) to 1 (certain). */
  readonly confidence: number;
  readonly evidence: readonly Prose[];
  /** The known versions, e.g. `Django ≥ 4.0`; empty if unknown. */
  readonly versions: readonly string[];
};

/** One line of a snippet. `added` and `changed` lines are the fix; `context` surrounds it. */
export type SnippetLine = {
  readonly text: string;
  readonly mark: 'context' | 'added' | 'changed';
};

/** The language of a snippet. */
export type SnippetLanguage =
  | 'apache'
  | 'caddyfile'
  | 'csharp'
  | 'go'
  | 'http'
  | 'java'
  | 'javascript'
  | 'json'
  | 'nginx'
  | 'php'
  | 'python'
  | 'ruby'
  | 'shell'
  | 'toml'
  | 'typescript'
  | 'xml'
  | 'yaml';

/** Text to paste unchanged at the place that `place` names. */
export type Snippet = {
  readonly file: string;
  readonly language: SnippetLanguage;
  readonly place: Prose;
  readonly lines: readonly SnippetLine[];
};

/** A request as a server's CORS code sees it. */
export type ServerRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
};

/** A server's answer, made by its CORS code and its application together. */
export type ServerAnswer = { readonly status: number; readonly headers: HeaderList };

/** Everything that answers a request. */
export type Application = (request: ServerRequest) => ServerAnswer;

/** The fix in one stack's own idiom. */
export type Remedy = {
  readonly snippets: readonly Snippet[];
  /** Other steps, and useful facts. */
  readonly notes: readonly Prose[];
  /** Dangers in the user's own case. */
  readonly cautions: readonly Prose[];
  /** What the page's own code must do too (`credentials: 'include'` …). */
  readonly client: readonly Snippet[];
  /** A regression test in the stack's own idiom: fails before the paste, passes after it. */
  readonly test: Snippet | null;
  /** The stack's model with the proposed settings. Pure. */
  readonly answer: Application;
  /**
   * Only if the page's own server must forward the request: the URL that the page then requests. It
   * has the page's origin, so the browser makes no CORS check.
   */
  readonly sameOriginUrl?: string;
};

/** One server, framework or CORS library: one room. Its folder is named after the id. */
export type Stack = {
  readonly id: string;
  readonly label: string;
  readonly docs: `https://${string}`;
  /** Whether its model was compared with the running software or only with its documentation. */
  readonly basis: 'measured' | 'documented';
  /** Often in front of an application, so its name says little about the rest. */
  readonly isProxy?: true;
  readonly detect: (seenServer: SeenServer) => Detection;
  /**
   * The smallest change that makes the server meet the requirement, given its observed answers.
   * Null if this stack cannot meet it.
   */
  readonly remedy: (requirement: AnswerRequirement, seenServer: SeenServer) => Remedy | null;
};

/** The text that the Copy button copies. */
export function snippetText(snippet: Snippet): string {
  return `${snippet.lines.map((line) => line.text).join('\n')}\n`;
}
