import type { Refused } from '../../evidence/refused.ts';
import type { HeaderList } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement, OwnPlace } from '../../model/requirement.ts';
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
  | 'text'
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

/** What a user sets, and so the form of the fix. */
export type StackKind =
  /** The user's own code: paste into a file. */
  | 'code'
  /** The file of a server that the user runs: edit it and reload. */
  | 'configuration'
  /** A hosted service: its dashboard, its command line, YAML or JSON. */
  | 'platform'
  /** A finished program: an environment variable, a flag or an admin page, then a restart. */
  | 'product'
  /** A tunnel, a login or a gateway before the user's server: what lets the request through. */
  | 'in-front'
  /** Nobody who uses it can set anything: only ways around it. */
  | 'not-yours';

/** What to do about one refusal where no CORS setting helps. */
export type Instead = {
  /** Contained in reports: never changes. */
  readonly id: string;
  /** Whether a refusal is of this kind. Only asked if the marks point to this server. */
  readonly fits: (refused: Refused) => boolean;
  /** First what to do, then why. */
  readonly words: (item: OwnPlace) => Prose;
  /** The page's own server can ask in its place: the fixes of such servers are offered. */
  readonly forward?: true;
  /** The words also explain the error status, so nothing else is said about it. */
  readonly explainsStatus?: true;
};

/** One server, framework or CORS library: one room. Its folder is named after the id. */
export type Stack = {
  readonly id: string;
  readonly label: string;
  readonly kind: StackKind;
  readonly docs: `https://${string}`;
  /** Whether its model was compared with the running software or only with its documentation. */
  readonly basis: 'measured' | 'documented';
  /** Often in front of an application, so its name says little about the rest. */
  readonly isProxy?: true;
  /** It serves the page, and passes requests on to the server that refuses. */
  readonly forwards?: true;
  /** It answers without its user's code, so no hint about middleware or routes applies. */
  readonly answersAlone?: true;
  /** If any fits, it is shown instead of settings. */
  readonly instead?: readonly Instead[];
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
